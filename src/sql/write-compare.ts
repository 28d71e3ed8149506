/** Comparisons and sets: literals take the form of what they are compared with, text is ordered by code point. */
import type { Expr } from '../model/measure.js';
import { exprKind } from '../plan/expr-kind.js';
import { literalForm, literalKind } from '../plan/literal-form.js';
import { isTextual, type ValueKind } from '../plan/value-kind.js';
import type { Context } from './context.js';
import { writeLiteral } from './literal.js';
import { SqlError } from './sql-error.js';
import { joinSql, sql, trusted, type Sql } from './sql-text.js';
import { writeText, type Inner } from './write-text.js';

export function writeCompare(expr: Expr & { expr: 'compare' }, context: Context, inner: Inner): Sql {
  const { left, right, op } = expr;
  const { dialect, target } = context;
  const kinds = [exprKind(left, target), exprKind(right, target)] as const;
  const zoned = kinds.includes('timestamptz') && left.expr !== 'literal' && right.expr !== 'literal';
  const side = (of: Expr, own: ValueKind, other: ValueKind): Sql => {
    if (of.expr === 'literal') return literalBeside(of, other, context);
    if (isTextual(own) || own === 'other') return writeText(of, context, inner);
    return zoned && own === 'timestamptz' ? dialect.inUtc(inner(of)) : inner(of);
  };
  const [a, b] = [side(left, kinds[0], kinds[1]), side(right, kinds[1], kinds[0])];
  const ordered = op !== '=' && op !== '!=' && isTextual(kinds[0]) && isTextual(kinds[1]);
  return sql`(${a}${ordered ? dialect.byCodePoint : sql``} ${trusted(op === '!=' ? '<>' : op)} ${b})`;
}

function literalBeside(literal: Expr & { expr: 'literal' }, other: ValueKind, { dialect }: Context): Sql {
  const form =
    literalForm(literal.value, other) ?? literalForm(literal.value, literalKind(literal.value, literal.type));
  if (form === null) throw new SqlError('bad_type', 'a value of the rule has the wrong type');
  return writeLiteral(form, dialect);
}

/** Values that the column's kind can not hold are in no row: they are left out. NULL stays NULL. */
export function writeIn(expr: Expr & { expr: 'in' }, context: Context, inner: Inner): Sql {
  const kind = exprKind(expr.of, context.target);
  const forms = expr.values.flatMap((value) => {
    const form = value === null ? null : literalForm(value, kind);
    return form === null ? [] : [form];
  });
  const of = isTextual(kind) || kind === 'other' ? writeText(expr.of, context, inner) : inner(expr.of);
  if (forms.length === 0) return sql`case when ${of} is not null then false end`;
  const values = forms.map((form) => writeLiteral(form, context.dialect));
  return sql`(${of} in (${joinSql(values, ', ')}))`;
}
