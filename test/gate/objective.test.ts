/** Objectives: what a contract's clauses state, what counts towards them, and the laws of budget and burn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sla } from '../../src/model/contract.js';
import type { Objective, TallySlice } from '../../src/model/objective.js';
import type { Verdict } from '../../src/model/verdict.js';
import { checksTowards, objectivesOf, withWindow } from '../../src/gate/objective.js';
import { cutsOf, standingOf } from '../../src/gate/objective-standing.js';
import { dayCuts, seriesOf, spendersOf } from '../../src/gate/objective-series.js';
import { dataset, sla } from '../suite/make-contract.js';

const UNTIL = Date.UTC(2026, 0, 31);
const DAY = 86_400_000;
const at = (daysBefore: number): string => new Date(UNTIL - daysBefore * DAY).toISOString();

function objective(keys: Partial<Sla>): Objective {
  const [found] = objectivesOf(dataset({ slas: [sla({ unit: 'percent', ...keys })] })).objectives;
  if (found === undefined) throw new Error('no objective');
  return found;
}

interface Counts {
  readonly check?: string;
  readonly dimension?: string;
  readonly column?: string | null;
  readonly pass?: number;
  readonly warn?: number;
  readonly fail?: number;
  readonly unknown?: number;
}

function slice(daysBefore: number, counts: readonly Counts[], decisions = [0, 0]): TallySlice {
  const [total = 0, allowed = 0] = decisions;
  return {
    from: at(daysBefore),
    results: counts.flatMap(({ check = 'x', dimension = 'completeness', column = null, ...by }) =>
      (['pass', 'warn', 'fail', 'unknown'] as const).flatMap((verdict: Verdict) =>
        by[verdict] === undefined ? [] : [{ check, dimension, column, verdict, count: by[verdict] }],
      ),
    ),
    decisions: { total, allowed },
  };
}

describe('the objectives of a dataset', () => {
  it.each([
    [{ property: 'completeness', value: 99.9 }, 'completeness ≥ 99.9 % over 30 days', 99.9],
    [{ property: 'Validity', value: '95 %', unit: null }, 'conformity ≥ 95 % over 30 days', 95],
    [{ property: 'tm', value: 99, valueExt: 'P7D' }, 'timeliness ≥ 99 % over 7 days', 99],
    [{ property: 'uniqueness', value: 100, valueExt: '1 day' }, 'uniqueness ≥ 100 % over 1 day', 100],
    [{ property: 'accuracy', value: 99, valueExt: 'P2W' }, 'accuracy ≥ 99 % over 14 days', 99],
    [{ property: 'coverage', value: 90, column: 'a.b' }, 'coverage of a.b ≥ 90 % over 30 days', 90],
    [{ property: 'av', value: '99.5%', unit: '%' }, 'availability ≥ 99.5 % over 30 days', 99.5],
    // 100 − 0.1 in doubles is 99.9 only where it is taken exactly.
    [{ property: 'errorRate', value: 0.1 }, 'errorRate ≤ 0.1 % over 30 days', 99.9],
    [{ property: 'er', value: 0 }, 'errorRate ≤ 0 % over 30 days', 100],
    // What `slaDefaultElement` names.
    [{ property: 'availability', value: 99, column: 'a' }, 'availability ≥ 99 % over 30 days', 99],
    [{ property: 'coverage', value: 99, valueExt: 99 }, 'coverage ≥ 99 % over 30 days', 99],
  ])('%j: %s', (keys, text, targetPercent) => {
    const found = objective(keys);
    expect(found).toMatchObject({ dataset: 'gold.orders', text, targetPercent });
    expect(withWindow(found, 5).text).toBe(text.replace(/over .*/, 'over 5 days'));
  });

  it.each([
    [{ property: 'completeness', value: 101 }, 'value', 'can not be reached'],
    [{ property: 'completeness', value: -1 }, 'value', 'less than nothing'],
    [{ property: 'completeness', value: 0 }, 'value', 'promises nothing'],
    [{ property: 'completeness', value: 0.99 }, 'value', 'was 99 % meant?'],
    [{ property: 'errorRate', value: 100 }, 'value', 'promises nothing'],
    [{ property: 'completeness', value: 99, valueExt: 'P1M' }, 'valueExt', 'whole number of days'],
    [{ property: 'completeness', value: 99, valueExt: 'PT12H' }, 'valueExt', 'whole number of days'],
    [{ property: 'completeness', value: 99, valueExt: 'P367D' }, 'valueExt', 'whole number of days'],
  ])('%j is at fault at its %s: %s', (keys, key, message) => {
    const found = objectivesOf(dataset({ slas: [sla({ unit: 'percent', ...keys })] }));
    expect(found.objectives).toEqual([]);
    expect(found.faults).toMatchObject([
      { path: `/slaProperties/0/${key}`, message: expect.stringContaining(message) as string },
    ]);
    expect(found.faults[0]?.hint).toBeDefined();
  });

  it('all faults of a clause come at once, and other clauses are none of theirs', () => {
    const slas = [
      sla({ property: 'accuracy', value: 200, unit: 'percent', valueExt: 'PT1H' }),
      sla({ property: 'latency', value: 'soon' }),
      sla({ property: 'throughput', value: 'soon' }),
    ];
    expect(objectivesOf(dataset({ slas })).faults).toHaveLength(2);
  });
});

