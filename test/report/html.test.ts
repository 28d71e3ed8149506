/** HTML reports: what they say, that nothing in them is ever markup of somebody else's, and that everybody can read them, in a real browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/report/html/html.js';
import { overviewPage, type OverviewLine, type OverviewReport } from '../../src/report/html/overview-page.js';
import { runPage, type RunReport } from '../../src/report/html/run-page.js';
import type { Objective } from '../../src/model/objective.js';
import {
  accessibilityFaults,
  openBrowser,
  scrollsSideways,
  visit,
  type Browser,
} from '../support/browser.js';
import { decision, reason, result, run } from '../support/store-records.js';
import { FAILED, UNKNOWN, WARNED } from './reports.js';

const HOSTILE = `</title></style><script>alert(1)</script><img src=x onerror="alert(2)">'"&\u0000\u202e\ud800`;
const LONG = `${'Datenqualitätsvertragsüberprüfung'.repeat(9)}🙂`;
const AT = '2026-01-02T03:04:05.000Z';

function runReport(part: Partial<RunReport> = {}): RunReport {
  const checks = [result({ id: 'gold.orders/a/nullValues', verdict: 'pass' }), WARNED, FAILED, UNKNOWN];
  return {
    ...{ project: 'shop', version: '0.1.0', at: AT, owners: ['Olga'] },
    run: run('run-1', checks, {
      notExecuted: [
        { clause: { file: 'a.yaml', line: 3, column: 1, path: '' }, reason: 'It is a sentence for people.' },
      ],
    }),
    decision: decision('d', { outcome: 'block', enforced: 'block', reasons: [reason()] }),
    earlier: new Map([
      [
        FAILED.id,
        [
          { asOf: '2026-01-01T00:00:00.000Z', verdict: 'pass', value: 0 },
          { asOf: '2026-01-02T00:00:00.000Z', verdict: 'unknown', value: null },
          { asOf: '2026-01-03T00:00:00.000Z', verdict: 'fail', value: 312 },
        ],
      ],
    ]),
    ...part,
  };
}

const OBJECTIVE: Objective = {
  ...{ dataset: 'gold.orders', property: 'completeness', text: 'completeness ≥ 99 % over 30 days' },
  ...{ description: null, good: ['pass'], targetPercent: 99, windowDays: 30 },
  counted: { of: 'results', dimension: 'completeness', column: null },
  clause: { file: 'a.yaml', line: 1, column: 1, path: '' },
};

function line(dataset: string, part: Partial<OverviewLine> = {}): OverviewLine {
  return {
    ...{ dataset, layer: 'gold', owners: ['Olga'], health: 'pass', blocked: false, blockedBy: [] },
    dimensions: [{ dimension: 'completeness', health: 'pass', bad: 0, total: 4 }],
    ...{ incident: null, runs: [{ asOf: AT, verdict: 'pass' }], lastRunAt: AT, objectives: [] },
    ...part,
  };
}

function overview(lines: readonly OverviewLine[]): OverviewReport {
  return { project: 'shop', environment: null, version: '0.1.0', at: AT, layers: ['silver', 'gold'], lines };
}

const missed = { objective: OBJECTIVE, good: 98, bad: 2, total: 100, attained: 0.98, burn: null };
const LINES = [
  line('gold.a'),
  line('gold.b', {
    ...{ health: 'fail', blocked: true, blockedBy: ['silver.x'], incident: 'open: amount is null' },
    dimensions: [{ dimension: 'validity', health: 'fail', bad: 1, total: 4 }],
    objectives: [{ ...missed, budgetLeft: -1, state: 'spent' }],
  }),
  line('stray', { layer: null, health: null, runs: [], lastRunAt: null, dimensions: [] }),
];

/** The text that a reader sees, as far as order goes. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('a run', () => {
  it('is told worst first, with the decision, the samples and what was not executed', () => {
    const text = textOf(runPage(runReport()));
    const places = [
      'gold.orders ✕ fail',
      'blocked',
      'data-orders',
      'What was found',
      '312 rows',
      'Must be',
      '{&quot;order_id&quot;:1001,&quot;amount&quot;:null}',
      'insufficient_history: 3 earlier runs',
      '1.5 % of rows are invalid',
      'What passed',
      'Not executed',
      'It is a sentence for people.',
    ].map((words) => text.indexOf(words));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('has the history of a bad check as pictures with words', () => {
    const page = runPage(runReport());
    expect(page).toContain('2 values from 0 to 312, lowest 0, highest 312');
    expect(page).toContain('last 3 runs, 1 fail, 1 unknown, 1 pass');
    // What was not measured is a gap, not a line through nothing.
    expect(/ d="(M[^"]*)"/.exec(page)?.[1]?.match(/M/g)).toHaveLength(2);
  });

  it('without a decision, without checks, without history says so', () => {
    const bare = runReport({
      run: run('r', [], { batch: null, dataVersion: null }),
      decision: null,
      earlier: new Map(),
    });
    const text = textOf(runPage(bare));
    expect(text).toContain('Nobody asked the gate');
    expect(text).toContain('There was nothing to check.');
    expect(text).toContain('could not be told');
  });
});

describe('the overview', () => {
  it('is by layer in the order of the project, worst first', () => {
    const text = textOf(overviewPage(overview([...LINES, line('silver.x', { layer: 'silver' })])));
    const places = ['silver.x', 'gold.b', 'gold.a', 'stray'].map((name) => text.lastIndexOf(` ${name} `));
    expect(text.indexOf('silver.x')).toBeLessThan(text.indexOf('gold.b'));
    expect(text.indexOf('gold.b')).toBeLessThan(text.indexOf('gold.a'));
    expect(text.indexOf('gold.a')).toBeLessThan(text.indexOf('stray'));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(text).toContain('blocked from silver.x');
    expect(text).toContain('1 of 4');
    expect(text).toMatch(/missed 98 % \(98 of 100\) -100 %/);
  });

  it('of an empty project says what to do', () => {
    expect(textOf(overviewPage(overview([])))).toContain('assay init writes the first one');
  });
});

describe('what is put into a page', () => {
  it('law: text never becomes markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`<p title="${text}">${text}</p>`;
        const [, attribute, inner] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(markup) ?? [];
        expect(attribute).toBe(inner);
        expect(inner).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it('hostile names stay text, in every place', () => {
    const check = {
      ...FAILED,
      id: HOSTILE,
      name: HOSTILE,
      column: HOSTILE,
      message: HOSTILE,
      expected: HOSTILE,
    };
    const hostileRun = run(
      'r',
      [{ ...check, observed: HOSTILE, samples: [{ [HOSTILE]: HOSTILE }, HOSTILE] }],
      {
        ...{ dataset: HOSTILE, where: HOSTILE, server: HOSTILE, batch: { [HOSTILE]: HOSTILE } },
        notExecuted: [{ clause: { file: HOSTILE, line: 1, column: 1, path: '' }, reason: HOSTILE }],
      },
    );
    const pages = [
      runPage(
        runReport({
          ...{ project: HOSTILE, owners: [HOSTILE], run: hostileRun },
          decision: decision('d', {
            askedBy: HOSTILE,
            reasons: [reason({ message: HOSTILE, owner: HOSTILE })],
          }),
          earlier: new Map([[HOSTILE, [{ asOf: AT, verdict: 'fail', value: 1 }]]]),
        }),
      ),
      overviewPage({
        ...overview([
          line(HOSTILE, { owners: [HOSTILE], layer: HOSTILE, incident: HOSTILE, blockedBy: [HOSTILE] }),
        ]),
        ...{ project: HOSTILE, environment: HOSTILE },
      }),
    ];
    for (const page of pages) {
      expect(page).not.toMatch(/<script|<img|onerror="/);
      expect(page.match(/<\/style>/g)).toHaveLength(1);
      expect(page).not.toMatch(/[\u0000\u202e]|\p{Surrogate}/u);
      expect(page).toContain('&lt;script&gt;');
    }
  });
});

describe('in a browser', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'assay-html-'));
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const named = { ...FAILED, id: LONG, name: LONG, message: LONG, samples: [LONG] };
  const long = runReport({ run: run('r', [named], { dataset: LONG }), project: LONG });
  it.each([
    ['run', () => runPage(runReport())],
    ['long', () => runPage(long)],
    ['overview', () => overviewPage(overview([...LINES, line(LONG)]))],
    ['hostile', () => overviewPage(overview([line(HOSTILE, { incident: HOSTILE })]))],
  ])('%s: for everybody, in both themes and at phone width, and it asks for nothing', async (name, make) => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, make());
    const url = pathToFileURL(file).href;
    for (const look of [{ scheme: 'light' }, { scheme: 'dark' }, { width: 390, height: 800 }] as const) {
      const { page, complaints, close } = await visit(browser, url, look);
      await page.goto(url);
      // The page lets nothing run in it: what looks at it comes in beside its policy.
      expect(await page.evaluate('document.scripts.length')).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
