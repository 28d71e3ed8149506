/** The version of a table: a fingerprint of its rows, taken in the session's snapshot. */
import pg from 'pg';
import { digest } from '../../model/digest.js';
import type { ColumnInfo, DataVersion, TableInfo } from '../../model/table.js';
import { EngineError } from '../engine.js';
import type { CatalogueQuery } from './describe.js';
import { TABLE } from './catalogue.js';
import { textOf } from '../text-of.js';

/** Types that PostgreSQL can hash as they are; others are hashed as text. */
const HASHED = new Set([
  ...['boolean', 'smallint', 'integer', 'bigint', 'real', 'double', 'decimal', 'varchar', 'char', 'text'],
  ...['uuid', 'blob', 'date', 'time', 'timestamp', 'interval', 'enum'],
]);

/**
 * Digest of columns and types, the number of rows, and the sum and the xor of a 64-bit hash of each row, so that the
 * order of the rows does not matter. A row is its key and its `xmin`, the transaction that wrote it: an update in
 * place moves the version although no key changed. Views and foreign tables have no `xmin`, so all their columns count.
 * Needs PostgreSQL 14 (`bit_xor`, `hash_record_extended`).
 */
export async function tableVersion(
  query: CatalogueQuery,
  table: TableInfo,
  keyColumns: readonly string[],
): Promise<DataVersion> {
  const { relation } = table;
  if (!table.exists || relation.relation !== 'table' || relation.schema === undefined)
    throw new EngineError('missing_table', `There is no table ${table.label}.`);
  const [found] = await query(TABLE, [relation.schema, relation.name]);
  const physical = ['r', 'm', 'p'].includes(textOf(found?.['kind']));
  const columns = physical ? hashedColumns(table.columns, keyColumns) : table.columns;
  const parts = [...(physical ? ['xmin::text::bigint'] : []), ...columns.map(hashable)];
  const from = [relation.schema, relation.name].map((part) => pg.escapeIdentifier(part)).join('.');
  const hash = parts.length === 0 ? '0::bigint' : `hash_record_extended(row(${parts.join(', ')}), 0)`;
  const [row] = await query(
    `select count(*)::text as n, coalesce(sum(h), 0)::text as s, coalesce(bit_xor(h), 0)::text as x from (select ${hash} as h from ${from}) as rows`,
    [],
  );
  const types = table.columns.map((column) => [column.name, column.type?.text ?? null]);
  return { kind: 'table', id: digest({ types, count: row?.['n'], sum: row?.['s'], xor: row?.['x'] }) };
}

/** The key's columns; all where there is no key, or a part of it is not a column of the table. */
function hashedColumns(columns: readonly ColumnInfo[], keys: readonly string[]): readonly ColumnInfo[] {
  const found = columns.filter((column) => keys.includes(column.name));
  return keys.length === 0 || found.length < keys.length ? columns : found;
}

function hashable(column: ColumnInfo): string {
  const name = pg.escapeIdentifier(column.name);
  return column.type !== null && HASHED.has(column.type.name) ? name : `${name}::text`;
}
