/** What several structural kinds ask of a table. */
import type { Json, JsonObject } from './json.js';
import type { Judgement } from './kit.js';
import type { ColumnInfo, TableInfo } from './table.js';

/** The verdict on the structure of a table that is not there. */
export function missingTable(table: TableInfo): Judgement {
  return { unknown: { reason: 'missing_table', message: `there is no ${table.label}` } };
}

/** Columns that the data itself has; those that come from a path are never extra and have no place of their own. */
export function ownColumns(table: TableInfo): readonly ColumnInfo[] {
  return table.columns.filter((column) => column.fromPath !== true);
}

/** The names of an option that is a list of column names. */
export function names(option: Json | undefined): readonly string[] {
  return Array.isArray(option) ? option.map(String) : [];
}

/** Names for a sentence: the first few, and how many more. */
export function someNames(all: readonly string[], limit = 5): string {
  const more = all.length - limit;
  return all.slice(0, limit).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

/** Details without the entries that say nothing. */
export function details(entries: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
