/** Live databases → the tables of their catalogues. */
import { relative, resolve, sep } from 'node:path';
import type { EngineSession, ServerConfig } from '../../engine/engine.js';
import { engineFor } from '../../engine/engines.js';
import type { NotCarried } from '../../exchange/imported.js';
import type { ServerEntry, TableModel } from '../../exchange/import/table-model.js';
import type { TableSource } from '../../exchange/import/table-document.js';
import { fault, FaultError } from '../../model/fault.js';
import { readDuckdbCatalogue } from './import-duckdb-catalogue.js';
import { readPostgresCatalogue } from './import-postgres-catalogue.js';

/**
 * All tables and views of some schemas of a database.
 * @param server with its secrets resolved
 * @param schemas none: all that are not the system's own
 * @throws EngineError; FaultError for a server that is no database, and for schemas without tables
 */
export async function importDatabase(server: ServerConfig, schemas: readonly string[]): Promise<TableSource> {
  const engine = engineFor(server.type);
  const isPostgres = engine?.name === 'postgres';
  const why =
    engine === null || (!isPostgres && server.type !== 'duckdb')
      ? `The server ${server.name} is no database that Assay reads.`
      : engine.accepts(server);
  if (why !== null || engine === null)
    throw new FaultError([fault('server-not-run', why ?? 'This server can not be read.')]);
  const session = await engine.open(server, []);
  try {
    const read = await (isPostgres ? readPostgresCatalogue : readDuckdbCatalogue)(session, server, schemas);
    if (read.tables.length === 0) throw new FaultError([noTables(server, schemas)]);
    const schema = mainSchema(read.tables, isPostgres ? 'public' : 'main');
    const empty = await emptyTables(session, read.tables, isPostgres);
    const notCarried = [...read.notCarried, ...empty];
    const name = databaseName(server);
    return { tables: read.tables, notCarried, name, server: serverEntry(server, schema), schema };
  } finally {
    await session.close();
  }
}

function noTables(server: ServerConfig, schemas: readonly string[]) {
  const where = schemas.length === 0 ? '' : ` in the schema ${schemas.join(', ')}`;
  const hint =
    'Names of schemas are compared with their case; tables that the user may not see are not listed.';
  return fault('no-tables', `The server ${server.name} has no tables${where}.`, {}, hint);
}

/** The one with the most tables; of equals the engine's own. */
function mainSchema(tables: readonly TableModel[], usual: string): string {
  const counts = new Map<string, number>();
  for (const { schema } of tables) if (schema !== null) counts.set(schema, (counts.get(schema) ?? 0) + 1);
  const best = [...counts].sort(([a, m], [b, n]) => n - m || Number(b === usual) - Number(a === usual));
  return best[0]?.[0] ?? usual;
}

const LOOK_MS = 10_000;

/** A dataset without rows fails its check, so an import of an empty table says so. */
async function emptyTables(
  session: EngineSession,
  tables: readonly TableModel[],
  isPostgres: boolean,
): Promise<readonly NotCarried[]> {
  const found: NotCarried[] = [];
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  for (const { schema, name, where } of tables) {
    const from = `${quoted(schema ?? (isPostgres ? 'public' : 'main'))}.${quoted(name)}`;
    const rows = await session
      .run(`select 1 as one from ${from} limit 1`, { timeoutMs: LOOK_MS })
      .catch(() => null);
    if (rows === null)
      found.push({
        where,
        what: 'unreadable',
        reason: 'A look at its first row failed; a check of it will too.',
      });
    else if (rows.length === 0) {
      const reason =
        'A check of it fails until there are rows, unless a rowCount rule or the policy says otherwise.';
      found.push({ where, what: 'no rows', reason });
    }
  }
  return found;
}

function databaseName(server: ServerConfig): string {
  const { settings, contract } = server;
  if (server.type === 'duckdb') return baseName(stated(contract['database']));
  const ofUrl = settings.url === undefined ? null : addressParts(settings.url)?.database;
  const database = settings.database ?? stated(contract['database']);
  return ofUrl ?? (database === '' ? server.name : database);
}

const stated = (value: unknown): string => (typeof value === 'string' ? value : '');

const baseName = (path: string): string => (path.split(/[\\/]/).at(-1) ?? path).replace(/\.[^.]*$/, '');

/** Host, port and database: never a user, a password or an option of the connection. */
function addressParts(url: string): { host: string; port: number; database: string } | null {
  try {
    const { hostname, port, pathname } = new URL(url);
    const database = decodeURIComponent(pathname.slice(1));
    return {
      host: hostname === '' ? 'localhost' : hostname,
      port: port === '' ? 5432 : Number(port),
      database,
    };
  } catch {
    return null;
  }
}

function serverEntry({ name, type, contract, settings, root }: ServerConfig, schema: string): ServerEntry {
  if (type === 'duckdb') {
    const file = relative(root, resolve(root, stated(contract['database'])));
    const database = (file.startsWith('..') ? resolve(root, file) : file).split(sep).join('/');
    return { server: name, type, database, schema };
  }
  const ofUrl = settings.url === undefined ? null : addressParts(settings.url);
  return {
    server: name,
    type,
    host: ofUrl?.host ?? settings.host ?? stated(contract['host']),
    port: ofUrl?.port ?? settings.port ?? Number(contract['port'] ?? 5432),
    database: ofUrl?.database ?? settings.database ?? stated(contract['database']),
    schema,
  };
}
