/** DuckDB: Parquet, CSV and JSON files, and DuckDB's own database files. Loaded when the first session opens. */
import type { AuthorSql, Engine, EngineSession, ServerConfig } from '../engine.js';
import { openInstance } from './open-instance.js';
import { quickVersion } from './quick-version.js';
import { duckdbSession } from './session.js';
import { openShared } from './shared-instance.js';
import { fileFormat } from './source-path.js';

/** Object stores need an extension that is fetched from the network at run time, which a locked engine must not do. */
const REMOTE = new Set(['s3', 'azure', 'gcs']);

export const duckdbEngine: Engine = {
  name: 'duckdb',
  serverTypes: ['local', 'duckdb', ...REMOTE],
  accepts,
  reaches: (a, b) => accepts(a) === null && accepts(b) === null,
  inspect: inspectTexts,
  quickVersion,
  open: async (server, related) => duckdbSession(await openShared([server, ...related]), server.root),
};

function accepts(server: ServerConfig): string | null {
  if (REMOTE.has(server.type))
    return `Server ${server.name}: files in object stores (${server.type}) need DuckDB's httpfs extension, which is not part of this release; copy or mount them and use a local server.`;
  if (server.type === 'duckdb') return acceptsDatabase(server);
  if (server.type !== 'local') return `Server ${server.name}: the type ${server.type} is not run by DuckDB.`;
  if (typeof server.contract['path'] !== 'string' || server.contract['path'] === '')
    return `Server ${server.name} has no path.`;
  if (fileFormat(server) !== null) return null;
  const format = server.contract['format'];
  return typeof format === 'string'
    ? `Server ${server.name}: the format ${format} is not read; use parquet, csv, json or ndjson.`
    : `Server ${server.name} has no format; use parquet, csv, json or ndjson.`;
}

function acceptsDatabase(server: ServerConfig): string | null {
  const database = server.contract['database'];
  if (typeof database !== 'string' || database === '') return `Server ${server.name} has no database file.`;
  return database === ':memory:'
    ? `Server ${server.name}: a database in memory holds no tables to check.`
    : null;
}

/** The server of sessions opened by `openDuckdbMemory`. */
export const memoryServer: ServerConfig = {
  name: 'memory',
  type: 'duckdb',
  contract: { database: ':memory:' },
  settings: {},
  root: process.cwd(),
};

/** A session on tables in memory that `setupSql` makes: for tests and examples. Describe its tables with `server: memoryServer`. */
export async function openDuckdbMemory(
  setupSql: string,
  settings: ServerConfig['settings'] = {},
): Promise<EngineSession> {
  return duckdbSession(await openInstance([{ ...memoryServer, settings }], setupSql), memoryServer.root);
}

/** DuckDB's parser is in DuckDB: an empty one in memory reads the texts. */
async function inspectTexts(texts: readonly AuthorSql[]): Promise<readonly (string | null)[]> {
  const session = await openDuckdbMemory('');
  try {
    const answers: (string | null)[] = [];
    for (const { sql, form } of texts) answers.push(await session.inspect(sql, form));
    return answers;
  } finally {
    await session.close();
  }
}
