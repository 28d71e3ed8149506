/** Each format of a report, on reports that can be checked by hand, and on hostile ones. */
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { Ajv2019 } from 'ajv/dist/2019.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/verdict.js';
import { github } from '../../src/report/github.js';
import { json } from '../../src/report/json.js';
import { junit } from '../../src/report/junit.js';
import { markdown } from '../../src/report/markdown.js';
import { pretty } from '../../src/report/pretty.js';
import { sarif } from '../../src/report/sarif.js';
import { widthOf } from '../../src/report/text-width.js';
import { result, run } from '../support/store-records.js';
import { FAULTY, HOSTILE, MIXED, NASTY, PASSED, report } from './reports.js';

const ALL: readonly (readonly [string, Report])[] = [
  ['mixed', MIXED],
  ['passed', PASSED],
  ['faulty', FAULTY],
  ['hostile', HOSTILE],
  ['empty', report([])],
];
const plain = { color: false, width: 80 };

describe('pretty', () => {
  test('tells the worst first, with value, limit and place; the verdict last', () => {
    expect(pretty(MIXED, plain)).toBe(
      `gold.orders  production, date=2026-01-01 · contract orders 2.3.0
  ✗ amount nullValues · amount: 312 of 12000 rows are null (2.6 %), allowed 0
    observed 312 rows · expected = 0
    contracts/orders.odcs.yaml:57 · gold.orders/amount/nullValues
      order_id  amount
      1001      null
      1002      null
  ! country invalidValues · country: 1.5 % of rows are invalid, allowed below 1
    %
    observed 1.5 % · expected < 1
    contracts/orders.odcs.yaml:71 · gold.orders/country/invalidValues
  ? amount anomaly · 3 earlier runs, 14 are needed
    insufficient_history · expected = 0
    It will answer once enough runs are recorded; backfill with --as-of to get
    there sooner.
    contracts/orders.odcs.yaml:80 · gold.orders/amount/anomaly
  ✓ 1 check passed
  – 1 clause not executed
    contracts/orders.odcs.yaml:90 /slaProperties/2: type: text is for people
  4 statements, 1 scan, 41 ms

FAIL  1 failed, 1 unknown, 1 warned, 1 passed in gold.orders`,
    );
  });

  test('tells one cause once, whatever number of checks it stops', () => {
    const stopped = (column: string, cause: string) =>
      result({
        id: `gold.orders/${column}/nullValues`,
        column,
        verdict: 'unknown',
        reason: 'missing_table',
        observed: null,
        message: `${column}: could not be evaluated: ${cause}`,
      });
    const gone = ['a', 'b', 'c', 'd', 'e', 'f'].map((column) => stopped(column, 'there is no orders.csv'));
    const text = pretty(report([run('r', [...gone, stopped('g', 'timeout')])]), { ...plain, width: 100 });
    expect(text.split('\n').slice(1, 9)).toEqual([
      '  ? 6 checks could not be evaluated: there is no orders.csv',
      '    missing_table',
      '    Check the physicalName and the server’s path or schema, and whether the producer has delivered.',
      '    gold.orders/a/nullValues, gold.orders/b/nullValues, gold.orders/c/nullValues,',
      '    gold.orders/d/nullValues and 2 more',
      '  ? g nullValues · g: could not be evaluated: timeout',
      '    missing_table · expected = 0',
      '    Check the physicalName and the server’s path or schema, and whether the producer has delivered.',
    ]);
  });

  test('faults alone say that nothing was run', () => {
    expect(pretty(FAULTY, { ...plain, width: 100 })).toBe(
      `✗ contracts/orders.odcs.yaml:41:7 unknown-key: A rule has no key \`mustBeLesThan\`.
  Did you mean \`mustBeLessThan\`?

✗ no-dataset: Name a dataset.

FAULTY  2 faults, nothing was run`,
    );
  });

  test.each(ALL)('of %s fits its columns, with and without colours alike', (_name, one) => {
    for (const width of [80, 100, 120]) {
      const text = pretty(one, { color: false, width });
      for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(stripVTControlCharacters(pretty(one, { color: true, width }))).toBe(text);
      expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
    }
  });

  test('of a pass is green on its last line and has no red', () => {
    const text = pretty(PASSED, { color: true });
    expect(text.split('\n').at(-1)).toContain('\u001B[32m');
    expect(text).not.toContain('\u001B[31m');
  });
});

