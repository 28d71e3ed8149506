/** Pairs of columns that may name a row together: a moment and what it is of. Few, because each is a pass of its own. */
import type { ColumnProfile } from './profile.js';
import { isIdName, isTimeName } from './column-name.js';

const MOST_PAIRS = 6;
/** Fewer rows prove nothing. */
export const ENOUGH_FOR_KEY = 30;
/** Repeats that chance alone would make, below which having none is no evidence. */
const SURPRISE = 5;

/** Index pairs, the likeliest first; none where a single column is unique already. */
export function keyCandidates(
  columns: readonly ColumnProfile[],
  rows: number,
): readonly (readonly number[])[] {
  if (rows < ENOUGH_FOR_KEY) return [];
  const whole = columns.filter((column) => column.nulls === 0 && column.distinct !== null);
  if (whole.some((column) => column.distinct === rows && isSingleKey(column))) return [];
  const times = whole.filter(isTime);
  const things = whole.filter((column) => !isTime(column) && isThing(column, rows));
  return times
    .flatMap((time) => things.map((thing) => [thing, time] as const))
    .filter(([thing, time]) => mayBeKey(thing, time, rows))
    .slice(0, MOST_PAIRS)
    .map(([thing, time]) => [thing.index, time.index].sort((a, b) => a - b));
}

/** Unique by what it is, not by chance: by its name, or as the first column that is a date. */
export function isSingleKey(column: ColumnProfile): boolean {
  if (isIdName(column.name)) return column.type === 'integer' || column.type === 'string';
  return column.index === 0 && isTime(column) && isTimeName(column.name);
}

const isTime = (column: ColumnProfile): boolean =>
  column.moments !== null ||
  // Dates in a form that no type reads.
  (column.type === 'string' && isTimeName(column.name) && (column.distinct ?? 0) >= 8) ||
  (column.type === 'integer' && /^(year|yr)$/i.test(column.name));

/** Names something: a code or a word that comes back, not free text and not a measurement. */
function isThing(column: ColumnProfile, rows: number): boolean {
  if (column.distinct === null || column.distinct < 2 || column.distinct * 2 > rows) return false;
  return column.type === 'string' || (column.type === 'integer' && isIdName(column.name));
}

/** Enough combinations for every row, few enough that chance would have made repeats: n² ⁄ 2d of them at random. */
function mayBeKey(a: ColumnProfile, b: ColumnProfile, rows: number): boolean {
  const combinations = (a.distinct ?? 0) * (b.distinct ?? 0);
  return combinations >= rows && rows ** 2 / (2 * combinations) >= SURPRISE;
}
