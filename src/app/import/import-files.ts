/** Parquet, CSV and JSON files → the dataset that they are, with a server that finds them again. */
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ServerConfig } from '../../engine/engine.js';

import { engineFor } from '../../engine/engines.js';
import type { NotCarried } from '../../exchange/imported.js';
import type { ColumnModel, TableModel } from '../../exchange/import/table-model.js';
import type { TableSource } from '../../exchange/import/table-document.js';
import { fault, type Outcome } from '../../model/fault.js';
import type { TableInfo } from '../../model/table.js';
import { textTypes } from './import-text-types.js';

export const FILE_FORMATS = ['parquet', 'csv', 'json', 'ndjson'] as const;
export type DataFormat = (typeof FILE_FORMATS)[number];

export interface FilesWish {
  /** A file, a folder or a glob, relative to `cwd`. */
  readonly path: string;
  /** Null: of a folder, the first that is found in it. */
  readonly format: DataFormat | null;
  readonly cwd: string;
  /** Where the paths of contracts start. */
  readonly root: string;
  readonly server: string;
}

/** Reads footers, or the values of text files. @throws EngineError for files that can not be read */
export async function importFiles(wish: FilesWish): Promise<Outcome<TableSource>> {
  const path = contractPath(wish);
  for (const format of wish.format === null ? FILE_FORMATS : [wish.format]) {
    const entry = { server: wish.server, type: 'local', path, format };
    const { server: name, type, ...contract } = entry;
    const server: ServerConfig = { name, type, contract, settings: {}, root: wish.root };
    const table = await describeFiles(server, datasetName(path));
    if (!table.exists) continue;
    return { ok: true, value: await sourceOf(table, server, entry, path) };
  }
  const what = wish.format === null ? 'no file of a known format' : 'no file';
  const message = `There is ${what} at ${wish.path}.`;
  return { ok: false, faults: [fault('no-file', message, {}, 'Name a file, a folder or a glob in quotes.')] };
}

async function describeFiles(server: ServerConfig, name: string): Promise<TableInfo> {
  const engine = engineFor(server.type);
  if (engine === null) throw new Error('no engine reads files');
  const session = await engine.open(server, []);
  try {
    return await session.describe({ server, object: name, physicalName: name, batch: null, partition: [] });
  } finally {
    await session.close();
  }
}

async function sourceOf(
  table: TableInfo,
  server: ServerConfig,
  entry: TableSource['server'] & object,
  path: string,
): Promise<TableSource> {
  const name = datasetName(path);
  const text = table.text;
  const types =
    text === null
      ? null
      : await textTypes(
          table.columns.map((column) => column.name),
          server,
          entry,
          text,
        );
  const columns = table.columns.map((column): ColumnModel => ({
    name: column.name,
    type: column.fromPath === true ? null : column.type,
    readsAs: types?.get(column.name) ?? null,
    required: false,
    description: null,
    values: null,
    ...(column.fromPath === true ? { partitioned: true } : {}),
  }));
  const model: TableModel = {
    schema: null,
    name,
    kind: 'file',
    description: null,
    columns,
    primaryKey: [],
    uniques: [],
    references: [],
    conditions: [],
    where: path,
  };
  return { tables: [model], notCarried: notTold(table, types !== null), name, server: entry, schema: null };
}

/** What files do not say, and a reader might think they did. */
function notTold(table: TableInfo, isText: boolean): readonly NotCarried[] {
  if (table.rows !== 0 || isText) return [];
  const reason =
    'A check of it fails until there are rows, unless a rowCount rule or the policy says otherwise.';
  return [{ where: table.label, what: 'no rows', reason }];
}

/** Below the project's root as it is written there, with `/` on every system. */
function contractPath({ path, cwd, root }: FilesWish): string {
  const absolute = resolve(cwd, path);
  const below = relative(root, absolute);
  const chosen = below === '' || isAbsolute(below) || below.startsWith('..') ? absolute : below;
  const written = chosen.split(sep).join('/');
  return existsSync(absolute) && statSync(absolute).isDirectory()
    ? written.replace(/\/*$/, '')
    : escaped(written, absolute);
}

/** A file whose own name has the characters of a glob means itself. */
function escaped(written: string, absolute: string): string {
  return existsSync(absolute) && /[*?[]/.test(written) ? written.replace(/[*?[]/g, '[$&]') : written;
}

/** The last part of the path that is a name: no glob, no `key=value` folder. */
export function datasetName(path: string): string {
  const parts = path
    .split('/')
    .map((part) => part.replace(/(\.(parquet|csv|tsv|json|ndjson|jsonl))?(\.(gz|zst))?$/i, ''))
    .filter((part) => part !== '' && part !== '.' && !/[*?[\]{}=]/.test(part));
  return parts.at(-1) ?? 'data';
}
