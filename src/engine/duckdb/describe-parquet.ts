/** A Parquet dataset as its footers tell it: columns, types, exact counts, exact extremes. Reads no data page. */
import type { ColumnInfo, TableInfo } from '../../model/table.js';
import type { Row } from '../engine.js';
import { exactNumber } from '../exact-number.js';
import { isoDate, isoInstant } from '../iso-time.js';
import { sourceType } from '../source-type.js';
import type { FileList } from './list-files.js';
import { listLiteral, textLiteral } from './literal.js';
import { textOf } from '../text-of.js';

type Query = (sql: string) => Promise<readonly Row[]>;

/** Types whose footer extremes are exact: not floats (NaN), not text and blobs (may be cut short). */
const EXACT = new Set([
  ...['tinyint', 'smallint', 'integer', 'bigint', 'hugeint', 'utinyint', 'usmallint', 'uinteger', 'ubigint'],
  ...['decimal', 'date', 'timestamp'],
]);

/** Describes the listed files, read as one table, union by name. */
export async function describeParquet(query: Query, label: string, list: FileList): Promise<TableInfo> {
  const paths = listLiteral(list.globs);
  const unionByName = list.files.length > 1;
  const hive = list.hive.length > 0;
  const described = await query(
    `describe select * from read_parquet(${paths}, union_by_name = ${unionByName}, hive_partitioning = ${hive})`,
  );
  const rows = await query(`select sum(num_rows)::bigint as n from parquet_file_metadata(${paths})`);
  const total = countOf(rows[0]?.['n']);
  const partial = unionByName ? await partialColumns(query, paths, list) : new Set<string>();
  const inFile = described.map(plainColumn(list.hive, partial));
  const columns = await withStatistics(query, paths, total, inFile);
  return {
    exists: true,
    label,
    relation: { relation: 'files', format: 'parquet', paths: list.globs, hive: list.hive, unionByName },
    text: null,
    columns,
    rows: total,
    files: list.files.length,
  };
}

function plainColumn(hive: readonly string[], partial: ReadonlySet<string>): (row: Row) => ColumnInfo {
  return (row) => {
    const name = textOf(row['column_name']);
    return {
      name,
      type: sourceType(textOf(row['column_type'])),
      ...(hive.includes(name) ? { fromPath: true } : {}),
      ...(partial.has(name) ? { partial: true } : {}),
    };
  };
}

/** Top-level columns that not every file has. The schema is a tree written in pre-order, with the number of children. */
async function partialColumns(query: Query, paths: string, list: FileList): Promise<ReadonlySet<string>> {
  const rows = await query(
    `select file_name, name, coalesce(num_children, 0) as children from parquet_schema(${paths}) order by file_name, column_id`,
  );
  const files = new Map<string, { pending: number[]; names: string[] }>();
  for (const row of rows) {
    const key = textOf(row['file_name']);
    const file = files.get(key) ?? { pending: [], names: [] };
    files.set(key, file);
    if (file.pending.length === 1) file.names.push(textOf(row['name']));
    step(file.pending, Number(row['children']));
  }
  const counts = new Map<string, number>();
  for (const { names } of files.values())
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const total = Math.max(files.size, list.files.length);
  return new Set([...counts].filter(([, count]) => count < total).map(([name]) => name));
}

/** Moves to the next node of the tree: `pending` holds how many children are still to come, outermost first. */
function step(pending: number[], children: number): void {
  const last = pending.length - 1;
  if (last >= 0) pending[last] = (pending[last] ?? 0) - 1;
  if (children > 0) pending.push(children);
  while (pending.length > 1 && pending[pending.length - 1] === 0) pending.pop();
}

/**
 * Adds null counts and extremes where every row group of every file states them. A name with `, ` in it looks like a
 * path into a struct there, so it gets none.
 */
async function withStatistics(
  query: Query,
  paths: string,
  total: number | string,
  columns: readonly ColumnInfo[],
): Promise<readonly ColumnInfo[]> {
  const wanted = columns.filter(isFlat);
  if (wanted.length === 0) return columns;
  if (total === 0)
    return columns.map((column) => (wanted.includes(column) ? { ...column, nulls: 0 } : column));
  const types = [...new Set(wanted.map(extremesAs))];
  const selects = types.map((type) =>
    statisticsOf(
      type,
      wanted.filter((column) => extremesAs(column) === type),
    ),
  );
  const rows = await query(
    `with meta as materialized (
       select path_in_schema as p, row_group_num_rows as n, stats_null_count as z, num_values > stats_null_count as filled,
         stats_min_value as lo, stats_max_value as hi, coalesce(min_is_exact, true) and coalesce(max_is_exact, true) as ok
       from parquet_metadata(${paths}))
     ${selects.join(' union all ')}`,
  );
  const known = new Map(rows.map((row) => [textOf(row['p']), row]));
  return columns.map((column) => {
    const row = wanted.includes(column) ? known.get(column.name) : undefined;
    return row === undefined ? column : { ...column, ...statisticsFrom(row, extremesAs(column), total) };
  });
}

function isFlat(column: ColumnInfo): boolean {
  if (column.fromPath === true || column.partial === true || column.name.includes(', ')) return false;
  return column.type?.fields === undefined && column.type?.items === undefined;
}

/** The type to compare a column's extremes in; null where they are not exact. */
function extremesAs(column: ColumnInfo): string | null {
  return column.type !== null && EXACT.has(column.type.name) ? column.type.text : null;
}

/** One row a column: rows and nulls of its row groups, whether all of them state their nulls and their extremes, and these. */
function statisticsOf(type: string | null, columns: readonly ColumnInfo[]): string {
  const cast = (side: string): string => (type === null ? 'null::varchar' : `try_cast(${side} as ${type})`);
  const [low, high] = [cast('lo'), cast('hi')];
  return `
     select p, sum(n)::bigint as n, sum(z)::bigint as z, count(*) = count(z) as counted,
       coalesce(bool_and(ok and ${low} is not null and ${high} is not null) filter (where filled), false) as exact,
       (min(${low}) filter (where filled))::varchar as lo, (max(${high}) filter (where filled))::varchar as hi
     from meta where p in (${columns.map(({ name }) => textLiteral(name)).join(', ')}) group by p`;
}

/** Only what covers every row: the row groups of the column must add up to the rows of the table. */
function statisticsFrom(row: Row, type: string | null, total: number | string): Partial<ColumnInfo> {
  if (row['counted'] !== true || textOf(row['n']) !== String(total)) return {};
  const nulls = { nulls: countOf(row['z']) };
  const [low, high] = [row['lo'], row['hi']];
  if (row['exact'] !== true || typeof low !== 'string' || typeof high !== 'string') return nulls;
  const read = type === 'DATE' ? isoDate : type?.startsWith('TIMESTAMP') === true ? isoInstant : exactNumber;
  return { ...nulls, min: read(low), max: read(high) };
}

function countOf(value: unknown): number | string {
  return typeof value === 'number' || typeof value === 'string' ? value : 0;
}
