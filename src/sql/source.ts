/** The rows in scope: the relation, the batch, the caller's filter, and the items of arrays where their values are measured. */
import type { Expr } from '../model/measure.js';
import type { Target } from '../model/plan.js';
import { findColumn } from '../plan/column-ref.js';
import { dayText, nextDay } from '../plan/instant-text.js';
import { itemsKey, type Context } from './context.js';
import type { Dialect } from './dialect.js';
import { writePredicateText } from './placeholders.js';
import { writeRelation } from './relation.js';
import { joinSql, sql, trusted, type Sql } from './sql-text.js';
import { writeNode } from './write-column.js';
import { firstUnbound, writeExpr } from './write-expr.js';

export interface Source {
  readonly from: Sql;
  readonly where: Sql | null;
  /** For the expressions over these rows. */
  readonly context: Context;
}

/** Rows of a target; with `values` that look into an array, one row an item. */
export function sourceOf(target: Target, dialect: Dialect, values: readonly Expr[] = []): Source {
  const plain: Context = { dialect, target, items: new Map() };
  const table = sql`${writeRelation(target.table.relation, dialect)} as ${dialect.quote(target.object)}`;
  const filters = [...batchFilters(target), ...(target.where === null ? [] : [target.where])];
  const where = filters.map((filter) =>
    typeof filter === 'string' ? writePredicateText(filter, null, plain) : writeExpr(filter, plain),
  );
  const { from, context } = values.reduce(bindItems, { from: table, context: plain });
  return { from, context, where: where.length === 0 ? null : joinSql(where, ' and ') };
}

function bindItems(source: { from: Sql; context: Context }, value: Expr): { from: Sql; context: Context } {
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

/** One predicate a batch column; a day selects all moments of that day. */
function batchFilters(target: Target): readonly Expr[] {
  return Object.entries(target.batch ?? {}).map(([name, value]): Expr => {
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
  });
}

/** The rows as a query of their own: for common tables. */
export function selectRows(source: Source, columns: readonly (readonly [string, Sql])[]): Sql {
  return source.context.dialect.select({ columns, from: source.from, where: source.where });
}

/** `*` of the rows in scope. */
export function selectAll(source: Source): Sql {
  const filter = source.where === null ? '' : `\nwhere ${source.where}`;
  return trusted(`select * from ${source.from}${filter}`);
}

/** Conditions joined by AND; null for none. */
export function allOf(conditions: readonly (Sql | null)[]): Sql | null {
  const there = conditions.filter((condition) => condition !== null);
  return there.length === 0 ? null : joinSql(there, ' and ');
}
