/** CSV and JSON datasets: names only. Text has no types, and what a sniffer guesses is never the judge. */
import type { ColumnInfo, Relation, TableInfo } from '../../model/table.js';
import type { Row, ServerConfig } from '../engine.js';
import type { FileList } from './list-files.js';
import { listLiteral, textLiteral } from './literal.js';
import { escapeGlob, type FileFormat } from './source-path.js';

type Query = (sql: string) => Promise<readonly Row[]>;
type Csv = { readonly delimiter: string; readonly header: boolean };

/** A CSV dataset: the delimiter is the server's, else found in the first file that has a line; the first line is the header unless the server says `header: false`. */
export async function describeCsv(
  query: Query,
  label: string,
  list: FileList,
  server: ServerConfig,
): Promise<TableInfo> {
  const csv = {
    delimiter: await delimiterOf(query, list, server),
    header: server.contract['header'] !== false,
  };
  const names = await csvNames(query, list, list.globs, csv);
  const partial = list.files.length > 1 ? await partialNames(query, list, csv, names) : new Set<string>();
  return textTable('csv', label, list, names, partial, csv);
}

/** A JSON or NDJSON dataset: names from the keys of every object of every file. */
export async function describeJson(
  query: Query,
  label: string,
  list: FileList,
  format: 'json' | 'ndjson',
): Promise<TableInfo> {
  const layout = format === 'ndjson' ? 'newline_delimited' : 'auto';
  const rows = await query(
    `describe select * from read_json(${listLiteral(list.globs)}, format = '${layout}', sample_size = -1, maximum_depth = 1, union_by_name = true, hive_partitioning = false, maximum_object_size = 268435456)`,
  );
  const names = rows.map((row) => String(row['column_name']));
  // Files without any object read as one column of that name.
  const empty = names.length === 1 && names[0] === 'json' && (await isEmpty(query, list, layout));
  return textTable(format, label, list, empty ? [] : names, new Set());
}

async function isEmpty(query: Query, list: FileList, layout: string): Promise<boolean> {
  const rows = await query(
    `select 1 as one from read_json_objects(${listLiteral(list.globs)}, format = '${layout}', maximum_object_size = 268435456) limit 1`,
  );
  return rows.length === 0;
}

function textTable(
  format: FileFormat,
  label: string,
  list: FileList,
  inFile: readonly string[],
  partial: ReadonlySet<string>,
  csv?: Csv,
): TableInfo {
  const names = inFile.filter((name) => !list.hive.includes(name));
  const columns: ColumnInfo[] = [
    ...names.map((name) => ({ name, type: null, ...(partial.has(name) ? { partial: true } : {}) })),
    ...list.hive.map((name) => ({ name, type: null, fromPath: true })),
  ];
  const relation: Relation = {
    relation: 'files',
    format,
    paths: list.globs,
    hive: list.hive,
    unionByName: list.files.length > 1,
    ...(csv === undefined ? {} : { csv }),
    columns: names,
  };
  const text = format === 'csv' ? 'csv' : 'json';
  return { exists: true, label, relation, text, columns, files: list.files.length };
}

/** The names of the header; [] where no file holds a line. */
async function csvNames(
  query: Query,
  list: FileList,
  paths: readonly string[],
  csv: Csv,
): Promise<readonly string[]> {
  const rows = await query(
    `describe select * from read_csv(${listLiteral(paths)}, all_varchar = true, header = ${csv.header}, delim = ${textLiteral(csv.delimiter)}, union_by_name = ${list.files.length > 1}, hive_partitioning = false)`,
  );
  const names = rows.map((row) => String(row['column_name']));
  const placeholder = names.length === 1 && names[0] === 'column0';
  return placeholder && csv.header && (await firstWithText(query, list)) === null ? [] : names;
}

async function partialNames(
  query: Query,
  list: FileList,
  csv: Csv,
  all: readonly string[],
): Promise<ReadonlySet<string>> {
  const counts = new Map<string, number>();
  for (const file of list.files)
    for (const name of await csvNames(query, { ...list, files: [file] }, [escapeGlob(file)], csv))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set(all.filter((name) => (counts.get(name) ?? 0) < list.files.length));
}

/** The server's `delimiter` (one character, or the words that ODCS users write), else what the first line suggests. */
async function delimiterOf(query: Query, list: FileList, server: ServerConfig): Promise<string> {
  const stated = server.contract['delimiter'];
  if (typeof stated === 'string' && stated !== '')
    return stated === 'tab' || stated === '\\t' ? '\t' : stated;
  const file = await firstWithText(query, list);
  if (file === null) return ',';
  const [sniffed] = await query(
    `select "Delimiter" as delimiter from sniff_csv(${textLiteral(escapeGlob(file))})`,
  );
  const delimiter = sniffed?.['delimiter'];
  return typeof delimiter === 'string' && /^[,;|\t:^~]$/.test(delimiter) ? delimiter : ',';
}

async function firstWithText(query: Query, list: FileList): Promise<string | null> {
  const paths = listLiteral(list.files.map(escapeGlob));
  const [row] = await query(`select min(filename) as file from read_blob(${paths}) where size > 0`);
  const file = row?.['file'];
  return typeof file === 'string' ? file : null;
}