describe('json', () => {
  const schema = JSON.parse(readFileSync('src/report/report.schema.json', 'utf8')) as object;
  const valid = new Ajv2019({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

  test.each(ALL)('of %s is what the published schema says, and nothing is lost', (_name, one) => {
    const parsed: unknown = JSON.parse(json(one));
    expect(valid(parsed), JSON.stringify(valid.errors)).toBe(true);
    expect(parsed).toEqual(one);
  });

  test.each([
    ['an unknown key', { ...MIXED, extra: 1 }],
    ['a missing key', { ...MIXED, runs: undefined }],
    ['a verdict that there is not', { ...MIXED, verdict: 'ok' }],
    ['an unknown check without a reason', report([run('r', [result({ verdict: 'unknown' })])])],
    ['a passed check with a reason', report([run('r', [result({ reason: 'timeout' })])])],
    ['a count with a fraction', report([run('r', [result({ rows: { bad: 0.5, total: 1 } })])])],
  ])('the schema refuses %s', (_what, broken) => {
    expect(valid(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });
});

describe('junit', () => {
  test('counts what the report holds: unknown is an error, warn passes', () => {
    const text = junit(MIXED);
    expect(text).toContain(
      '<testsuites name="assay" tests="5" failures="1" errors="1" skipped="1" time="0.041">',
    );
    expect(text).toContain(
      '<testcase classname="gold.orders" name="gold.orders/amount/nullValues" file="contracts/orders.odcs.yaml" line="57"><failure type="nullValues" message="amount: 312 of 12000 rows are null (2.6 %), allowed 0">',
    );
    expect(text).toContain('<error type="insufficient_history" message="3 earlier runs, 14 are needed">');
    expect(text).toContain('<system-out>WARN country: 1.5 %');
    expect(text).toContain('expected: &lt; 1');
    expect(text).toContain('<skipped message="type: text is for people"/>');
    expect(text.match(/<testcase/g)).toHaveLength(5);
  });

  test('faults are errors', () => {
    expect(junit(FAULTY)).toContain(
      '<testsuite name="faults" tests="2" failures="0" errors="2" skipped="0">',
    );
  });

  test.each(ALL)('of %s is well-formed XML', (_name, one) => {
    expectWellFormed(junit(one));
  });

  test('of any text is well-formed XML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expectWellFormed(junit(report([run('r', [result({ verdict: 'fail', id: text, message: text })])])));
      }),
    );
  });
});

