/** PostgreSQL: one connection and one read-only, repeatable-read snapshot a session; the rows stay where they are. */
import type { Engine, ServerConfig } from '../engine.js';
import { addressOf, clientConfig } from './address.js';
import { inspectPostgres } from './inspect.js';

export const postgresEngine: Engine = {
  name: 'postgres',
  serverTypes: ['postgres', 'postgresql'],
  accepts,
  reaches: (a, b) => accepts(a) === null && accepts(b) === null && sameDatabase(a, b),
  inspect: (texts) => Promise.all(texts.map(({ sql, form }) => inspectPostgres(sql, form))),
  // The driver is loaded when the first session opens.
  open: async (server) => (await import('./session.js')).openPostgres(server),
};

function accepts(server: ServerConfig): string | null {
  if (!postgresEngine.serverTypes.includes(server.type))
    return `Server ${server.name}: the type ${server.type} is not run by PostgreSQL.`;
  if (server.settings.url !== undefined) return null;
  const { host, database, port } = clientConfig(server);
  if (host === undefined || host === '') return `Server ${server.name} has no host.`;
  if (database === undefined || database === '') return `Server ${server.name} has no database.`;
  return Number.isInteger(port) ? null : `Server ${server.name}: the port is not a number.`;
}

function sameDatabase(a: ServerConfig, b: ServerConfig): boolean {
  return addressOf(a) === addressOf(b) && a.settings.user === b.settings.user;
}
