import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check, Limit, Suite } from '../../src/model/check.js';
import type { CheckResult, Run } from '../../src/model/verdict.js';
import { changedChecks, checkedNow, judgeRecorded, newlyFailing } from '../../src/review/recorded.js';
import { holds } from '../../src/suite/limit.js';

const place = { file: 'contracts/orders.odcs.yaml', line: 9, column: 5, path: '/schema/0' };

function check(limit: Limit, parts: Partial<Check> = {}): Check {
  return {
    kind: 'nullValues', id: 'orders/amount/nullValues', dataset: 'orders', column: 'amount', steps: [{ field: 'amount' }],
    columnType: 'number', args: {}, limit, unit: 'rows', severity: 'fail', severityLabel: null, dimension: 'completeness',
    name: null, description: null, tags: [], clause: place, ...parts,
  }; // prettier-ignore
}

const suite = (digest: string, ...checks: readonly Check[]): Suite => ({
  kind: 'Suite', dataset: 'orders', digest, checks, columns: [], keyColumns: [], partition: [], coverage: [], notExecuted: [],
}); // prettier-ignore

function run(
  observed: CheckResult['observed'],
  parts: Partial<Run> = {},
  result: Partial<CheckResult> = {},
): Run {
  const checks: readonly CheckResult[] = [
    {
      id: 'orders/amount/nullValues', kind: 'nullValues', column: 'amount', name: null, tags: [], dimension: 'completeness',
      severity: 'error', clause: place, verdict: 'pass', reason: null, observed, unit: 'rows', expected: '', rows: null,
      details: {}, samples: [], message: 'm', ...result,
    },
  ]; // prettier-ignore
  return {
    runId: 'r1', dataset: 'orders', object: 'orders', server: 'files', batch: null, where: null, asOf: '2026-05-01T00:00:00.000Z',
    contract: { id: 'orders', version: '1.0.0', file: 'f', digest: 'd' }, suiteDigest: 'base', dataVersion: null,
    startedAt: '', finishedAt: '', verdict: 'pass', summary: { pass: 1, warn: 0, fail: 0, unknown: 0 }, checks,
    notExecuted: [], cost: { statements: 1, scans: 1, millis: 1 }, ...parts,
  }; // prettier-ignore
}

const most = (value: number): Limit => ({ op: '<=', value });
const base = suite('base', check(most(10)));
const judge = (head: Suite, recorded: Run | null, before: Suite | null = base) =>
  judgeRecorded(changedChecks(head, before), before, recorded);

describe('a recorded measure under a new limit', () => {
  it('is judged again, beside what the old limit says', () => {
    const { checks, open } = judge(suite('head', check(most(2))), run(5));
    expect(open).toEqual([]);
    expect(checks[0]).toMatchObject({ before: 'pass', after: 'fail', source: 'record', isNew: false });
    expect(checks[0]?.message).toBe('amount: recorded 5 rows, allowed <= 2');
    expect(newlyFailing(checks)).toBe(1);
  });

  it('leaves checks alone that say the same', () => {
    expect(changedChecks(suite('head', check(most(10), { tags: ['x'] })), base)).toEqual([]);
  });

  it('answers nothing for another question under the same id', () => {
    for (const parts of [
      { args: { of: 'present' } },
      { kind: 'missingValues' },
      { column: 'total' },
      { unit: 'percent' as const },
    ]) {
      const { checks, open } = judge(suite('head', check(most(2), parts)), run(5));
      expect([checks.length, open.length]).toEqual([0, 1]);
      expect(open[0]?.earlier).toBeNull();
    }
  });

  it.each([
    ['another suite', run(5, { suiteDigest: 'other' })],
    ['a part of the rows', run(5, { where: 'amount > 1' })],
    ['no value', run(null)],
    ['a value that was withheld', run('***')],
    ['what could not be evaluated', run(5, {}, { verdict: 'unknown', reason: 'timeout' })],
    ['nothing', null],
  ])('is not taken from %s', (_name, recorded) => {
    const { checks, open } = judge(suite('head', check(most(2))), recorded);
    expect([checks.length, open.length]).toEqual([0, 1]);
  });

  it('says exactly what the limit says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (observed, bound) => {
        fc.pre(bound !== 10);
        const [found] = judge(suite('head', check(most(bound))), run(observed)).checks;
        expect(found?.after).toBe(holds(most(bound), observed) ? 'pass' : 'fail');
        expect(found?.before).toBe(observed <= 10 ? 'pass' : 'fail');
      }),
    );
  });

  it('stands beside a real check, which also says what base would have said', () => {
    const asked = changedChecks(suite('head', check(most(2)), check(most(0), { id: 'new' })), base);
    const seen = run(5).checks[0];
    if (seen === undefined) throw new Error('no check');
    const found = checkedNow(
      [
        { ...seen, verdict: 'fail' },
        { ...seen, id: 'new', verdict: 'fail' },
      ],
      asked,
    );
    expect(found.map(({ isNew, before, after }) => [isNew, before, after])).toEqual([
      [false, 'pass', 'fail'],
      [true, null, 'fail'],
    ]);
    expect(newlyFailing(found)).toBe(2);
  });
});