/** Tags nest, attributes are quoted, every `&` is an entity, every character is one of XML 1.0. */
function expectWellFormed(xml: string): void {
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  const open: string[] = [];
  const body = xml.replace('<?xml version="1.0" encoding="UTF-8"?>', '');
  const rest = body.replace(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
    (_all, end, name, _attributes, empty) => {
      if (end === '/') expect(open.pop()).toBe(name);
      else if (empty === '') open.push(String(name));
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot|#\d+);)/);
}

interface SarifLog {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations?: readonly {
        readonly physicalLocation?: {
          readonly artifactLocation: { readonly uri: string };
          readonly region?: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

describe('sarif', () => {
  const read = (one: Report) => JSON.parse(sarif(one)) as SarifLog;

  test('has a result for whatever is not a pass, at its line', () => {
    const [only] = read(MIXED).runs;
    expect(
      only?.results.map((each) => [
        each.ruleId,
        each.level,
        each.locations?.[0]?.physicalLocation?.region?.startLine,
      ]),
    ).toEqual([
      ['invalidValues', 'warning', 71],
      ['nullValues', 'error', 57],
      ['anomaly', 'error', 80],
      ['not-executed', 'note', 90],
    ]);
    expect(only?.tool.driver.rules.map((rule) => rule.id)).toEqual([
      'anomaly',
      'invalidValues',
      'not-executed',
      'nullValues',
    ]);
    expect(only?.results[1]?.partialFingerprints).toEqual({ 'assay/v1': 'gold.orders/amount/nullValues' });
  });

  test.each(ALL)('of %s keeps the rules of SARIF 2.1.0', (_name, one) => {
    const log = read(one);
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    for (const { tool, results } of log.runs) {
      const ids = tool.driver.rules.map((rule) => rule.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const each of results) {
        expect(ids[each.ruleIndex]).toBe(each.ruleId);
        expect(['error', 'warning', 'note', 'none']).toContain(each.level);
        expect(each.message.text).not.toBe('');
        for (const { physicalLocation } of each.locations ?? []) {
          if (physicalLocation === undefined) continue;
          expect(physicalLocation.artifactLocation.uri).toMatch(/^[A-Za-z0-9\-._~%!'()*/:]+$/);
          expect(physicalLocation.region?.startLine ?? 1).toBeGreaterThan(0);
        }
      }
    }
  });

  test('a fault without a place has no location', () => {
    expect(read(FAULTY).runs[0]?.results[1]).not.toHaveProperty('locations');
  });
});

describe('github', () => {
  test('annotates the lines, the worst first; the verdict is the last line', () => {
    expect(github(MIXED).split('\n')).toEqual([
      '::error file=contracts/orders.odcs.yaml,line=57,col=9,title=gold.orders%3A nullValues fail::amount: 312 of 12000 rows are null (2.6 %25), allowed 0',
      '::error file=contracts/orders.odcs.yaml,line=80,col=9,title=gold.orders%3A anomaly unknown::3 earlier runs, 14 are needed%0AIt will answer once enough runs are recorded; backfill with --as-of to get there sooner.',
      '::warning file=contracts/orders.odcs.yaml,line=71,col=9,title=gold.orders%3A invalidValues warn::country: 1.5 %25 of rows are invalid, allowed below 1 %25',
      '::notice file=contracts/orders.odcs.yaml,line=90,col=9,title=gold.orders%3A not executed::type: text is for people',
      'FAIL  1 failed, 1 unknown, 1 warned, 1 passed in gold.orders',
    ]);
  });

  test('a hostile text stays within its command', () => {
    const lines = github(HOSTILE).split('\n');
    expect(lines).toHaveLength(6);
    for (const line of lines.slice(0, -1)) {
      expect(line).toMatch(
        /^::(error|warning|notice) (file|line|col|title)=[^:,]*(,(file|line|col|title)=[^:,]*)*::/,
      );
      expect(line).not.toContain('\r');
    }
  });
});

describe('markdown', () => {
  test('is a table of what did not pass', () => {
    const lines = markdown(MIXED).split('\n');
    expect(lines).toContain(
      '| ❌ | amount nullValues | amount: 312 of 12000 rows are null \\(2.6 %\\), allowed 0 | 312 rows | = 0 | contracts/orders.odcs.yaml:57 |',
    );
    expect(lines).toContain('- contracts/orders.odcs.yaml:90 type: text is for people');
    expect(lines.filter((line) => line !== '').at(-1)).toBe(
      '**FAIL  1 failed, 1 unknown, 1 warned, 1 passed in gold.orders**',
    );
  });

  test('holds no markup, HTML or mention of a hostile text, and every row has its cells', () => {
    const text = markdown(HOSTILE);
    expect(text).not.toMatch(/[<>@]/);
    expect(text).not.toMatch(/(?<!\\)[`[\]]/);
    for (const line of text.split('\n').filter((each) => each.startsWith('| '))) {
      expect([4, 7]).toContain(line.match(/(?<!\\)\|/g)?.length);
    }
    expect(text).toContain('\\`c\\`');
  });
});

test('an empty report is no pass that was earned: it says that nothing was run', () => {
  for (const text of [pretty(report([]), plain), github(report([])), markdown(report([]))]) {
    expect(text).toContain('nothing was run');
    expect(text).not.toMatch(/pass/i);
  }
});

test('hostile text is not lost where the format can hold it', () => {
  expect(json(HOSTILE)).toContain(JSON.stringify(NASTY));
});