it.each([
  { property: 'accuracy', value: 'high' },
  { property: 'accuracy', value: true },
  { property: 'accuracy', value: null },
  { property: 'availability', value: '24/7' },
  { property: 'availability', value: 99.9, unit: null },
  { property: 'availability', value: 99.9, unit: 'h' },
])('%j is a promise for people: no objective, and no fault', (keys) => {
  const slas = [sla({ unit: 'percent', ...keys })];
  expect(objectivesOf(dataset({ slas }))).toEqual({ objectives: [], faults: [] });
});

it('a clause that adds what nobody can read states none', () => {
  for (const valueExt of [99.99, 'sometimes', true]) {
    const slas = [sla({ property: 'availability', value: 99, unit: 'percent', valueExt })];
    expect(objectivesOf(dataset({ slas }))).toEqual({ objectives: [], faults: [] });
  }
});

describe('what counts', () => {
  it('results of the dimension, whatever it is called, and of the column', () => {
    const slices = [
      slice(1, [
        { dimension: 'conformity', column: 'a', pass: 8, fail: 2 },
        { dimension: 'Validity', column: 'b', pass: 1 },
        { dimension: 'cf', pass: 1 },
        { dimension: 'completeness', fail: 9 },
      ]),
    ];
    const all = standingOf(objective({ property: 'conformity', value: 50 }), slices, UNTIL);
    expect(all).toMatchObject({ good: 10, bad: 2, total: 12 });
    const one = standingOf(objective({ property: 'conformity', value: 50, column: 'a' }), slices, UNTIL);
    expect(one).toMatchObject({ good: 8, bad: 2, total: 10, attained: 0.8 });
  });

  it('a warning is not attained, but no error; what could not be told is both', () => {
    const slices = [slice(1, [{ pass: 6, warn: 2, fail: 1, unknown: 1 }], [4, 3])];
    const of = (property: string) => standingOf(objective({ property, value: 50 }), slices, UNTIL);
    expect(of('completeness')).toMatchObject({ good: 6, total: 10 });
    expect(of('errorRate')).toMatchObject({ good: 8, total: 10 });
    expect(of('availability')).toMatchObject({ good: 3, total: 4 });
    expect(of('timeliness')).toMatchObject({ total: 0, attained: null, budgetLeft: null, state: 'no_data' });
  });

  it('what lies before the window does not', () => {
    const slices = [slice(31, [{ fail: 5 }]), slice(30, [{ pass: 1 }]), slice(8, [{ fail: 1 }])];
    const of = (valueExt: string) =>
      standingOf(objective({ property: 'completeness', value: 40, valueExt }), slices, UNTIL);
    expect(of('P30D')).toMatchObject({ good: 1, bad: 1 });
    expect(of('P7D')).toMatchObject({ total: 0 });
  });

  it('checks in force are told by the same rule', () => {
    const check = { dimension: 'cp', column: 'a' } as never;
    expect(checksTowards(objective({ property: 'completeness', value: 99 }), [check])).toHaveLength(1);
    expect(
      checksTowards(objective({ property: 'completeness', value: 99, column: 'b' }), [check]),
    ).toHaveLength(0);
    expect(checksTowards(objective({ property: 'availability', value: 99 }), [check])).toHaveLength(0);
  });
});

