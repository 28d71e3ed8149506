/** How much has to be seen before a kind of rule is proposed. */
import type { ColumnProfile } from './profile.js';

/** Rows for `required`. */
export const ENOUGH_FOR_REQUIRED = 20;
/** Values for a range, a format or a pattern. */
export const ENOUGH_VALUES = 50;
/** Whole numbers in text, to say that there are no others. */
export const ENOUGH_FOR_INTEGER = 50;
/** Values for saying that none is blank. */
export const ENOUGH_FOR_BLANK = 100;
/** Values for a set of values. */
export const ENOUGH_FOR_SET = 200;

/** Enough values, and more than one of them, so that there is something to tell. */
export function isRoomy(column: ColumnProfile): boolean {
  return column.values >= ENOUGH_VALUES && column.distinct !== 1;
}
