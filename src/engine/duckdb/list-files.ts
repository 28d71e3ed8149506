/** The files of a source as DuckDB's own glob sees them, pruned to a batch by Hive-style folders. */
import { dirname } from 'node:path';
import type { Batch } from '../../model/measure.js';
import type { Row } from '../engine.js';
import { listLiteral } from './literal.js';
import { escapeGlob, type SourceGlobs } from './source-path.js';
import { textOf } from '../text-of.js';

export interface FileList {
  /** Sorted absolute paths. */
  readonly files: readonly string[];
  /** Globs that match exactly these files, so that a file that comes later is seen by the next look. */
  readonly globs: readonly string[];
  /** Columns of the paths, in order. */
  readonly hive: readonly string[];
}

/** The files of one glob, sorted. */
export type Find = (glob: string) => Promise<readonly string[]>;

/** By DuckDB's own glob. */
export const duckdbFind =
  (query: (sql: string) => Promise<readonly Row[]>): Find =>
  async (glob) =>
    (await query(`select file from glob(${listLiteral([glob])}) order by file`)).map((row) =>
      textOf(row['file']),
    );

/** Lists and prunes. No file: `files` is empty and `globs` are as asked. */
export async function listFiles(find: Find, source: SourceGlobs, batch: Batch | null): Promise<FileList> {
  const found = await globbedForBatch(find, source.globs, batch);
  const seen = source.folder ? found.filter(({ file }) => !isHidden(file, source.globs)) : found;
  const hive = hiveColumns(seen.map(({ file }) => file));
  const kept = seen.filter(({ file }) => inBatch(file, batch));
  const files = kept.map(({ file }) => file);
  if (files.length === 0) return { files, globs: source.globs, hive };
  if (kept.length === found.length) return { files, globs: [...new Set(kept.map(({ glob }) => glob))], hive };
  if (seen.length < found.length) return { files, globs: files.map(escapeGlob), hive };
  return { files, globs: [...new Set(kept.map(({ file, glob }) => narrowed(file, glob, batch)))], hive };
}

/** A lake grows by a folder a batch: where the glob has the batch's key, only its folder is looked into. */
async function globbedForBatch(find: Find, globs: readonly string[], batch: Batch | null) {
  const filled = globs.map((glob) => withBatch(glob, batch));
  const found = filled.every((glob, i) => glob === globs[i]) ? [] : await globbed(find, filled);
  // Nothing there may also mean a folder that spells the value in another way.
  return found.length > 0 ? found : globbed(find, globs);
}

/** `day=*` of a path becomes `day=2001-01-15`, for values that every writer spells as they are. */
function withBatch(glob: string, batch: Batch | null): string {
  const part = (text: string): string => {
    const name = text.endsWith('=*') ? text.slice(0, -2) : '';
    const value = name === '' ? undefined : batch?.[name];
    return value !== undefined && /^[\w.-]+$/.test(value) ? `${name}=${value}` : text;
  };
  return glob.split('/').map(part).join('/');
}

async function globbed(
  find: Find,
  globs: readonly string[],
): Promise<readonly { readonly file: string; readonly glob: string }[]> {
  const found = new Map<string, string>();
  for (const glob of globs) for (const file of await find(glob)) if (!found.has(file)) found.set(file, glob);
  return [...found].map(([file, glob]) => ({ file, glob })).sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Writers leave `_temporary/`, `.crc` and the like beside the data. */
function isHidden(file: string, globs: readonly string[]): boolean {
  const base = (globs[0] ?? '').replace(/\/\*\*\/.*$/, '').replace(/\[([*?[])\]/g, '$1');
  return file
    .slice(base.length)
    .split('/')
    .some((part) => /^[_.]/.test(part));
}

/** `…/date=2001-01-15/…` → [[date, 2001-01-15]]; values are percent-decoded as writers encode them. */
export function hiveValues(file: string): readonly (readonly [string, string])[] {
  return dirname(file)
    .split('/')
    .flatMap((part): [string, string][] => {
      const cut = part.indexOf('=');
      return cut <= 0 ? [] : [[part.slice(0, cut), decoded(part.slice(cut + 1))]];
    });
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Only columns that every path has: DuckDB takes the path apart when all files agree. */
function hiveColumns(files: readonly string[]): readonly string[] {
  const [first, ...others] = files.map((file) => hiveValues(file).map(([name]) => name));
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)));
}

function inBatch(file: string, batch: Batch | null): boolean {
  if (batch === null) return true;
  return hiveValues(file).every(([name, value]) => batch[name] === undefined || batch[name] === value);
}

/** The glob below the folder of the file that holds its deepest batch key. */
function narrowed(file: string, glob: string, batch: Batch | null): string {
  const parts = file.split('/');
  const depth = parts.findLastIndex((part) => batch?.[part.slice(0, part.indexOf('='))] !== undefined);
  const folder = escapeGlob(parts.slice(0, depth + 1).join('/'));
  const last = glob.slice(glob.lastIndexOf('/') + 1);
  const deeper = glob.includes('/**/') || parts.length - 1 > depth + 1;
  return deeper ? `${folder}/**/${last}` : `${folder}/${last}`;
}
