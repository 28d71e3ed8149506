/** The rows in scope: the relation, the batch, the caller's filter, and the items of arrays where their values are measured. */
import type { Expr } from '../model/measure.js';
import type { Target } from '../model/plan.js';
import { findColumn } from '../plan/column-ref.js';
import { holdsSql } from '../plan/expr-kind.js';
import { dayText, nextDay } from '../plan/instant-text.js';
import { itemsKey, plainContext, type Context } from './context.js';
import type { Dialect } from './dialect.js';
import { writePredicateText } from './placeholders.js';
import { writeRelation } from './relation.js';
import { joinSql, sql, trusted, type Sql } from './sql-text.js';
import { typedRows } from './typed-rows.js';
import { writeNode } from './write-column.js';
import { firstUnbound, writeExpr } from './write-expr.js';

export interface Source {
  readonly from: Sql;
  readonly where: Sql | null;
  /** For the expressions over these rows. */
  readonly context: Context;
}

/** Rows of a target; with `values` that look into an array, one row an item. `where` is what else is asked of the rows. */
export function sourceOf(
  target: Target,
  dialect: Dialect,
  values: readonly Expr[] = [],
  where: readonly (Expr | null | undefined)[] = [],
): Source {
  const asked = [...values, ...where.filter((expr) => expr !== null && expr !== undefined)];
  const hasAuthorSql = target.where !== null || asked.some(holdsSql);
  const rows = isText(target) && hasAuthorSql ? typedSource(target, dialect) : tableSource(target, dialect);
  return { ...values.reduce(bindItems, rows), where: rows.where };
}

const isText = (target: Target): boolean => target.table.text !== null;

/** The table as it stands. */
function tableSource(target: Target, dialect: Dialect): Source {
  const context = plainContext(target, dialect);
  return {
    from: tableOf(context),
    context,
    where: allOf([...batchFilters(target, context), callersFilter(target, context)]),
  };
}

/** Rows of text as an author's SQL sees them, typed; everything of ours reads the text beside them. */
function typedSource(target: Target, dialect: Dialect): Source {
  const plain = plainContext(target, dialect);
  const { rows, texts } = typedRows(tableOf(plain), allOf(batchFilters(target, plain)), plain, true);
  const context = { ...plain, texts };
  return { from: named(rows, context), context, where: callersFilter(target, context) };
}

const tableOf = ({ dialect, target }: Context): Sql =>
  sql`${writeRelation(target.table.relation, dialect)} as ${dialect.quote(target.object)}`;

/** A query as the dataset. */
const named = (query: Sql, { dialect, target }: Context): Sql =>
  sql`(\n${query}\n) as ${dialect.quote(target.object)}`;

const callersFilter = ({ where }: Target, context: Context): Sql | null =>
  where === null ? null : writePredicateText(where, null, context);

type Rows = Pick<Source, 'from' | 'context'>;

function bindItems(source: Rows, value: Expr): Rows {
  const { context } = source;
  const path = firstUnbound(value, context);
  if (path === null) return source;
  const { dialect } = context;
  const item = dialect.quote(`item_${String(context.items.size)}`);
  const { node, ref } = writeNode(path.slice(0, -1), context);
  const from = sql`${source.from} ${dialect.unnest(node, ref.kind !== 'list', item)}`;
  const items = new Map([...context.items, [itemsKey(path), item]]);
  return bindItems({ from, context: { ...context, items } }, value);
}

/** One predicate a batch column. */
function batchFilters(target: Target, context: Context): readonly Sql[] {
  return Object.entries(target.batch ?? {}).map(([name, value]) =>
    writeExpr(batchFilter(name, value, target), context),
  );
}

/** A day selects all moments of that day. */
function batchFilter(name: string, value: string, target: Target): Expr {
  const column: Expr = { expr: 'column', steps: [{ field: name }] };
  const { kind } = findColumn(column.steps, target);
  const day = kind === 'timestamp' || kind === 'timestamptz' ? dayText(value) : null;
  if (day === null) return { expr: 'compare', op: '=', left: column, right: { expr: 'literal', value } };
  const bound = (op: '>=' | '<', on: string): Expr => ({
    expr: 'compare',
    op,
    left: column,
    right: { expr: 'literal', value: on },
  });
  return { expr: 'and', all: [bound('>=', day), bound('<', nextDay(day))] };
}

/** The rows as a query of their own: for common tables. */
export function selectRows(source: Source, columns: readonly (readonly [string, Sql])[]): Sql {
  return source.context.dialect.select({ columns, from: source.from, where: source.where });
}

/** The rows in scope with the columns that an author's query may name, and no others. */
export function selectScope(target: Target, dialect: Dialect): Sql {
  if (!isText(target)) {
    const { from, where } = tableSource(target, dialect);
    return filtered(from, where);
  }
  const plain = plainContext(target, dialect);
  const { rows } = typedRows(tableOf(plain), allOf(batchFilters(target, plain)), plain, false);
  return target.where === null ? rows : filtered(named(rows, plain), callersFilter(target, plain));
}

const filtered = (from: Sql, where: Sql | null): Sql =>
  trusted(`select * from ${from}${where === null ? '' : `\nwhere ${where}`}`);

/** Conditions joined by AND; null for none. */
export function allOf(conditions: readonly (Sql | null)[]): Sql | null {
  const there = conditions.filter((condition) => condition !== null);
  return there.length === 0 ? null : joinSql(there, ' and ');
}
