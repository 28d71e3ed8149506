/** Sorts values alike on every engine. */
import type { Expr } from '../model/measure.js';
import type { Target } from '../model/plan.js';
import { exprKind } from '../plan/expr-kind.js';
import { isTextual } from '../plan/value-kind.js';
import type { Dialect } from './dialect.js';
import { sql, type Sql } from './sql-text.js';

/** A column that holds the values of `expr`, as an ORDER BY names it: text by code points, whatever the database's collation. */
export function sortKey(column: Sql, expr: Expr, target: Target, dialect: Dialect): Sql {
  return isTextual(exprKind(expr, target)) ? sql`${column}${dialect.byCodePoint}` : column;
}
