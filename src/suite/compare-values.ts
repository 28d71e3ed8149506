/** The order of observed values and limits: decimals exactly, instants as instants, other text by code point. */
import { compare, isNumeric } from '../model/exact.js';
import type { JsonScalar } from '../model/json.js';
import { parseInstant } from '../model/time.js';

const INFINITE: ReadonlyMap<JsonScalar, number> = new Map<JsonScalar, number>([
  ['Infinity', 1],
  ['-Infinity', -1],
  [Number.POSITIVE_INFINITY, 1],
  [Number.NEGATIVE_INFINITY, -1],
]);

/**
 * Below zero, zero or above zero as `a` is less than, equal to or greater than `b`; NaN where the two do not compare (NULL, NaN, text
 * against a number). Dates and timestamps compare as instants to the last digit, a date being its midnight, without a zone UTC.
 */
export function compareValues(a: JsonScalar, b: JsonScalar): number {
  const [left, right] = [INFINITE.get(a), INFINITE.get(b)];
  if (left !== undefined && right !== undefined) return left - right;
  if (left !== undefined) return isNumeric(b) ? left : Number.NaN;
  if (right !== undefined) return isNumeric(a) ? -right : Number.NaN;
  if (typeof a === 'string' && typeof b === 'string') {
    const instants = compareInstants(a, b);
    if (instants !== null) return instants;
  }
  return compare(a, b);
}

function compareInstants(a: string, b: string): number | null {
  const [left, right] = [parseInstant(a), parseInstant(b)];
  if (left === null || right === null) return null;
  if (left !== right) return left < right ? -1 : 1;
  const [x, y] = [belowMillis(a), belowMillis(b)];
  return x === y ? 0 : x < y ? -1 : 1;
}

/** The digits of a second after the third, to nine places. */
function belowMillis(text: string): string {
  const fraction = /:\d{2}\.(\d+)/.exec(text)?.[1] ?? '';
  return fraction.slice(3).padEnd(9, '0');
}