describe('budget and burn', () => {
  it('can be checked by hand', () => {
    // 100 results at 95 %: five may be bad. Three were, two of them in the last three days.
    const slices = [
      slice(20, [{ pass: 79, fail: 1 }]),
      slice(3, [{ pass: 9, fail: 1 }]),
      slice(1, [{ pass: 9, fail: 1 }]),
    ];
    const { budgetLeft, burn, state } = standingOf(
      objective({ property: 'completeness', value: 95 }),
      slices,
      UNTIL,
    );
    expect(budgetLeft).toBeCloseTo(0.4, 12);
    expect(burn).toEqual({ shortDays: 1, short: 2, longDays: 3, long: 2 });
    expect(state).toBe('burning');
  });

  it('it is over when the last day is good, and not when nobody looked', () => {
    const bad = [slice(20, [{ pass: 80 }]), slice(3, [{ pass: 9, fail: 1 }])];
    const of = (slices: readonly TallySlice[]) =>
      standingOf(objective({ property: 'completeness', value: 95 }), slices, UNTIL);
    expect(of([...bad, slice(1, [{ pass: 9 }])])).toMatchObject({ burn: { short: 0 }, state: 'met' });
    expect(of(bad)).toMatchObject({ burn: { short: null, long: 2 }, state: 'burning' });
  });

  it('exactly the target is met, with nothing left; one more is missed', () => {
    const of = (fail: number) =>
      standingOf(
        objective({ property: 'completeness', value: 99.9 }),
        [slice(20, [{ pass: 1000 - fail, fail }])],
        UNTIL,
      );
    expect(of(1)).toMatchObject({ attained: 0.999, budgetLeft: 0, state: 'met' });
    expect(of(2)).toMatchObject({ state: 'spent' });
    expect(of(2).budgetLeft).toBeCloseTo(-1, 12);
  });

  it('a target of 100 % has no budget', () => {
    const of = (fail: number) =>
      standingOf(objective({ property: 'accuracy', value: 100 }), [accuracy(fail)], UNTIL);
    const accuracy = (fail: number) => slice(1, [{ dimension: 'accuracy', pass: 9, fail }]);
    expect(of(0)).toMatchObject({ budgetLeft: null, burn: null, state: 'met' });
    expect(of(1)).toMatchObject({ budgetLeft: null, burn: null, state: 'spent' });
  });

  const days = fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 40 }),
      pass: fc.integer({ min: 0, max: 50 }),
      fail: fc.integer({ min: 0, max: 5 }),
      unknown: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 60 },
  );
  const target = fc.integer({ min: 11, max: 1000 }).map((tenths) => tenths / 10);

  it('law: missed is less than the target, less than nothing left; and the burn-down ends where the standing stands', () => {
    fc.assert(
      fc.property(days, target, fc.integer({ min: 1, max: 40 }), (recorded, value, window) => {
        const one = objective({ property: 'completeness', value, valueExt: `P${String(window)}D` });
        const slices = recorded.map(({ day, ...counts }) => slice(day, [counts]));
        const standing = standingOf(one, slices, UNTIL);
        const { good, bad, total, attained, budgetLeft, state } = standing;
        expect(good + bad).toBe(total);
        expect(state === 'no_data').toBe(total === 0);
        // In tenths of a percent and whole counts: exact.
        expect(state === 'spent').toBe(good * 1000 < Math.round(value * 10) * total);
        if (budgetLeft !== null) expect(budgetLeft < 0).toBe(state === 'spent');
        if (state === 'burning') expect(standing.burn?.long).toBeGreaterThan(1);
        expect(attained === null).toBe(total === 0);
        const series = seriesOf(one, slices, UNTIL);
        expect(series).toHaveLength(window);
        expect(series.at(-1)?.to).toBe(at(0));
        expect(series.reduce((sum, each) => sum + each.bad, 0)).toBe(bad);
        expect(series.reduce((sum, each) => sum + each.good, 0)).toBe(good);
        expect(series.at(-1)?.budgetLeft ?? null).toBe(budgetLeft);
        series.reduce((before, each) => {
          if (each.budgetLeft !== null) expect(each.budgetLeft).toBeLessThanOrEqual(before);
          return each.budgetLeft ?? before;
        }, 1);
        expect(spendersOf(one, slices, UNTIL).reduce((sum, each) => sum + each.bad, 0)).toBe(bad);
      }),
    );
  });

  it('law: slices may be finer than they must be', () => {
    fc.assert(
      fc.property(days, target, (recorded, value) => {
        const one = objective({ property: 'completeness', value });
        const fine = recorded.map(({ day, ...counts }) => slice(day, [counts]));
        const cuts = [...cutsOf(one, UNTIL)].sort();
        const coarse = cuts.map((from, i) => ({
          from,
          results: fine
            .filter((each) => each.from >= from && each.from < (cuts[i + 1] ?? '9999'))
            .flatMap(({ results }) => results),
          decisions: { total: 0, allowed: 0 },
        }));
        expect(standingOf(one, coarse, UNTIL)).toEqual(standingOf(one, fine, UNTIL));
      }),
    );
  });

  it('days begin at the hour at which the window ends', () => {
    expect(dayCuts(3, UNTIL + 3_600_000)).toEqual([
      '2026-01-28T01:00:00.000Z',
      '2026-01-29T01:00:00.000Z',
      '2026-01-30T01:00:00.000Z',
    ]);
  });

  it('the worst spender comes first', () => {
    const slices = [
      slice(9, [{ check: 'b', fail: 1, pass: 1 }]),
      slice(2, [
        { check: 'a', fail: 1 },
        { check: 'b', unknown: 1 },
        { check: 'c', pass: 1 },
      ]),
      slice(1, [{ check: 'd', dimension: 'accuracy', fail: 9 }]),
    ];
    expect(spendersOf(objective({ property: 'completeness', value: 99 }), slices, UNTIL)).toEqual([
      { check: 'b', bad: 2, total: 3 },
      { check: 'a', bad: 1, total: 1 },
    ]);
  });
});
