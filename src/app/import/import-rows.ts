/** Rows of a catalogue, read as texts and lists of names. */
import type { Row } from '../../engine/engine.js';

export const textAt = (row: Row, key: string): string => {
  const value = row[key];
  return typeof value === 'string' ? value : '';
};

/** Null for what is absent or empty. */
export const textOrNull = (row: Row | undefined, key: string): string | null => {
  const value = row?.[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const namesAt = (row: Row, key: string): readonly string[] => {
  const value = row[key];
  return Array.isArray(value) ? value.map(String) : [];
};

/** Rows by the table that two of their columns name. */
export function byTable(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = tableKey(row);
    const list = found.get(key);
    if (list === undefined) found.set(key, [row]);
    else list.push(row);
  }
  return found;
}

/** `schema.name`, each in quotes: no two tables have one. */
export const tableKey = (row: Row): string => JSON.stringify([textAt(row, 'schema'), textAt(row, 'name')]);
