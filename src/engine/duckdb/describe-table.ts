/** A table or view of a DuckDB database as its catalogue tells it. */
import type { ColumnInfo, Relation, TableInfo } from '../../model/table.js';
import type { Row } from '../engine.js';
import { sourceType } from '../source-type.js';
import { identifier, textLiteral } from './literal.js';
import { textOf } from '../text-of.js';

type Query = (sql: string) => Promise<readonly Row[]>;

/** Describes `name` (or `schema.name`) of an attached database. A table's row count is metadata there, and exact. */
export async function describeTable(
  query: Query,
  catalog: string,
  schema: string,
  name: string,
): Promise<TableInfo> {
  const found = await find(query, catalog, schema, name);
  const relation: Relation = {
    relation: 'table',
    catalog,
    schema: found?.schema ?? schema,
    name: found?.name ?? name,
  };
  if (found === null) {
    const label = await missingLabel(query, catalog, schema, name);
    return { exists: false, label, relation, text: null, columns: [] };
  }
  const where = `database_name = ${textLiteral(catalog)} and schema_name = ${textLiteral(found.schema)} and table_name = ${textLiteral(found.name)}`;
  const columns = await query(
    `select column_name, data_type, is_nullable from duckdb_columns() where ${where} order by column_index`,
  );
  const label = `${found.schema}.${found.name}`;
  const base = { exists: true, label, relation, text: null, columns: columns.map(columnInfo) };
  if (found.view) return { ...base, columns: base.columns.map(withoutNotNull) };
  const keys = await query(
    `select constraint_column_names as names from duckdb_constraints() where ${where} and constraint_type in ('PRIMARY KEY', 'UNIQUE')`,
  );
  const [count] = await query(`select count(*) as n from ${qualified(catalog, found.schema, found.name)}`);
  const uniqueKeys = keys.map((row) => (Array.isArray(row['names']) ? row['names'].map(String) : []));
  return { ...base, uniqueKeys, rows: (count?.['n'] as number | string | undefined) ?? 0 };
}

export function qualified(...names: readonly string[]): string {
  return names.map(identifier).join('.');
}

interface Found {
  readonly schema: string;
  readonly name: string;
  readonly view: boolean;
}

/** The name as it stands in the schema, else as `schema.name`. DuckDB compares names without case: here they must be equal. */
async function find(query: Query, catalog: string, schema: string, name: string): Promise<Found | null> {
  const dot = name.indexOf('.');
  const split = dot > 0 ? { schema: name.slice(0, dot), name: name.slice(dot + 1) } : null;
  for (const wanted of split === null ? [{ schema, name }] : [{ schema, name }, split]) {
    const [row] = await query(
      `select table_type from information_schema.tables where table_catalog = ${textLiteral(catalog)} and table_schema = ${textLiteral(wanted.schema)} and table_name = ${textLiteral(wanted.name)}`,
    );
    if (row !== undefined) return { ...wanted, view: row['table_type'] === 'VIEW' };
  }
  return null;
}

async function missingLabel(query: Query, catalog: string, schema: string, name: string): Promise<string> {
  const [near] = await query(
    `select table_name as name from information_schema.tables where table_catalog = ${textLiteral(catalog)} and table_schema = ${textLiteral(schema)} and lower(table_name) = lower(${textLiteral(name)})`,
  );
  const label = `${schema}.${name}`;
  return near === undefined
    ? label
    : `${label} (there is "${textOf(near['name'])}": names are compared with their case)`;
}

function columnInfo(row: Row): ColumnInfo {
  const name = textOf(row['column_name']);
  const type = sourceType(textOf(row['data_type']));
  return { name, type, ...(row['is_nullable'] === false ? { notNull: true } : {}) };
}

function withoutNotNull({ name, type }: ColumnInfo): ColumnInfo {
  return { name, type };
}
