/** Readings that need no statement: what footers, catalogues and constraints tell exactly. */
import { minus, plus } from '../model/exact.js';
import type { Count, Expr, Measure } from '../model/measure.js';
import type { ReadingValue } from '../model/reading.js';
import type { Target } from '../model/plan.js';
import type { ColumnInfo } from '../model/table.js';
import { findColumn } from './column-ref.js';
import { isUniqueKey } from './unique-key.js';
import { BOUNDED, truthOf } from './truth.js';

/** The measure's value where metadata tells it exactly; undefined where a statement must. */
export function answerFromMetadata(measure: Measure, target: Target): ReadingValue | undefined {
  switch (measure.measure) {
    case 'schema':
      return target.table;
    case 'count':
      return measure.where === undefined ? wholeTable(target) : countOf(measure.where, target);
    case 'aggregate':
      return aggregateOf(measure, target);
    case 'keys':
      return keysOf(measure, target);
    default:
      return undefined;
  }
}

/** Rows in scope: only where nothing filters them. */
function wholeTable(target: Target): Count | undefined {
  return isWhole(target) ? target.table.rows : undefined;
}

const isWhole = (target: Target): boolean => target.batch === null && target.where === null;

/** Rows for which a predicate is true. None in the whole table is none in any part of it, so a filter does not matter then. */
function countOf(predicate: Expr, target: Target): Count | undefined {
  const truth = truthOf(predicate, target);
  if (truth === null) return undefined;
  const rows = target.table.rows;
  const nulls = nullsOf(truth.column);
  const present = rows === undefined || nulls === undefined ? undefined : minus(rows, nulls);
  const fromValues = share(truth.onValue, present);
  const fromNulls = share(truth.onNull, nulls);
  if (fromValues === undefined || fromNulls === undefined) return undefined;
  const count = plus(fromValues, fromNulls);
  return isWhole(target) || count === 0 ? count : undefined;
}

function share(truth: boolean | null | 'open', rows: Count | undefined): Count | undefined {
  if (truth === false || truth === null || rows === 0) return 0;
  return truth === true ? rows : undefined;
}

function nullsOf(column: ColumnInfo): Count | undefined {
  return column.notNull === true ? 0 : column.nulls;
}

function aggregateOf(measure: Measure & { measure: 'aggregate' }, target: Target): ReadingValue | undefined {
  if (!isWhole(target) || measure.where !== undefined || measure.of.expr !== 'column') return undefined;
  const { column, path, kind, stored } = findColumn(measure.of.steps, target);
  if (path.length > 0 || stored !== 'typed') return undefined;
  const { rows } = target.table;
  const nulls = nullsOf(column);
  if (measure.fn === 'count')
    return rows === undefined || nulls === undefined ? undefined : minus(rows, nulls);
  if ((measure.fn !== 'min' && measure.fn !== 'max') || !BOUNDED.includes(kind)) return undefined;
  if (rows !== undefined && nulls !== undefined && minus(rows, nulls) === 0) return null;
  return column[measure.fn] ?? undefined;
}

/** A unique index over columns that can not be NULL: as many keys as rows. */
function keysOf(measure: Measure & { measure: 'keys' }, target: Target): ReadingValue | undefined {
  const { rows } = target.table;
  if (!isWhole(target) || rows === undefined || measure.where !== undefined) return undefined;
  if (!isUniqueKey(measure.columns, target)) return undefined;
  const neverNull = measure.columns.every(
    (column) => column.expr === 'column' && nullsOf(findColumn(column.steps, target).column) === 0,
  );
  return neverNull ? { rows, keys: rows, repeated: 0 } : undefined;
}
