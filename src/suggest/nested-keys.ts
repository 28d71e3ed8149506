/** What a column holds inside, as far as the source's own type tells: fields of a struct, items of a list. */
import type { JsonObject } from '../model/json.js';
import type { SourceType } from '../model/type.js';
import { logicalTypeOf } from './column-type.js';

const DEEPEST = 8;

/** `properties` of a struct, `items` of a list; nothing for other types, and for what lies too deep. */
export function nestedKeys(type: SourceType, depth = 0): JsonObject {
  if (depth >= DEEPEST) return {};
  if (type.name === 'list' && type.items !== undefined)
    return { items: { name: 'item', ...keysOf(type.items, depth + 1) } };
  if (type.name !== 'struct' || type.fields === undefined || type.fields.length === 0) return {};
  return { properties: type.fields.map(({ name, type: own }) => ({ name, ...keysOf(own, depth + 1) })) };
}

function keysOf(type: SourceType, depth: number): JsonObject {
  const logicalType = logicalTypeOf(type);
  return { ...(logicalType === null ? {} : { logicalType }), ...nestedKeys(type, depth) };
}
