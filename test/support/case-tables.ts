/** The tables of a case: as SQL for each engine, as text files, and as what an engine would say of them. */
import type { Json, JsonObject } from '../../src/model/json.js';
import { parsePhysicalType } from '../../src/model/physical-type.js';
import type { TableInfo } from '../../src/model/table.js';
import { presentColumns, rowValues, type Case, type CaseColumn, type CaseTable } from './case-file.js';

export type CaseEngine = 'duckdb' | 'postgres';

const TYPES: { readonly [logical: string]: readonly [duckdb: string, postgres: string] } = {
  string: ['VARCHAR', 'text'],
  number: ['DOUBLE', 'double precision'],
  integer: ['BIGINT', 'bigint'],
  boolean: ['BOOLEAN', 'boolean'],
  date: ['DATE', 'date'],
  timestamp: ['TIMESTAMP', 'timestamp'],
  time: ['TIME', 'time'],
  object: ['JSON', 'jsonb'],
  array: ['VARCHAR[]', 'text[]'],
};

/** The type of a column in an engine's words. */
export function sqlType(column: CaseColumn, engine: CaseEngine): string {
  const own = typeof column === 'string' ? undefined : (column[engine] ?? column.as);
  const logical = typeof column === 'string' ? column : (column.type ?? 'string');
  return own ?? TYPES[logical]?.[engine === 'duckdb' ? 0 : 1] ?? logical;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Statements that make the table and fill it; none where it should not be there. */
export function tableSql(name: string, table: CaseTable, engine: CaseEngine): readonly string[] {
  if (table.exists === false) return [];
  const columns = presentColumns(table);
  const types = columns.map(([column, type]) => `${quoted(column)} ${sqlType(type, engine)}`);
  const rows = table.rows.map((row) => {
    const values = rowValues(table, row).slice(0, columns.length);
    return `(${values.map((value, i) => literal(value, sqlType(columns[i]?.[1] ?? 'string', engine), engine)).join(', ')})`;
  });
  return [
    `create table ${quoted(name)} (${types.join(', ')})`,
    ...(rows.length === 0 ? [] : [`insert into ${quoted(name)} values ${rows.join(', ')}`]),
  ];
}

function literal(value: Json, type: string, engine: CaseEngine): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && !Number.isFinite(value)) return `cast('${String(value)}' as ${type})`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `cast(${text(value)} as ${type})`;
  if (engine === 'postgres' && Array.isArray(value) && type.endsWith('[]')) {
    const items = value.map((item: Json) => literal(item, type.replace(/\[\]$/, ''), engine));
    return `array[${items.join(', ')}]::${type}`;
  }
  if (engine === 'postgres' || type === 'JSON') return `cast(${text(JSON.stringify(value))} as ${type})`;
  return nested(value);
}

/** Lists and structs as DuckDB writes them. */
function nested(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => nested(item)).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${text(key)}: ${nested(item ?? null)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? text(value) : String(value);
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The rows as CSV with a header; NULL is an empty field, an empty text is quoted. */
export function csvText(table: CaseTable): string {
  const field = (value: Json): string => {
    if (value === null) return '';
    return `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
  };
  const header = presentColumns(table).map(([name]) => field(name));
  const rows = table.rows.map((row) => rowValues(table, row).map(field));
  return [header, ...rows].map((fields) => `${fields.join(',')}\n`).join('');
}

/** The rows as JSON, an object a line. */
export function jsonText(table: CaseTable): string {
  const names = presentColumns(table).map(([name]) => name);
  const lines = table.rows.map((row) => {
    const values = rowValues(table, row);
    return JSON.stringify(
      Object.fromEntries(names.map((name, i): [string, Json] => [name, values[i] ?? null])),
    );
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** What the engine would know of the case's table; DuckDB's types stand for those of both. */
export function tableInfo(each: Case): TableInfo {
  const { source = 'table', dataset = 't' } = each;
  return {
    exists: each.exists !== false,
    label: `table ${dataset}`,
    relation: { relation: 'table', name: dataset },
    text: source === 'table' ? null : source,
    columns: presentColumns(each).map(([name, column]) => ({
      name,
      type: source === 'table' ? parsePhysicalType(sqlType(column, 'duckdb')) : null,
    })),
  };
}

/** The stated readings, with `$table` put in. */
export function statedReadings(each: Case): readonly Json[] {
  return (each.readings ?? []).map((reading) =>
    reading === '$table' ? (tableInfo(each) as unknown as JsonObject) : reading,
  );
}
