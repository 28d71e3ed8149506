/** Where a file server's data lies: its path with placeholders filled in, as globs that DuckDB reads. */
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Batch } from '../../model/measure.js';
import { EngineError, type ServerConfig, type SourceRef } from '../engine.js';

export type FileFormat = 'parquet' | 'csv' | 'json' | 'ndjson';

/** What the files of a format are called, when a folder stands for all of them. */
const SUFFIXES: { readonly [format in FileFormat]: readonly string[] } = {
  parquet: ['.parquet'],
  csv: ['.csv', '.csv.gz', '.csv.zst', '.tsv'],
  json: ['.json', '.json.gz', '.json.zst'],
  ndjson: ['.ndjson', '.jsonl', '.json', '.ndjson.gz', '.jsonl.gz', '.json.gz'],
};

const PLACEHOLDER = /\$?\{([^{}]*)\}/g;
const MODEL = new Set(['model', 'object', 'table', 'physicalname', 'name']);

/** The server's format in our words; null for one that is not read here. */
export function fileFormat(server: ServerConfig): FileFormat | null {
  const format = text(server, 'format')?.toLowerCase();
  if (format === 'parquet' || format === 'csv' || format === 'ndjson') return format;
  if (format === 'jsonl' || format === 'jsonlines') return 'ndjson';
  if (format !== 'json') return null;
  return text(server, 'delimiter') === 'new_line' ? 'ndjson' : 'json';
}

/** The contract's path, made absolute, placeholders still in it. */
export function declaredPath(server: ServerConfig): string {
  const path = text(server, 'path') ?? '';
  const local = path.replace(/^file:\/\//, '');
  return isAbsolute(local) ? local : join(server.root, local);
}

/** The part of the path that has neither placeholder nor glob: what DuckDB is allowed to open. */
export function staticPart(server: ServerConfig): { readonly path: string; readonly whole: boolean } {
  const path = declaredPath(server);
  if (existsSync(path)) return { path: resolve(path), whole: !statSync(path).isDirectory() };
  const cut = path.search(/[$]?\{|[*?[]/);
  if (cut < 0) return { path: resolve(path), whole: true };
  return { path: resolve(path.slice(0, path.lastIndexOf('/', cut) + 1)), whole: false };
}

/** What to read, as globs (a plain path is a glob too), and whether they come from a folder. */
export interface SourceGlobs {
  readonly globs: readonly string[];
  readonly folder: boolean;
}

/** Fills the placeholders in; a folder becomes everything of the format below it. @throws EngineError refused, for a value that climbs out of the path */
export function sourceGlobs(source: SourceRef, format: FileFormat): SourceGlobs {
  const declared = declaredPath(source.server);
  const found = statSync(declared, { throwIfNoEntry: false });
  if (found !== undefined) return expand(escapeGlob(resolve(declared)), found.isDirectory(), format);
  const filled = declared.replace(PLACEHOLDER, (whole, name: string) => placeholder(whole, name, source));
  const literal = declared.replace(PLACEHOLDER, (whole, name: string) =>
    placeholder(whole, name, source, false),
  );
  const folder = statSync(literal, { throwIfNoEntry: false })?.isDirectory() === true;
  return expand(filled, folder, format);
}

function expand(glob: string, folder: boolean, format: FileFormat): SourceGlobs {
  if (!folder) return { globs: [glob], folder: false };
  const base = glob.replace(/\/+$/, '');
  return { globs: SUFFIXES[format].map((suffix) => `${base}/**/*${suffix}`), folder: true };
}

function placeholder(whole: string, name: string, source: SourceRef, escaped = true): string {
  const key = name.trim();
  const value = MODEL.has(key.toLowerCase()) ? source.physicalName : batchValue(key, source.batch);
  if (value === undefined) return whole;
  if (value === null) return '*';
  if (value.split(/[\\/]/).includes('..'))
    throw new EngineError('refused', `The value of ${whole} in the path leaves the declared folder.`);
  return escaped ? escapeGlob(value) : value;
}

/** The batch's value; null (any) for the whole dataset; undefined for what is no batch placeholder. */
function batchValue(key: string, batch: Batch | null): string | null | undefined {
  const column = /^batch\.(.+)$/.exec(key)?.[1];
  if (column === undefined) return undefined;
  return batch?.[column] ?? null;
}

/** A path as the glob that matches only itself. */
export function escapeGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

function text(server: ServerConfig, key: string): string | null {
  const value = server.contract[key];
  return typeof value === 'string' ? value : null;
}
