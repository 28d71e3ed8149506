/** The type of a real column, from the text of an engine's own catalogue. */
import { parsePhysicalType } from '../model/physical-type.js';
import type { SourceType } from '../model/type.js';

/**
 * The canonical form of a type as DuckDB or PostgreSQL writes it. A contract's `float` may mean four bytes or eight;
 * a catalogue's `FLOAT` is DuckDB's four.
 */
export function sourceType(text: string): SourceType {
  return settle(parsePhysicalType(text));
}

function settle(type: SourceType): SourceType {
  const name = type.name === 'float' ? 'real' : type.name.startsWith('interval ') ? 'interval' : type.name;
  return {
    ...type,
    name,
    ...(type.items === undefined ? {} : { items: settle(type.items) }),
    ...(type.fields === undefined
      ? {}
      : { fields: type.fields.map((field) => ({ name: field.name, type: settle(field.type) })) }),
  };
}
