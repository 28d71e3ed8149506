/** Lengths, keys, unique items, and whether text reads as a type. */
import type { Expr } from '../model/measure.js';
import type { LogicalType } from '../model/type.js';
import { exprKind } from '../plan/expr-kind.js';
import type { Context } from './context.js';
import { jsonReadsAs, textReadsAs } from './read-text.js';
import { sql, type Sql } from './sql-text.js';
import { writeNode } from './write-column.js';
import { writeText, type Inner } from './write-text.js';

/** Characters of a text, items of an array, keys of an object; NULL for NULL. */
export function writeLength(of: Expr, context: Context, inner: Inner): Sql {
  const { dialect } = context;
  switch (exprKind(of, context.target)) {
    case 'list':
      return dialect.listLength(inner(of));
    case 'map':
      return dialect.mapLength(inner(of));
    case 'struct':
      return sql`case when ${inner(of)} is distinct from null then ${fieldsOf(of, context).length} end`;
    case 'json':
      return dialect.jsonLength(jsonOf(of, context, inner));
    default:
      return dialect.characters(writeText(of, context, inner));
  }
}

export function writeUniqueItems(of: Expr, context: Context, inner: Inner): Sql {
  const { dialect } = context;
  return exprKind(of, context.target) === 'list'
    ? dialect.listIsUnique(inner(of))
    : dialect.jsonIsUnique(jsonOf(of, context, inner));
}

export function writeHasKey(of: Expr, key: string, context: Context, inner: Inner): Sql {
  const { dialect } = context;
  switch (exprKind(of, context.target)) {
    case 'struct': {
      const has = fieldsOf(of, context).includes(key) ? sql`true` : sql`false`;
      return sql`case when ${inner(of)} is distinct from null then ${has} end`;
    }
    case 'map':
      return dialect.mapHasKey(inner(of), key);
    default:
      return dialect.jsonHasKey(jsonOf(of, context, inner), key);
  }
}

/** True where the text reads as the type; a value of a source with types is what it is. NULL for NULL. */
export function readsAs(of: Expr, type: LogicalType, context: Context, inner: Inner): Sql {
  const { dialect } = context;
  if (of.expr === 'column' || of.expr === 'raw') {
    const { node, ref } = writeNode(of.steps, context);
    if (ref.stored === 'typed') return sql`case when ${node} is not null then true end`;
    const reads = ref.stored === 'json' ? jsonReadsAs(node, type, dialect) : textReadsAs(node, type, dialect);
    return sql`case when ${node} is not null then ${reads} end`;
  }
  return textReadsAs(writeText(of, context, inner), type, dialect);
}

/** A JSON node: of a JSON source or column as it is, of text parsed. */
function jsonOf(of: Expr, context: Context, inner: Inner): Sql {
  if (of.expr !== 'column') return inner(of);
  const { node, ref } = writeNode(of.steps, context);
  return ref.stored === 'text' ? context.dialect.parseJson(node) : node;
}

function fieldsOf(of: Expr, context: Context): readonly string[] {
  if (of.expr !== 'column' && of.expr !== 'raw') return [];
  return writeNode(of.steps, context).ref.type?.fields?.map(({ name }) => name) ?? [];
}
