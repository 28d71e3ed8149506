/** Limits as sets of allowed values: what two of them leave, and whether anything is left at all. */
import type { Limit } from '../model/check.js';
import { floor, isNumeric, minus, plus } from '../model/exact.js';
import type { JsonScalar } from '../model/json.js';
import { compareValues } from './compare-values.js';

/** An end of an interval; null where it has none. */
type End = { readonly value: JsonScalar; readonly open: boolean } | null;
interface Interval {
  readonly low: End;
  readonly high: End;
}

/** A union of intervals; none: nothing is allowed. */
export type ValueSet = readonly Interval[];

/** What a limit allows. @param whole only whole numbers are meant: `< 1` is then the same as `<= 0` */
export function setOf(limit: Limit, whole: boolean): ValueSet {
  return intervalsOf(limit)
    .map((interval) => (whole ? snapped(interval) : interval))
    .filter(isFilled);
}

/** The values from `low` to `high`, both included; undefined: without end. */
export function rangeSet(range: { readonly low?: number; readonly high?: number }): ValueSet {
  const end = (value: number | undefined): End => (value === undefined ? null : closed(value));
  return [{ low: end(range.low), high: end(range.high) }];
}

/** The values that are in both sets. */
export function intersection(a: ValueSet, b: ValueSet): ValueSet {
  return a
    .flatMap((one) =>
      b.map((other) => ({
        low: tighter(one.low, other.low, 1),
        high: tighter(one.high, other.high, -1),
      })),
    )
    .filter(isFilled);
}

/** True where the set is exactly one value. */
export function isOnly(set: ValueSet, value: JsonScalar): boolean {
  const [only, ...others] = set;
  if (only === undefined || others.length > 0 || only.low === null || only.high === null) return false;
  return [only.low, only.high].every((end) => !end.open && compareValues(end.value, value) === 0);
}

const closed = (value: JsonScalar): End => ({ value, open: false });
const open = (value: JsonScalar): End => ({ value, open: true });

function intervalsOf(limit: Limit): ValueSet {
  switch (limit.op) {
    case 'between':
      return [{ low: closed(limit.low), high: closed(limit.high) }];
    case 'notBetween':
      return [
        { low: null, high: open(limit.low) },
        { low: open(limit.high), high: null },
      ];
    case '=':
      return [{ low: closed(limit.value), high: closed(limit.value) }];
    case '!=':
      return [
        { low: null, high: open(limit.value) },
        { low: open(limit.value), high: null },
      ];
    case '<':
    case '<=':
      return [{ low: null, high: { value: limit.value, open: limit.op === '<' } }];
    case '>':
    case '>=':
      return [{ low: { value: limit.value, open: limit.op === '>' }, high: null }];
  }
}

/** The same whole numbers, between closed ends. */
function snapped({ low, high }: Interval): Interval {
  return {
    low:
      low === null || !isNumeric(low.value) ? low : closed(low.open ? next(low.value) : ceiling(low.value)),
    high:
      high === null || !isNumeric(high.value)
        ? high
        : closed(high.open ? minus(ceiling(high.value), 1) : floor(high.value)),
  };
}

const next = (value: number | string): number | string => plus(floor(value), 1);
const ceiling = (value: number | string): number | string => minus(0, floor(minus(0, value)));

/** The end that lets less through; `side` is 1 for lower ends, -1 for upper ones. */
function tighter(a: End, b: End, side: 1 | -1): End {
  if (a === null) return b;
  if (b === null) return a;
  const order = compareValues(a.value, b.value) * side;
  if (order === 0) return a.open ? a : b;
  return order > 0 ? a : b;
}

function isFilled({ low, high }: Interval): boolean {
  if (low === null || high === null) return true;
  const order = compareValues(low.value, high.value);
  return order < 0 || (order === 0 && !low.open && !high.open);
}

/** True where every value of `a` is in `b` too. */
export function isSubset(a: ValueSet, b: ValueSet): boolean {
  return a.every((one) => b.some((other) => contains(other, one)));
}

function contains(outer: Interval, inner: Interval): boolean {
  const [low, high] = [tighter(outer.low, inner.low, 1), tighter(outer.high, inner.high, -1)];
  return isSameEnd(low, inner.low) && isSameEnd(high, inner.high);
}

function isSameEnd(a: End, b: End): boolean {
  if (a === null || b === null) return a === b;
  return a.open === b.open && compareValues(a.value, b.value) === 0;
}
