/** A source's type → the keys of a property that declare it. */
import { logicalTypeFits } from '../../model/logical-type.js';
import { parsePhysicalType, typeFits } from '../../model/physical-type.js';
import type { JsonObject } from '../../model/json.js';
import type { LogicalType, SourceType } from '../../model/type.js';

/** In the order of preference: a type that fits several is called by the first. */
const LOGICAL: readonly LogicalType[] = [
  ...(['boolean', 'date', 'timestamp', 'time', 'integer', 'number'] as const),
  ...(['object', 'array', 'string'] as const),
];
/** Longer texts of nested types say less than the list of their fields. */
const LONGEST_TYPE = 200;

/** What the standard calls the type; null where it has no word for it. */
export function logicalTypeOf(type: SourceType): LogicalType | null {
  return LOGICAL.find((logical) => logicalTypeFits(logical, type) === true) ?? null;
}

/**
 * `logicalType`, `physicalType`, and `items` or `properties` of a nested type. The physical type is the source's own text wherever that text,
 * read again, means the same type; else its plain name.
 */
export function typeKeys(type: SourceType): JsonObject {
  const logicalType = logicalTypeOf(type);
  const physicalType = physicalText(type);
  return {
    ...(logicalType === null ? {} : { logicalType }),
    ...(physicalType === null ? {} : { physicalType }),
    ...(logicalType === 'array' && type.items !== undefined ? { items: typeKeys(type.items) } : {}),
    ...(logicalType === 'object' && type.name === 'struct' && type.fields !== undefined
      ? { properties: type.fields.map((field) => ({ name: field.name, ...typeKeys(field.type) })) }
      : {}),
  };
}

/** `float` is four bytes to one engine and eight to another, so it would fit both. */
const isVague = (text: string): boolean => parsePhysicalType(text).name === 'float';

function physicalText(type: SourceType): string | null {
  const texts = type.name === 'enum' ? ['enum'] : [type.text, type.name];
  const fits = (text: string): boolean =>
    text !== '' && text.length <= LONGEST_TYPE && !isVague(text) && typeFits(parsePhysicalType(text), type);
  return texts.find(fits) ?? null;
}
