/** A column path as SQL: names quoted, structs, lists, maps and JSON walked, text read as its declared type. */
import type { PathStep } from '../model/contract.js';
import { findColumn, type Access, type ColumnRef } from '../plan/column-ref.js';
import { itemsKey, type Context } from './context.js';
import { castReadable, jsonReadsAs, textReadsAs } from './read-text.js';
import type { Sql } from './sql-text.js';

/** The value, of the kind that `exprKind` says. */
export function writeColumn(steps: readonly PathStep[], context: Context): Sql {
  const ref = findColumn(steps, context.target);
  const node = walk(steps, ref, context);
  const { dialect } = context;
  const { declared } = ref;
  if (ref.stored === 'typed') return node;
  if (ref.stored === 'text')
    return declared === null
      ? node
      : castReadable(node, textReadsAs(node, declared, dialect), declared, dialect);
  if (declared === 'object' || declared === 'array') return node;
  const text = dialect.jsonText(node);
  return declared === null
    ? text
    : castReadable(text, jsonReadsAs(node, declared, dialect), declared, dialect);
}

/** The text as it stands in a source without types; the value elsewhere. */
export function writeRaw(steps: readonly PathStep[], context: Context): Sql {
  const ref = findColumn(steps, context.target);
  const node = walk(steps, ref, context);
  return ref.stored === 'json' ? context.dialect.jsonText(node) : node;
}

/** What stands there before any reading: a value, a text or a JSON node. */
export function writeNode(steps: readonly PathStep[], context: Context): { node: Sql; ref: ColumnRef } {
  const ref = findColumn(steps, context.target);
  return { node: walk(steps, ref, context), ref };
}

function walk(steps: readonly PathStep[], ref: ColumnRef, context: Context): Sql {
  const { name } = ref.column;
  let node = context.texts.get(name) ?? context.dialect.quote(name);
  ref.path.forEach((access, index) => {
    node = descend(node, access, steps.slice(0, index + 2), context);
  });
  return node;
}

function descend(node: Sql, access: Access, soFar: readonly PathStep[], { dialect, items }: Context): Sql {
  switch (access.access) {
    case 'struct':
      return dialect.field(node, access.field);
    case 'map':
      return dialect.mapValue(node, access.field);
    case 'json':
      return dialect.jsonField(node, access.field);
    case 'listItems':
    case 'jsonItems': {
      const bound = items.get(itemsKey(soFar));
      if (bound === undefined) throw new Error('items of an array are read before they are bound');
      return bound;
    }
  }
}
