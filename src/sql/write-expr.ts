/** Expressions as SQL: three-valued, as the model says, and the same on every dialect. */
import type { Expr } from '../model/measure.js';
import { columnsOf, exprKind } from '../plan/expr-kind.js';
import type { PathStep } from '../model/contract.js';
import { itemsKey, type Context } from './context.js';
import { literalForm, literalKind } from '../plan/literal-form.js';
import { writeLiteral } from './literal.js';
import { writePredicateText } from './placeholders.js';
import { joinSql, sql, trusted, type Sql } from './sql-text.js';
import { writeColumn, writeNode, writeRaw } from './write-column.js';
import { writeCompare, writeIn } from './write-compare.js';
import { writeMultipleOf } from './multiple-of.js';
import { writeFormat, writeMatches } from './write-pattern.js';
import { readsAs, writeHasKey, writeLength, writeUniqueItems } from './write-shape.js';
import { writeText } from './write-text.js';

/** A value, or a predicate whose arrays are all bound. */
export function writeExpr(expr: Expr, context: Context): Sql {
  const { dialect } = context;
  const inner = (of: Expr): Sql => writeExpr(of, context);
  switch (expr.expr) {
    case 'column':
      return writeColumn(expr.steps, context);
    case 'raw':
      return writeRaw(expr.steps, context);
    case 'literal':
      return writeLoneLiteral(expr, context);
    case 'length':
      return writeLength(expr.of, context, inner);
    case 'isNull':
      return writeIsNull(expr.of, context);
    case 'in':
      return writeIn(expr, context, inner);
    case 'compare':
      return writeCompare(expr, context, inner);
    case 'matches':
      return writeMatches(writeText(expr.of, context, inner), expr.pattern, dialect);
    case 'format':
      return writeFormat(writeText(expr.of, context, inner), expr.format, dialect);
    case 'multipleOf':
      return writeMultipleOf(inner(expr.of), expr.by, exprKind(expr.of, context.target), dialect);
    case 'readsAs':
      return readsAs(expr.of, expr.type, context, inner);
    case 'uniqueItems':
      return writeUniqueItems(expr.of, context, inner);
    case 'hasKey':
      return writeHasKey(expr.of, expr.key, context, inner);
    case 'sql':
      return writePredicateText(expr.sql, expr.column ?? null, context);
    case 'and':
      return expr.all.length === 0 ? sql`true` : sql`(${joinSql(expr.all.map(inner), ' and ')})`;
    case 'or':
      return expr.any.length === 0 ? sql`false` : sql`(${joinSql(expr.any.map(inner), ' or ')})`;
    case 'not':
      return sql`(not ${inner(expr.of)})`;
  }
}

/** To PostgreSQL a struct whose fields are all NULL `is null`; it is a value all the same. */
function writeIsNull(of: Expr, context: Context): Sql {
  const value = writeExpr(of, context);
  const isStruct = exprKind(of, context.target) === 'struct';
  return isStruct ? sql`(${value} is not distinct from null)` : sql`(${value} is null)`;
}

function writeLoneLiteral(expr: Expr & { expr: 'literal' }, { dialect }: Context): Sql {
  const kind = literalKind(expr.value, expr.type);
  return writeLiteral(literalForm(expr.value, kind) ?? { form: 'string', text: String(expr.value) }, dialect);
}

/** A predicate over a row: where it looks into arrays, true when it holds for some item. */
export function writePredicate(expr: Expr, context: Context): Sql {
  const path = firstUnbound(expr, context);
  if (path === null) return writeExpr(expr, context);
  const { dialect } = context;
  const item = trusted(dialect.quote(`item_${String(context.items.size)}`));
  const { node, ref } = writeNode(path.slice(0, -1), context);
  const bound = { ...context, items: new Map([...context.items, [itemsKey(path), item]]) };
  return dialect.some(node, ref.kind !== 'list', item, writePredicate(expr, bound));
}

/** The shortest path to items that nothing binds yet. */
export function firstUnbound(expr: Expr, context: Context): readonly PathStep[] | null {
  const paths = columnsOf(expr).flatMap(({ steps }) =>
    steps.flatMap((step, index) => ('items' in step ? [steps.slice(0, index + 1)] : [])),
  );
  const unbound = paths.filter((path) => !context.items.has(itemsKey(path)));
  return unbound.sort((a, b) => a.length - b.length)[0] ?? null;
}
