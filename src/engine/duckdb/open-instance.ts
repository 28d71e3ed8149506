/** Opens a DuckDB that can read the declared paths and databases, and nothing else; then locks it. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve, sep } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { EngineError, type ServerConfig } from '../engine.js';
import { duckdbError } from './duckdb-error.js';
import { identifier, listLiteral, textLiteral } from './literal.js';
import { escapeGlob, staticPart } from './source-path.js';
import { textOf } from '../text-of.js';

export interface OpenDuckdb {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  /** Absolute path of a database file → the catalog that it is attached as. */
  readonly catalogs: ReadonlyMap<string, string>;
  /** Where it spills to, if it is a folder of its own; gone after `close`. */
  readonly spill: string;
  /** Closes what this session holds, and removes what was spilled with the last of it. */
  readonly close: () => Promise<void>;
}

/** The absolute path of a `duckdb` server's file. */
export function databaseFile(server: ServerConfig): string {
  const path = textOf(server.contract['database']);
  return isAbsolute(path) ? path : resolve(server.root, path);
}

/** Opens for these servers, the first being the session's own; `setup` runs before the lock (tables of tests). @throws EngineError unreachable */
export async function openInstance(servers: readonly ServerConfig[], setup = ''): Promise<OpenDuckdb> {
  const settings = servers[0]?.settings ?? {};
  const ownSpill = join(tmpdir(), `assay-spill-${randomUUID()}`);
  const spill =
    settings.tempDirectory === undefined
      ? ownSpill
      : resolve(servers[0]?.root ?? '.', settings.tempDirectory);
  const { DuckDBInstance } = await import('./native.js');
  let instance: DuckDBInstance | undefined;
  try {
    instance = await DuckDBInstance.create(':memory:', {
      temp_directory: spill,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      // What was read is kept by the operating system; a cache of our own could outlive a file that is written anew.
      enable_external_file_cache: 'false',
      ...(settings.memory === undefined ? {} : { memory_limit: settings.memory }),
      ...(settings.threads === undefined ? {} : { threads: String(settings.threads) }),
    });
    const connection = await connectTo(instance);
    if (setup !== '') await connection.run(setup);
    const catalogs = await attach(connection, servers);
    await lock(connection, servers);
    await useSchema(connection, servers[0], catalogs);
    return {
      instance,
      connection,
      catalogs,
      spill: ownSpill,
      close: closing(instance, connection, ownSpill),
    };
  } catch (error) {
    instance?.closeSync();
    throw error instanceof EngineError ? error : new EngineError('unreachable', duckdbError(error).message);
  }
}

const PROGRESS_SETTINGS = ['enable_progress_bar', 'enable_progress_bar_print'];

/** A connection that knows how far its statement is and prints none of it. DuckDB keeps both settings by connection only. */
export async function connectTo(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run('set enable_progress_bar = true; set enable_progress_bar_print = false');
  return connection;
}

function closing(instance: DuckDBInstance, connection: DuckDBConnection, spill: string): () => Promise<void> {
  return async () => {
    connection.closeSync();
    instance.closeSync();
    await rm(spill, { recursive: true, force: true });
  };
}

async function attach(
  connection: DuckDBConnection,
  servers: readonly ServerConfig[],
): Promise<ReadonlyMap<string, string>> {
  const catalogs = new Map<string, string>();
  for (const server of servers.filter(isDatabase)) {
    const file = databaseFile(server);
    if (catalogs.has(file)) continue;
    const name = catalogName(file, new Set(catalogs.values()));
    if (!existsSync(file)) throw new EngineError('unreachable', `There is no database file ${file}.`);
    try {
      await connection.run(`attach ${textLiteral(file)} as ${identifier(name)} (type duckdb, read_only)`);
    } catch (error) {
      throw attachError(file, error);
    }
    catalogs.set(file, name);
  }
  return catalogs;
}

function attachError(file: string, error: unknown): EngineError {
  const text = error instanceof Error ? error.message : '';
  if (/lock/i.test(text))
    return new EngineError('unreachable', `${file} is held open by another process that writes to it.`);
  if (/permission denied/i.test(text))
    return new EngineError('permission_denied', `${file} may not be read by this user.`);
  return new EngineError('unreachable', `${file} could not be opened as a DuckDB database.`);
}

const isDatabase = (server: ServerConfig): boolean =>
  server.type === 'duckdb' && server.contract['database'] !== ':memory:';

/** As DuckDB itself would name it: the file's name without its suffix. */
function catalogName(file: string, taken: ReadonlySet<string>): string {
  const base = (file.split(sep).at(-1) ?? '').replace(/\.[^.]*$/, '') || 'database';
  const reserved = new Set(['memory', 'system', 'temp', ...taken].map((name) => name.toLowerCase()));
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!reserved.has(name.toLowerCase())) return name;
  }
}

/** From here on no file outside the declared paths can be opened, nothing installed, and none of this changed back. */
async function lock(connection: DuckDBConnection, servers: readonly ServerConfig[]): Promise<void> {
  const parts = servers.filter((server) => server.type === 'local').map(staticPart);
  // DuckDB compares the text that a statement holds: a name with the characters of a glob is written escaped there.
  const spellings = (whole: boolean): string[] =>
    parts
      .filter((part) => part.whole === whole)
      .flatMap(({ path }) => [...new Set([path, escapeGlob(path)])]);
  const folders = spellings(false);
  const files = spellings(true);
  for (const statement of [
    // For every connection of the instance: a plain `set` would hold for this one alone.
    `set global TimeZone = 'UTC'`,
    `set allowed_configs = ${listLiteral(PROGRESS_SETTINGS)}`,
    ...(folders.length === 0 ? [] : [`set allowed_directories = ${listLiteral(folders)}`]),
    ...(files.length === 0 ? [] : [`set allowed_paths = ${listLiteral(files)}`]),
    'set enable_external_access = false',
    'set lock_configuration = true',
  ])
    await connection.run(statement);
}

/** So that the bare names of an author's SQL are those of the server's own schema. */
async function useSchema(
  connection: DuckDBConnection,
  server: ServerConfig | undefined,
  catalogs: ReadonlyMap<string, string>,
): Promise<void> {
  const catalog = server === undefined ? undefined : catalogs.get(databaseFile(server));
  if (server === undefined || catalog === undefined) return;
  const schema = schemaOf(server);
  const found = await connection.runAndReadAll(
    `select 1 from information_schema.schemata where catalog_name = ${textLiteral(catalog)} and schema_name = ${textLiteral(schema)}`,
  );
  if (found.currentRowCount > 0) await connection.run(`use ${identifier(catalog)}.${identifier(schema)}`);
}

export function schemaOf(server: ServerConfig): string {
  const schema = server.contract['schema'];
  return typeof schema === 'string' && schema !== '' ? schema : 'main';
}
