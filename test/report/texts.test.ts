/** The texts of compile, explain, gate, history and breaker, on records that can be checked by hand. */
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Suite } from '../../src/model/check.js';
import type { Plan, Scan } from '../../src/model/plan.js';
import { breakerText } from '../../src/report/breaker-text.js';
import { decisionText } from '../../src/report/decision-text.js';
import { historyText, sparkline } from '../../src/report/history-text.js';
import { planText } from '../../src/report/plan-text.js';
import { suiteText } from '../../src/report/suite-text.js';
import { cut, pad, widthOf, wrap } from '../../src/report/text-width.js';
import {
  DATASET,
  SUITE,
  breaker,
  day,
  decision,
  override,
  reason,
  result,
  run,
  transition,
} from '../support/store-records.js';
import { NASTY } from './reports.js';

const plain = { color: false, width: 100 };
const clause = (line: number, path: string) => ({ file: 'orders.odcs.yaml', line, column: 1, path });

const COVERED: Suite = {
  ...SUITE,
  coverage: [
    {
      clause: clause(12, '/a'),
      text: 'order_id: required',
      checks: [`${DATASET}/order_id/nullValues`],
      notExecuted: null,
    },
    {
      clause: clause(20, '/b'),
      text: 'primary key',
      checks: [`${DATASET}/nullValues`, `${DATASET}/duplicateValues`],
      notExecuted: null,
    },
    { clause: clause(31, '/c'), text: 'quality: text', checks: [], notExecuted: 'for people' },
  ],
  notExecuted: [{ clause: clause(31, '/c'), reason: 'for people' }],
};

test('compile: each clause, its checks, and what nothing executes', () => {
  expect(suiteText([COVERED], plain)).toBe(
    `gold.orders  orders.odcs.yaml
  12  order_id: required  order_id/nullValues
  20  primary key         nullValues
                          duplicateValues
  31  quality: text       not executed
  – 1 clause not executed
    orders.odcs.yaml:31 /c: for people

1 dataset, 0 checks, 1 clause not executed`,
  );
});

const SCAN: Scan = {
  purpose: 'scan',
  target: {
    dataset: DATASET,
    object: 'orders',
    table: {
      exists: true,
      label: 'orders',
      relation: { relation: 'table', name: 'orders' },
      text: null,
      columns: [],
    },
    columns: [],
    batch: null,
    where: null,
  },
  others: {},
  measures: [{ measure: 'count' }],
  serves: [`${DATASET}/rowCount`, `${DATASET}/amount/nullValues`],
};

test('explain: statements as they would be sent, with the checks that they serve', () => {
  const plan: Plan = {
    kind: 'Plan',
    dataset: DATASET,
    answered: [
      { measure: 'm1', ok: true, value: 3 },
      { measure: 'm2', ok: false, unknown: { reason: 'missing_column', message: 'there is no column vat' } },
    ],
    scans: [SCAN, SCAN],
  };
  const statements = [
    { scan: SCAN, dialect: 'duckdb', sql: 'select\tcount(*) as m0\nfrom orders' } as const,
    { unknown: { reason: 'unsupported', message: 'no such function' } } as const,
  ];
  expect(planText([{ plan, statements }], plain)).toBe(
    `-- gold.orders
-- 1 measure from metadata, without a statement
-- can not be measured: missing_column: there is no column vat

-- 1. scan: 1 measure for 2 checks
-- gold.orders/rowCount, gold.orders/amount/nullValues
select	count(*) as m0
from orders;

-- 2. scan: 1 measure for 2 checks
-- gold.orders/rowCount, gold.orders/amount/nullValues
-- can not be written: unsupported: no such function

2 statements; 1 measure answered from metadata`,
  );
});

