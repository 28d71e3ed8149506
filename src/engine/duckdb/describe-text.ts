/** CSV and JSON datasets: names only. Text has no types, and what a sniffer guesses is never the judge. */
import type { ColumnInfo, Relation, TableInfo } from '../../model/table.js';
import type { Row, ServerConfig } from '../engine.js';
import type { FileList } from './list-files.js';
import { delimiterOfLine, namesOfLine } from './csv-header.js';
import { listLiteral, textLiteral } from './literal.js';
import { escapeGlob, type FileFormat } from './source-path.js';
import { textOf } from '../text-of.js';

type Query = (sql: string) => Promise<readonly Row[]>;
type Csv = { readonly delimiter: string; readonly header: boolean };

/**
 * A CSV dataset. The first line is the header, unless the server says `header: false` (then columns are called
 * column0, column1, …); the delimiter is the server's, else the one that the first line uses.
 */
export async function describeCsv(
  query: Query,
  label: string,
  list: FileList,
  server: ServerConfig,
): Promise<TableInfo> {
  const lines: string[] = [];
  for (const file of list.files) lines.push(...(await firstLine(query, file)));
  const delimiter = statedDelimiter(server) ?? delimiterOfLine(lines[0] ?? '');
  const header = server.contract['header'] !== false;
  const files = lines.map((line) => {
    const names = namesOfLine(line, delimiter);
    return header ? names : names.map((_, i) => `column${i}`);
  });
  const names = [...new Set(files.flat())];
  const partial = new Set(names.filter((name) => files.some((file) => !file.includes(name))));
  return textTable('csv', label, list, names, partial, { delimiter, header });
}

/** As it stands, by the reader that also unpacks; [] for an empty file. */
async function firstLine(query: Query, file: string): Promise<readonly string[]> {
  const rows = await query(
    `select line from read_csv(${textLiteral(escapeGlob(file))}, columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, delim = '\x01', quote = '', escape = '', strict_mode = false) limit 1`,
  );
  return rows.map((row) => textOf(row['line']).replace(/^\ufeff|\r$/g, ''));
}

/** The server's `delimiter`: the characters themselves, or the words that are used for a tab. */
function statedDelimiter(server: ServerConfig): string | null {
  const stated = server.contract['delimiter'];
  if (typeof stated !== 'string' || stated === '') return null;
  return stated === 'tab' || stated === '\\t' ? '\t' : stated;
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
  const names = rows.map((row) => textOf(row['column_name']));
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
