/** FROM: a table by its quoted name, or files by the reader of their format. */
import type { Relation } from '../model/table.js';
import type { Dialect } from './dialect.js';
import { SqlError } from './sql-error.js';
import { joinSql, sql, trusted, type Sql } from './sql-text.js';

type Files = Relation & { relation: 'files' };

/** What a FROM reads. @throws SqlError unsupported: only DuckDB reads files */
export function writeRelation(relation: Relation, dialect: Dialect): Sql {
  if (relation.relation === 'table') {
    const { catalog, schema, name } = relation;
    const parts = [catalog, schema, name].filter((part) => part !== undefined);
    return trusted(parts.map(dialect.quote).join('.'));
  }
  if (dialect.name !== 'duckdb') throw new SqlError('unsupported', `${dialect.name} does not read files`);
  const paths = joinSql(relation.paths.map(dialect.text), ', ');
  const options = joinSql(
    Object.entries(readerOptions(relation, dialect)).map(([name, value]) => sql`${trusted(name)} = ${value}`),
    ', ',
  );
  return sql`${READERS[relation.format]}([${paths}], ${options})`;
}

const READERS: { readonly [format in Files['format']]: Sql } = {
  parquet: sql`read_parquet`,
  csv: sql`read_csv`,
  json: sql`read_json`,
  ndjson: sql`read_json`,
};

const yesNo = (value: boolean): Sql => (value ? sql`true` : sql`false`);

function readerOptions(files: Files, dialect: Dialect): { readonly [option: string]: Sql } {
  const hive = { hive_partitioning: yesNo(files.hive.length > 0) };
  switch (files.format) {
    case 'parquet':
      return { ...hive, union_by_name: yesNo(files.unionByName) };
    case 'csv':
      return { ...csvOptions(files, dialect), ...hive, ...asText(files) };
    case 'json':
    case 'ndjson':
      return {
        ...columnsOption(files, sql`'JSON'`, dialect),
        format: files.format === 'json' ? sql`'auto'` : sql`'newline_delimited'`,
        ...hive,
        ...asText(files),
      };
  }
}

/** Beside text a path is text too: what DuckDB would guess of its values (a date, a number) is not asked. */
function asText(files: Files): { readonly [option: string]: Sql } {
  return files.hive.length === 0 ? {} : { hive_types_autocast: yesNo(false) };
}

/** Everything is said, so that nothing is sniffed; files whose columns differ are put together by the names in their headers. */
function csvOptions(files: Files, dialect: Dialect): { readonly [option: string]: Sql } {
  const shape = {
    header: yesNo(files.csv?.header ?? true),
    delim: dialect.text(files.csv?.delimiter ?? ','),
    quote: sql`'"'`,
    escape: sql`'"'`,
  };
  // An empty file has no columns to name.
  if (files.unionByName || (files.columns ?? []).length === 0)
    return { all_varchar: sql`true`, union_by_name: sql`true`, ...shape };
  return { ...columnsOption(files, sql`'VARCHAR'`, dialect), auto_detect: sql`false`, ...shape };
}

function columnsOption(files: Files, type: Sql, dialect: Dialect): { readonly [option: string]: Sql } {
  if (files.columns === undefined || files.columns.length === 0) return {};
  const columns = files.columns.map((name) => sql`${dialect.text(name)}: ${type}`);
  return { columns: sql`{${joinSql(columns, ', ')}}` };
}
