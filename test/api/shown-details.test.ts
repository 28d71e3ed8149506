/** What is shown of a result's details: bins as they were compared, offending values, watched metrics; and nothing of a column that is not public. */
import { describe, expect, test } from 'vitest';
import { showDistribution } from '../../src/api/show/distribution.js';
import { showOffenders } from '../../src/api/show/offenders.js';
import { showWatched } from '../../src/api/show/watched.js';
import type { JsonObject } from '../../src/model/json.js';
import { result } from '../support/store-records.js';

const shown = (details: JsonObject, hidden = false) =>
  showDistribution(result({ kind: 'distribution', details, expected: '< 0.2' }), hidden);
const bins = (details: JsonObject, hidden = false) =>
  shown(details, hidden)?.bins.map(({ label, count, share, baseline }) => [label, count, share, baseline]);
const one = (counts: readonly number[], nulls = 0) => [
  { segment: null, counts, nulls, mean: null, stddev: null },
];

describe('a distribution', () => {
  test('by quantiles has its tails in the outer bins', () => {
    const details = {
      ...{ method: 'psi', edges: [0, 10, 20], tails: 'joined', segments: one([1, 4, 3, 2]) },
      ...{
        statistic: 0.5,
        noise: 0.1,
        baselineRows: 100,
        baseline: { shares: [0.1, 0.2, 0.3, 0.4], nulls: 0 },
      },
    };
    expect(bins(details)).toEqual([
      ['up to 10', 5, 0.5, 0.30000000000000004],
      ['10 and above', 5, 0.5, 0.7],
    ]);
    expect(shown(details)).toMatchObject({
      n: 10,
      baselineRows: 100,
      compared: true,
      limit: '< 0.2',
      noise: 0.1,
    });
  });

  test('of few values, of one bin, and of declared ranges keeps what lies outside apart', () => {
    const few = { method: 'psi', edges: [0, 2, 4], tails: 'apart', segments: one([0, 3, 1, 1]) };
    expect(bins({ ...few, baselineRows: 9, baseline: { shares: [0, 0.5, 0.5, 0], nulls: 0 } })).toEqual([
      ['0 to 2', 3, 0.6, 0.5],
      ['2 to 4', 1, 0.2, 0.5],
      ['above 4', 1, 0.2, 0],
    ]);
    expect(bins({ ...few, baselineRows: null, baseline: { shares: [0, 0.5, 0.4, 0.1], nulls: 0 } })).toEqual([
      ['0 to 2', 3, 0.6, 0.5],
      ['2 to 4', 1, 0.2, 0.4],
      ['outside these', 1, 0.2, 0.1],
    ]);
    expect(bins({ method: 'psi', edges: [5, 5.1], tails: 'joined', segments: one([0, 4, 0]) })).toEqual([
      ['5 to 5.1', 4, 1, null],
    ]);
  });

  test('has a bin for NULL, but where the method has no place for it', () => {
    const details = { values: ['a', 'b'], segments: one([1, 1, 0], 2) };
    expect(bins({ ...details, method: 'psi' })).toEqual([
      ['a', 1, 0.25, null],
      ['b', 1, 0.25, null],
      ['NULL', 2, 0.5, null],
    ]);
    expect(bins({ ...details, method: 'wasserstein' })?.map(([label]) => label)).toEqual(['a', 'b']);
  });

  test('of an older result, or before there is a baseline, stands alone', () => {
    expect(shown({ method: 'psi', values: ['a'], segments: one([1, 0]) })).toMatchObject({
      ...{ compared: false, statistic: null, baselineRows: null },
    });
    expect(shown({})).toBeNull();
    expect(shown({ segments: [], values: ['a'] })).toBeNull();
    expect(shown({ method: 3, segments: [null, 1], values: 'x' })).toBeNull();
  });

  test('tells the worst segment, and no name and no value of what is not public', () => {
    const details = {
      ...{ method: 'psi', values: ['ilse', 'jan'], segment: 'north' },
      segments: [
        { segment: 'south', counts: [1, 1, 0], nulls: 0 },
        { segment: 'north', counts: [9, 1, 0], nulls: 0 },
      ],
    };
    expect(shown(details)).toMatchObject({ segment: 'north', segments: 2, n: 10 });
    const hidden = shown(details, true);
    expect(hidden).toMatchObject({ segment: null, hiddenLabels: true });
    expect(JSON.stringify(hidden)).not.toMatch(/ilse|jan|north/);
  });
});

describe('offending values', () => {
  test.each([
    [
      {
        offenders: [
          { value: 'x', count: 3 },
          { value: null, count: '9007199254740993' },
        ],
      },
      [
        ['x', 3],
        [null, '9007199254740993'],
      ],
    ],
    [
      { offenders: ['x', 1, true] },
      [
        ['x', null],
        [1, null],
        [true, null],
      ],
    ],
    [{ new: ['n'] }, [['n', null]]],
    [{ first: 7 }, [[7, null]]],
  ])('of %j', (details, values) => {
    expect(showOffenders(details, false)?.values.map(({ value, count }) => [value, count])).toEqual(values);
    expect(showOffenders(details, true)).toEqual({ values: [], hidden: true });
  });
  test.each([{}, { offenders: [] }, { offenders: [{ name: 'x' }] }, { first: null }])(
    'none of %j',
    (details) => {
      expect(showOffenders(details, false)).toBeNull();
    },
  );
});

test('a watched metric is one that stands in the details as a number', () => {
  expect(showWatched({ value: 5, lower: 1, upper: 9 })).toEqual({ value: 5, bandLow: 1, bandHigh: 9 });
  expect(showWatched({ value: 5 })).toEqual({ value: 5, bandLow: null, bandHigh: null });
  expect(showWatched({ value: 'a text' })).toBeNull();
});
