/** One run's view of a PostgreSQL database: describe, version, run and inspect over one connection. */
import { EngineError, type EngineSession, type ServerConfig } from '../engine.js';
import { connectPostgres } from './connection.js';
import { type CatalogueQuery, describePostgres } from './describe.js';
import { inspectPostgres } from './inspect.js';
import { tableVersion } from './table-version.js';

/** For the engine's own questions to the catalogue. */
const CATALOGUE_MS = 60_000;

/** The contract's schema; `public` where it names none. */
function schemaOf(server: ServerConfig): string {
  const schema = server.contract['schema'];
  return typeof schema === 'string' && schema !== '' ? schema : 'public';
}

/** Opens the session; related servers are other schemas of the same database. @throws EngineError unreachable, permission_denied */
export async function openPostgres(server: ServerConfig): Promise<EngineSession> {
  const connection = await connectPostgres(server, schemaOf(server));
  const catalogue: CatalogueQuery = (sql, values) =>
    connection.query(sql, values, { timeoutMs: CATALOGUE_MS });
  return {
    dialect: 'postgres',
    describe: (source) => describePostgres(catalogue, schemaOf(source.server), source.physicalName),
    dataVersion: (table, keyColumns, options) =>
      tableVersion((sql, values) => connection.query(sql, values, options), table, keyColumns),
    run: async (sql, options) => {
      const refused = options.guarded === true ? await inspectPostgres(sql, 'query') : null;
      if (refused !== null) throw new EngineError('refused', refused);
      return connection.query(sql, [], options);
    },
    inspect: inspectPostgres,
    close: () => connection.close(),
  };
}
