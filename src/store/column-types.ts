/** Column types of the store: text, JSON and instants that come back exactly as they went in, on both drivers. */
import { customType } from 'drizzle-orm/pg-core';
import { decodeText, encodeText } from './text-codec.js';

/** Text that may hold what PostgreSQL can not: a NUL character, half a surrogate pair. Equal texts stay equal. */
export const exactText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: encodeText,
  fromDriver: decodeText,
});

/**
 * A JSON document, kept as its text. Not `jsonb`, which refuses `\u0000` and reorders keys. Drizzle's own `json` parses
 * a document twice when it is a string, so the type is written here.
 */
export const document = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'json',
  toDriver: (value) => JSON.stringify(value),
  // Both drivers have parsed it by its type.
  fromDriver: (value) => value,
});

/** A moment, to the microsecond in the database, as ISO 8601 UTC with milliseconds here. */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamp with time zone',
  toDriver: (value) => value,
  fromDriver: (value) => toIso(value),
});

/** PostgreSQL writes `2001-01-15 00:00:00+00`; JavaScript wants a `T` and minutes in the offset. */
function toIso(value: string | Date): string {
  if (value instanceof Date) return value.toISOString();
  return new Date(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}
