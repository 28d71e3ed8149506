/** A table as PostgreSQL's catalogue tells it. No row count: what the catalogue holds of that is an estimate. */
import type { ColumnInfo, Relation, TableInfo } from '../../model/table.js';
import type { SourceType } from '../../model/type.js';
import type { Row } from '../engine.js';
import { sourceType } from '../source-type.js';
import { ATTRIBUTES, NEAR_TABLES, TABLE, UNIQUE_KEYS } from './catalogue.js';
import { textOf } from '../text-of.js';

export type CatalogueQuery = (sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Describes `name`: in `schema`, else as `schema.name` (names may be quoted). */
export async function describePostgres(
  query: CatalogueQuery,
  schema: string,
  name: string,
): Promise<TableInfo> {
  const [first = { schema, name }] = candidates(schema, name);
  for (const wanted of candidates(schema, name)) {
    const [table] = await query(TABLE, [wanted.schema, wanted.name]);
    if (table === undefined) continue;
    const relation: Relation = { relation: 'table', ...wanted };
    const label = `${wanted.schema}.${wanted.name}`;
    const oid = Number(table['oid']);
    const columns = await columnsOf(query, oid);
    const keys = await query(UNIQUE_KEYS, [oid]);
    const uniqueKeys = keys.map((row) => (Array.isArray(row['names']) ? row['names'].map(String) : []));
    return { exists: true, label, relation, text: null, columns, uniqueKeys };
  }
  const label = await missingLabel(query, candidates(schema, name), `${schema}.${name}`);
  return { exists: false, label, relation: { relation: 'table', ...first }, text: null, columns: [] };
}

interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** What a physical name may mean: the bare name first, then `schema.name`, then `database.schema.name`. */
function candidates(schema: string, name: string): readonly TableName[] {
  const parts = name.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [];
  const names = parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part));
  const whole = { schema, name };
  const table = names.at(-1);
  if (parts.join('.') !== name || table === undefined) return [whole];
  if (names.length === 1) return table === name ? [whole] : [whole, { schema, name: table }];
  const owner = names.at(-2);
  return owner === undefined || names.length > 3 ? [whole] : [whole, { schema: owner, name: table }];
}

async function missingLabel(
  query: CatalogueQuery,
  wanted: readonly TableName[],
  label: string,
): Promise<string> {
  for (const { schema, name } of wanted) {
    const [near] = await query(NEAR_TABLES, [schema, name]);
    if (near === undefined) continue;
    const found = `${textOf(near['schema'])}.${textOf(near['name'])}`;
    return `${label} (there is "${found}": names are compared with their case)`;
  }
  return label;
}

async function columnsOf(query: CatalogueQuery, table: number): Promise<readonly ColumnInfo[]> {
  const columns: ColumnInfo[] = [];
  for (const row of await query(ATTRIBUTES, [table])) {
    const notNull = row['not_null'] === true ? { notNull: true } : {};
    columns.push({ name: textOf(row['name']), type: await typeOf(query, row), ...notNull });
  }
  return columns;
}

/** Domains are already resolved. Enums and composites are known by what they are, since their names are anyone's. */
async function typeOf(query: CatalogueQuery, row: Row): Promise<SourceType> {
  const text = textOf(row['type']);
  if (row['kind'] === 'e') return { name: 'enum', text };
  if (row['kind'] === 'c') return structType(query, text, Number(row['fields_of']));
  if (row['item_kind'] === 'e') return { name: 'list', text, items: { name: 'enum', text: itemText(text) } };
  if (row['item_kind'] === 'c')
    return {
      name: 'list',
      text,
      items: await structType(query, itemText(text), Number(row['item_fields_of'])),
    };
  return sourceType(text);
}

async function structType(query: CatalogueQuery, text: string, fieldsOf: number): Promise<SourceType> {
  const fields: { name: string; type: SourceType }[] = [];
  for (const row of await query(ATTRIBUTES, [fieldsOf]))
    fields.push({ name: textOf(row['name']), type: await typeOf(query, row) });
  return { name: 'struct', text, fields };
}

const itemText = (text: string): string => text.replace(/(\[\])+$/, '');