describe('gate', () => {
  const blocked = decision('d-1', {
    outcome: 'block',
    enforced: 'block',
    runId: 'run-3',
    reasons: [reason()],
    expiresAt: null,
    breaker: 'open',
    batch: { date: '2001-07-01' },
  });

  test('a block tells value, limit, owner, since when and what to do', () => {
    expect(decisionText(blocked, plain)).toBe(
      `gold.orders  date=2001-07-01 · contract orders 2.3.0
  ✗ check_failed: amount: 312 of 12000 rows are null (2.6 %), allowed 0
    observed 312, expected = 0 · owner data-orders · bad since run run-1 ·
    gold.orders/amount/nullValues
  run run-3 · data sha256:d1 · breaker open · decision d-1
  → Repair the data and ask again; \`assay check gold.orders --samples 5\` shows bad rows, \`assay
  history gold.orders\` since when.
  → If the data are right as they are: \`assay override gold.orders --reason … --until …\`.
BLOCK  gold.orders, 1 reason`,
    );
  });

  test('an inherited block points to its root', () => {
    const inherited = reason({
      code: 'upstream_open',
      check: null,
      observed: null,
      expected: null,
      owner: null,
      firstBadRun: null,
      rootCause: 'bronze.flights',
      message: 'bronze.flights is open',
    });
    const text = decisionText({ ...blocked, runId: null, reasons: [inherited] }, plain);
    expect(text).toContain('→ Repair bronze.flights first');
    expect(text).toContain('nothing scanned');
    expect(text).not.toContain('override gold.orders');
  });

  test('one cause is told once; what a person has to do is the next line', () => {
    const gone = ['a', 'b'].map((column) =>
      reason({
        code: 'data_missing',
        check: `gold.orders/${column}/nullValues`,
        observed: null,
        message: `${column}: could not be evaluated: there is no orders.csv`,
      }),
    );
    const text = decisionText({ ...blocked, reasons: gone }, plain);
    expect(text.split('\n').slice(1, 3)).toEqual([
      '  ✗ data_missing: 2 checks could not be evaluated: there is no orders.csv',
      '    owner data-orders · gold.orders/a/nullValues, gold.orders/b/nullValues',
    ]);
    expect(text).toContain('→ Bring the data and ask again.');
    expect(text).toContain('BLOCK  gold.orders, 2 reasons');
  });

  test('shadow and replay are said', () => {
    const text = decisionText({ ...blocked, shadow: true, enforced: 'allow', replayed: true }, plain);
    expect(text.split('\n').at(-1)).toBe('BLOCK  gold.orders, 1 reason (shadow: recorded, not enforced)');
    expect(text).toContain('answered from the record');
  });

  test('an allowed one holds until', () => {
    const text = decisionText(decision('d', { runId: 'r' }), plain);
    expect(text).toContain('holds until 2026-01-02T00:00:02.000Z');
    expect(text.split('\n').at(-1)).toBe('ALLOW  gold.orders');
    expect(text).not.toContain('→');
  });
});

describe('history', () => {
  const point = (n: number, observed: number | null, verdict: 'pass' | 'fail' | 'unknown') => ({
    runId: `run-${String(n)}`,
    asOf: day(n),
    observed,
    details: {},
    verdict,
    reason: verdict === 'unknown' ? 'timeout' : null,
    accepted: verdict === 'pass',
  });

  test('of a check: bars from the oldest to the newest, values newest first', () => {
    const points = [point(3, 80, 'fail'), point(2, null, 'unknown'), point(1, 10, 'pass')];
    expect(
      historyText({ dataset: DATASET, check: 'gold.orders/c', points, runs: [], decisions: [] }, plain),
    ).toBe(
      `gold.orders/c
  ▁·█
  as of                     observed  verdict               run
  2026-01-03T00:00:00.000Z  80        fail     no baseline  run-3
  2026-01-02T00:00:00.000Z  null      unknown  timeout      run-2
  2026-01-01T00:00:00.000Z  10        pass                  run-1
3 values`,
    );
  });

  test('of a dataset: runs with their decisions, and what was decided without a scan', () => {
    const runs = [run('run-1', [result()])];
    const decisions = [
      decision('d-1', { runId: 'run-1' }),
      decision('d-2', { outcome: 'block', reasons: [reason({ code: 'breaker_open' })] }),
    ];
    expect(historyText({ dataset: DATASET, check: null, points: [], runs, decisions }, plain)).toBe(
      `gold.orders
  as of                     batch  verdict  checks    decision  run
  2026-01-01T00:00:00.000Z         pass     1 passed  allow     run-1

  decided without a scan
  2026-01-01T00:00:02.000Z    block  breaker_open  d-2
1 run, 2 decisions`,
    );
  });

  test('a line of bars stays within its values', () => {
    expect(sparkline([0, 7])).toBe('▁█');
    expect(sparkline([5, 5, 5])).toBe('▁▁▁');
    expect(sparkline(['12345678901234567890', 1, null])).toBe('█▁·');
    expect(sparkline([1])).toBe('');
    expect(sparkline(['a', 'b'])).toBe('');
  });
});

