/** A series is made short without losing its ends, its extremes and what is bad. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitRange } from '../../src/model/limit-range.js';
import { thinSeries, type Thinnable } from '../../src/model/thin-series.js';

const point = fc.record({
  value: fc.oneof(fc.constant(null), fc.double({ noNaN: true })),
  verdict: fc.constantFrom('pass', 'pass', 'pass', 'pass', 'warn', 'fail', 'unknown'),
  limit: fc.constantFrom('= 0', '= 0', '= 0', '< 9'),
});

describe('a thinned series', () => {
  test('is in order, without repeats, at most as long as asked, and whole where it is short', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 400 }), fc.integer({ min: 10, max: 120 }), (points, most) => {
        const kept = thinSeries(points, most);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect([...new Set(kept)].sort((a, b) => a - b)).toEqual(kept);
        expect(kept.every((place) => points[place] !== undefined)).toBe(true);
        if (points.length <= most) expect(kept).toHaveLength(points.length);
        else expect([kept[0], kept.at(-1)]).toEqual([0, points.length - 1]);
      }),
    );
  });

  test('keeps the least and the greatest value, and all that is bad where there is room', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 121, maxLength: 400 }), (points) => {
        const most = 120;
        const kept = new Set(thinSeries(points, most));
        const values = (of: readonly Thinnable[]) =>
          of.flatMap(({ value }) => (value === null ? [] : [value]));
        const shown = values(points.filter((_, place) => kept.has(place)));
        const all = values(points);
        expect([Math.min(...shown), Math.max(...shown)]).toEqual([Math.min(...all), Math.max(...all)]);
        const bad = points.flatMap(({ verdict }, place) => (verdict === 'pass' ? [] : [place]));
        if (bad.length <= most / 4) expect(bad.every((place) => kept.has(place))).toBe(true);
        else expect([...kept].some((place) => points[place]?.verdict !== 'pass')).toBe(true);
      }),
    );
  });

  test('keeps the point at which a limit changes', () => {
    const points = Array.from({ length: 1000 }, (_, i) => ({
      value: 1,
      verdict: 'pass',
      limit: i < 577 ? '< 5' : '< 4',
    }));
    expect(thinSeries(points, 20)).toContain(577);
  });

  test('is bounded where everything is bad', () => {
    const points = Array.from({ length: 5000 }, (_, i) => ({ value: i, verdict: 'fail', limit: String(i) }));
    expect(thinSeries(points, 200)).toHaveLength(200);
  });
});

test.each([
  [{ op: '=', value: 0 }, [0, 0, true, true]],
  [{ op: '<', value: '0.10' }, [null, 0.1, true, false]],
  [{ op: '>', value: 3 }, [3, null, false, true]],
  [{ op: '>=', value: 3 }, [3, null, true, true]],
  [{ op: 'between', low: -1, high: 1 }, [-1, 1, true, true]],
  [{ op: 'notBetween', low: -1, high: 1 }, [null, null, true, true]],
  [{ op: '!=', value: 1 }, [null, null, true, true]],
  [{ op: '<=', value: '2001-01-01' }, [null, null, true, true]],
] as const)('the limit %j as a range', (limit, [low, high, lowInclusive, highInclusive]) => {
  expect(limitRange(limit)).toEqual({ low, high, lowInclusive, highInclusive });
});
