/** Values that are grouped or joined: in a form that both engines can compare. */
import type { Expr } from '../../model/measure.js';
import { exprKind } from '../../plan/expr-kind.js';
import type { Context } from '../context.js';
import { joinSql, sql, type Sql } from '../sql-text.js';
import { writeExpr } from '../write-expr.js';

/** PostgreSQL's `json` has no equality, `jsonb` has. */
export function groupable(expr: Expr, context: Context): Sql {
  const value = writeExpr(expr, context);
  const isJson = context.dialect.name === 'postgres' && exprKind(expr, context.target) === 'json';
  return isJson ? sql`cast(${value} as jsonb)` : value;
}

/** True where none of the values is NULL. */
export function allPresent(values: readonly Sql[]): Sql {
  return joinSql(
    values.map((value) => sql`${value} is not null`),
    ' and ',
  );
}