test('breaker: states, how they came about, overrides', () => {
  const page = {
    states: [breaker({ phase: 'open', failures: 2, cause: 'amount: 312 rows are null', runId: 'run-1' })],
    transitions: [transition({ by: 'ana', event: 'trip', to: 'isolated' })],
    overrides: [override('o-1')],
  };
  expect(breakerText(page, plain)).toBe(
    `open      gold.orders  since 2026-01-01T00:00:00.000Z · 2 blocked in a row · run run-1
          amount: 312 rows are null

transitions
  2026-01-01T00:00:02.000Z  closed → isolated  trip by ana  amount: 312 of 12000 rows are null

override  gold.orders  waits for approval  o-1
          known gap of the strike day (ana)
          all checks, any data version, until 2026-01-03T00:00:00.000Z
          It lifts nothing yet: a second person runs \`assay override --approve o-1\`.`,
  );
  expect(breakerText({ states: [], transitions: [], overrides: [] }, plain)).toContain('no breaker');
});

test('no text lets a hostile name write to the terminal', () => {
  const suite: Suite = {
    ...COVERED,
    dataset: NASTY,
    coverage: [{ clause: clause(1, NASTY), text: NASTY, checks: [NASTY], notExecuted: null }],
    notExecuted: [{ clause: clause(1, NASTY), reason: NASTY }],
  };
  const plan: Plan = { kind: 'Plan', dataset: NASTY, answered: [], scans: [{ ...SCAN, serves: [NASTY] }] };
  const texts = [
    suiteText([suite], plain),
    planText([{ plan, statements: [{ scan: SCAN, dialect: 'duckdb', sql: NASTY }] }], plain),
    decisionText(
      decision(NASTY, {
        dataset: NASTY,
        outcome: 'block',
        reasons: [reason({ message: NASTY, owner: NASTY, check: NASTY })],
      }),
      plain,
    ),
    historyText({ dataset: NASTY, check: null, points: [], runs: [run(NASTY, [])], decisions: [] }, plain),
    breakerText(
      {
        states: [breaker({ dataset: NASTY, phase: 'open', cause: NASTY })],
        transitions: [transition({ cause: NASTY, by: NASTY })],
        overrides: [override(NASTY, { reason: NASTY })],
      },
      plain,
    ),
  ];
  for (const text of texts)
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
});

test('colours only add colours', () => {
  const one = decision('d', { outcome: 'block', reasons: [reason()] });
  expect(stripVTControlCharacters(decisionText(one, { color: true, width: 100 }))).toBe(
    decisionText(one, plain),
  );
  expect(stripVTControlCharacters(suiteText([COVERED], { color: true, width: 100 }))).toBe(
    suiteText([COVERED], plain),
  );
});

describe('width', () => {
  test.each([
    ['abc', 3],
    ['漢字', 4],
    ['😀', 2],
    ['👨‍👩‍👧', 2],
    ['e\u0301', 1],
    ['🇨🇭', 2],
    ['한글', 4],
    ['', 0],
  ])('of %s', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  test('cutting and padding count columns, not characters', () => {
    expect(cut('漢字漢字', 5)).toBe('漢字…');
    expect(cut('👨‍👩‍👧👨‍👩‍👧', 3)).toBe('👨‍👩‍👧…');
    expect(pad('漢', 4)).toBe('漢  ');
  });

  test('wrapping keeps every word, and breaks what is too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrap('漢字漢字', 4)).toEqual(['漢字', '漢字']);
  });
});
