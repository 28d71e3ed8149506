import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limit } from '../../src/model/check.js';
import { holds, limitText, opposite } from '../../src/suite/limit.js';
import { intersection, rangeSet, setOf } from '../../src/suite/limit-set.js';

describe('holds', () => {
  it.each<[Limit, string | number | boolean | null, boolean]>([
    [{ op: '=', value: 0 }, 0, true],
    [{ op: '=', value: 0 }, '0', true],
    [{ op: '<', value: 1 }, 1, false],
    [{ op: 'between', low: 0, high: 60 }, 60, true],
    [{ op: 'between', low: 0, high: 60 }, 60.5, false],
    [{ op: 'notBetween', low: 0, high: 60 }, 60, false],
    [{ op: '=', value: true }, true, true],
    [{ op: '=', value: true }, 1, true],
    [{ op: '<=', value: '9007199254740993' }, '9007199254740993', true],
    [{ op: '<', value: '9007199254740993' }, '9007199254740992', true],
    [{ op: '<=', value: 5 }, null, false],
    [{ op: '!=', value: 5 }, null, false],
    [{ op: '!=', value: 5 }, 'NaN', false],
    [{ op: '>', value: 5 }, 'Infinity', true],
    [{ op: 'notBetween', low: 0, high: 1 }, Number.NaN, false],
    [{ op: '>=', value: '2024-01-01' }, '2024-01-01T00:00:00.000Z', true],
    [{ op: '=', value: '2024-01-01T10:00:00+02:00' }, '2024-01-01T08:00:00Z', true],
    [{ op: '<', value: '2024-01-01T00:00:00.000002Z' }, '2024-01-01T00:00:00.000001Z', true],
    [{ op: '>', value: '2024-01-01' }, 5, false],
  ])('%j of %j: %s', (limit, observed, expected) => {
    expect(holds(limit, observed)).toBe(expected);
  });
});

it('reads as people write it', () => {
  expect(limitText({ op: '=', value: 0 }, 'rows')).toBe('= 0');
  expect(limitText({ op: '<=', value: 1 }, 'percent')).toBe('<= 1 %');
  expect(limitText({ op: 'between', low: 0, high: 60 }, 'value')).toBe('between 0 and 60');
  expect(limitText({ op: 'notBetween', low: 0, high: 60 }, 'value')).toBe('not between 0 and 60');
  expect(limitText({ op: '<=', value: 172800 }, 'seconds')).toBe('<= 2 days');
  expect(limitText({ op: '<=', value: 172801 }, 'seconds')).toBe('<= 172801 s');
});

describe('limits as sets', () => {
  const value = fc.integer({ min: -6, max: 6 }).map((n) => n / 2);
  const single = fc.record({ op: fc.constantFrom('=', '!=', '<', '<=', '>', '>=' as const), value });
  const pair = fc
    .tuple(fc.constantFrom('between', 'notBetween' as const), value, value)
    .filter(([, a, b]) => a !== b)
    .map(([op, a, b]) => ({ op, low: Math.min(a, b), high: Math.max(a, b) }));
  const limit = fc.oneof(single, pair) as fc.Arbitrary<Limit>;
  const whole = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5];
  /** Quarters see every interval that halves can leave open. */
  const fine = Array.from({ length: 41 }, (_, i) => -5 + i / 4);

  it('an intersection is empty exactly when no value holds in both', () => {
    fc.assert(
      fc.property(limit, limit, fc.boolean(), (a, b, isWhole) => {
        const points = isWhole ? whole : fine;
        const both = points.some((point) => holds(a, point) && holds(b, point));
        const range = rangeSet({ low: -5, high: 5 });
        const left = intersection(range, intersection(setOf(a, isWhole), setOf(b, isWhole)));
        expect(left.length > 0).toBe(both);
      }),
    );
  });

  it('a limit and its opposite share nothing and leave nothing out', () => {
    fc.assert(
      fc.property(limit, fc.constantFrom(...fine), (one, point) => {
        expect(holds(opposite(one), point)).toBe(!holds(one, point));
        expect(intersection(setOf(one, false), setOf(opposite(one), false))).toEqual([]);
      }),
    );
  });

  it('keeps integers that a double can not hold apart', () => {
    const low: Limit = { op: '>', value: '9007199254740992' };
    const high: Limit = { op: '<', value: '9007199254740994' };
    expect(intersection(setOf(low, true), setOf(high, true))).toHaveLength(1);
    const lower: Limit = { op: '<', value: '9007199254740993' };
    expect(intersection(setOf(low, true), setOf(lower, true))).toEqual([]);
  });
});
