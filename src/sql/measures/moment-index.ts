/** Steps of time, numbered: which step of `every` a moment lies in, and where a step begins. Steps are aligned to the calendar of UTC. */
import type { Expr } from '../../model/measure.js';
import { MONTH_MS, parseDuration } from '../../model/time.js';
import { exprKind } from '../../plan/expr-kind.js';
import type { Context } from '../context.js';
import { SqlError } from '../sql-error.js';
import { sql, trusted, type Sql } from '../sql-text.js';
import { writeExpr } from '../write-expr.js';

const DAY = 86_400_000;
/** Weeks begin on Monday: 1970-01-05. */
const MONDAY = 4 * DAY;

interface Step {
  readonly unit: 'ms' | 'months';
  readonly size: number;
  readonly origin: number;
}

/** @throws SqlError bad_type for what is no step: nothing, or months and days together */
function stepOf(every: string): Step {
  const duration = parseDuration(every);
  const months = duration?.months ?? 0;
  const ms = (duration?.ms ?? 0) - months * MONTH_MS;
  if (ms > 0 && months === 0) return { unit: 'ms', size: ms, origin: ms % (7 * DAY) === 0 ? MONDAY : 0 };
  if (months > 0 && ms === 0) return { unit: 'months', size: months, origin: 0 };
  throw new SqlError('bad_type', `${every} is no step of time: say days and less, or months and years`);
}

/** The number of the step that a moment lies in. */
export function momentIndex(column: Expr, every: string, context: Context): Sql {
  const { dialect, target } = context;
  const step = stepOf(every);
  const zoned = exprKind(column, target) === 'timestamptz';
  const value = writeExpr(column, context);
  if (step.unit === 'months') {
    const naive = zoned ? dialect.inUtc(value) : value;
    return dialect.floorDiv(dialect.months(naive), trusted(String(step.size)));
  }
  const micros = sql`(${dialect.micros(value, zoned)} - ${trusted(String(step.origin * 1000))})`;
  return dialect.floorDiv(micros, trusted(String(step.size * 1000)));
}

/** Where the step of that number begins: ISO 8601, without the time for a column of dates. */
export function stepStart(index: number, every: string, isDate: boolean): string {
  const { unit, size, origin } = stepOf(every);
  const month = index * size;
  const ms =
    unit === 'ms' ? index * size + origin : Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  const text = new Date(ms).toISOString();
  return isDate ? text.slice(0, 10) : text;
}
