/** Values as text, where a text is due. */
import type { Expr } from '../model/measure.js';
import { exprKind } from '../plan/expr-kind.js';
import type { Context } from './context.js';
import { sql, type Sql } from './sql-text.js';

/** Writes the inner expressions of an expression. */
export type Inner = (of: Expr) => Sql;

/** The value's text: strings as they are, JSON texts without their quotes, everything else as the engine spells it. */
export function writeText(of: Expr, context: Context, inner: Inner): Sql {
  const kind = exprKind(of, context.target);
  if (kind === 'string') return inner(of);
  if (kind === 'json') return context.dialect.jsonText(inner(of));
  return sql`cast(${inner(of)} as ${context.dialect.types.text})`;
}
