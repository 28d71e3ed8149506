/** Which format an import is of: as named, else told from the source's name and its first look. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { IMPORT_FORMATS } from '../../exchange/import-formats.js';
import { didYouMean } from '../../model/did-you-mean.js';
import { fault, type Outcome } from '../../model/fault.js';
import type { FILE_FORMATS } from './import-files.js';

export type OwnFormat = 'ddl' | 'postgres' | 'duckdb' | 'files' | (typeof FILE_FORMATS)[number];

export interface ChosenFormat {
  readonly name: string;
  readonly source: string;
}

/** Those that need an engine or a look into a file of data; the others are in `IMPORT_FORMATS`. */
export const OWN_FORMATS: readonly { readonly name: OwnFormat; readonly description: string }[] = [
  { name: 'ddl', description: 'CREATE TABLE statements (.sql), of --dialect postgres or duckdb' },
  {
    name: 'postgres',
    description: 'a live PostgreSQL database: --server NAME, or ${env:…} with its address',
  },
  { name: 'duckdb', description: 'a DuckDB database file (.duckdb, .db)' },
  { name: 'parquet', description: 'Parquet files: a file, a folder or a glob' },
  { name: 'csv', description: 'CSV files' },
  { name: 'json', description: 'JSON files of rows' },
  { name: 'ndjson', description: 'files with a JSON object a line (.ndjson, .jsonl)' },
];

const SUFFIXES: readonly (readonly [RegExp, OwnFormat])[] = [
  [/\.sql$/i, 'ddl'],
  [/\.parquet$/i, 'parquet'],
  [/\.(csv|tsv)(\.gz|\.zst)?$/i, 'csv'],
  [/\.(ndjson|jsonl)(\.gz|\.zst)?$/i, 'ndjson'],
  [/\.(duckdb|ddb|db)$/i, 'duckdb'],
  [/\.json(\.gz|\.zst)?$/i, 'json'],
];

/** @param words `FORMAT SOURCE`, `FORMAT`, or `SOURCE` */
export function chooseFormat(words: readonly string[], cwd: string): Outcome<ChosenFormat> {
  const [first = '', second, ...more] = words;
  const names = [...OWN_FORMATS, ...IMPORT_FORMATS].map(({ name }) => name);
  const refuse = (code: string, message: string, hint: string): Outcome<ChosenFormat> => ({
    ok: false,
    faults: [fault(code, message, {}, hint)],
  });
  const known = `The formats are ${names.join(', ')}.`;
  if (more.length > 0)
    return refuse(
      'one-source',
      'An import has one source.',
      'Put a glob in quotes, so that the shell leaves it alone.',
    );
  if (second !== undefined) {
    if (names.includes(first)) return { ok: true, value: { name: first, source: second } };
    const near = didYouMean(first, names);
    return refuse(
      'unknown-format',
      `There is no format ${first}.`,
      near === null ? known : `Did you mean \`${near}\`?`,
    );
  }
  if (first === 'postgres') return { ok: true, value: { name: first, source: '' } };
  if (names.includes(first) && !existsSync(resolve(cwd, first)))
    return refuse(
      'no-source',
      `An import of ${first} needs a source.`,
      `Write \`assay import ${first} FILE\`.`,
    );
  return told(first, cwd, known, refuse);
}

function told(
  source: string,
  cwd: string,
  known: string,
  refuse: (code: string, message: string, hint: string) => Outcome<ChosenFormat>,
): Outcome<ChosenFormat> {
  if (/^(postgres(ql)?:\/\/|\$\{)/i.test(source)) return { ok: true, value: { name: 'postgres', source } };
  const path = resolve(cwd, source);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return { ok: true, value: { name: 'files', source } };
  const lower = source.toLowerCase();
  const candidates = IMPORT_FORMATS.filter(({ suffixes }) =>
    suffixes.some((suffix) => lower.endsWith(suffix)),
  );
  const own = SUFFIXES.find(([suffix]) => suffix.test(source))?.[1];
  if (found === undefined && !/[*?[]/.test(source))
    return refuse(
      'no-file',
      `There is no file ${source}.`,
      `Name a file, or a format and its source. ${known}`,
    );
  const start = found === undefined || candidates.length === 0 ? '' : startOf(path);
  const alike = candidates.filter(({ looksLike }) => looksLike === undefined || looksLike(start));
  if (alike.length === 1 && alike[0] !== undefined)
    return { ok: true, value: { name: alike[0].name, source } };
  if (alike.length > 1)
    return refuse(
      'which-format',
      `${source} may be ${alike.map(({ name }) => name).join(' or ')}.`,
      'Name the format before it.',
    );
  if (own !== undefined) return { ok: true, value: { name: own, source } };
  return refuse(
    'which-format',
    `The format of ${source} can not be told from its name.`,
    `Name it: \`assay import FORMAT ${source}\`. ${known}`,
  );
}

/** Enough to recognise a format by its first keys. */
const START_BYTES = 256 * 1024;

function startOf(path: string): string {
  const handle = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(START_BYTES);
    return buffer.toString('utf8', 0, readSync(handle, buffer, 0, START_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}
