/** Comparisons of a time column with an instant, and the column that a kind of time is about. */
import type { Check } from './check.js';
import { columnPath, compareExpr, ownColumn } from './expr.js';
import type { JsonScalar } from './json.js';
import type { Unknown } from './reading.js';
import type { CompareOp, Expr } from './measure.js';
import { parseInstant, toInstant } from './time.js';
import type { LogicalType } from './type.js';

const DAY = 86_400_000;

/** The check's own column, or for a rule of the dataset the one that its `column` option names. */
export function timeColumn(check: Pick<Check, 'steps' | 'id' | 'args'>): Expr {
  const { column } = check.args;
  return check.steps === null && typeof column === 'string' ? columnPath(column) : ownColumn(check);
}

/**
 * `column op instant` (ms since 1970). A date stands for its midnight, so that for a column of dates the instant is brought to a day without
 * changing which dates hold. A timestamp is written without a zone: UTC, as every session reads naive ones.
 */
export function compareInstant(column: Expr, op: CompareOp, ms: number, type: LogicalType | null): Expr {
  if (type !== 'date')
    return compareExpr(column, op, { expr: 'literal', value: toInstant(ms).slice(0, -1), type: 'timestamp' });
  const up = op === '<' || op === '>=';
  const day = (up ? Math.ceil(ms / DAY) : Math.floor(ms / DAY)) * DAY;
  return compareExpr(column, op, { expr: 'literal', value: toInstant(day).slice(0, 10), type: 'date' });
}

/** A reading as ms since 1970; null where it is no time. */
export function instantOf(value: JsonScalar): number | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}

/** What to say where a column that should hold times holds something else. */
export const NO_TIMES: Unknown = {
  reason: 'bad_type',
  message: 'the column holds no dates or timestamps',
};

/** What to say where no row has a time. */
export const NO_VALUES: Unknown = { reason: 'no_values', message: 'no row has a time to look at' };
