/** What an audit entry changed, and when an override ends: told so that a reader can check it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonDifferences } from '../../dashboards/web/src/pages/audit/json-differences.js';
import { endOf } from '../../dashboards/web/src/pages/gates/override-ends.js';

const told = (before: unknown, after: unknown) =>
  jsonDifferences(JSON.stringify(before), JSON.stringify(after)).map((each) => [
    each.path,
    each.before,
    each.after,
  ]);

describe('the differences of two JSON texts', () => {
  test('are told member by member', () => {
    expect(told({ a: 1, b: { c: 'x', d: [1, 2] }, e: 0 }, { a: 1, b: { c: 'y', d: [1, 3, 4] } })).toEqual([
      ['b.c', 'x', 'y'],
      ['b.d[1]', '2', '3'],
      ['b.d[2]', null, '4'],
      ['e', '0', null],
    ]);
  });

  test('tell a new thing, a thing that is gone and a value of another kind', () => {
    expect(jsonDifferences(null, '{"a":1,"b":[]}')).toEqual([
      { path: 'a', before: null, after: '1' },
      { path: 'b', before: null, after: '[]' },
    ]);
    expect(jsonDifferences('{"a":{"b":2}}', null)).toEqual([{ path: 'a.b', before: '2', after: null }]);
    expect(told({ a: null }, { a: { b: 1 } })).toEqual([['a', 'null', '{"b":1}']]);
    expect(told({ a: {} }, { a: [] })).toEqual([['a', '{}', '[]']]);
    expect(told({ a: 1 }, { a: '1' })).toEqual([['a', '1', '"1"']]);
    expect(told({ a: [1] }, { a: { 0: 1 } })).toEqual([['a', '[1]', '{"0":1}']]);
    expect(jsonDifferences(null, null)).toEqual([]);
    expect(jsonDifferences('no {json', 'no {json at all')).toEqual([
      { path: '', before: 'no {json', after: 'no {json at all' },
    ]);
  });

  test('are none for a text and itself, and some for two that differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(told(one, one)).toEqual([]);
        expect(told(one, other).length > 0).toBe(sorted(one) !== sorted(other));
      }),
    );
  });
});

/** Order of members is no difference. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${sorted(each)}`);
  return `{${members.sort().join()}}`;
}

test('an override ends within 90 days, later than now', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(endOf({ preset: '1h', own: '' }, now)).toBe('2026-01-01T01:00:00.000Z');
  const own = (text: string) => endOf({ preset: 'own', own: text }, now);
  expect(own('2026-01-31T18:00')).toBe('2026-01-31T18:00:00.000Z');
  for (const text of ['', 'soon', '2026-01-01T00:00', '2025-12-31T23:59', '2026-04-01T00:01'])
    expect([text, own(text)]).toEqual([text, null]);
  expect(own('2026-04-01T00:00')).toBe('2026-04-01T00:00:00.000Z');
});
