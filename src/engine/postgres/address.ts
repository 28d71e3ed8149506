/** Where a PostgreSQL server is: how to connect to it, and how to name it in a message. */
import type { ClientConfig } from 'pg';
import type { ServerConfig } from '../engine.js';

/** A server that does not answer is given up after this. */
export const CONNECT_MS = 10_000;

/** Host, port and database, for messages: never a user or a password. */
export function addressOf(server: ServerConfig): string {
  const config = clientConfig(server);
  if (config.connectionString === undefined)
    return `${String(config.host)}:${String(config.port)}/${String(config.database)}`;
  try {
    const { hostname, port, pathname } = new URL(config.connectionString);
    return `${hostname}:${port === '' ? '5432' : port}${pathname}`;
  } catch {
    return 'the given address';
  }
}

/** How to connect: the project's settings over the contract's keys. */
export function clientConfig(server: ServerConfig): ClientConfig {
  const { contract, settings } = server;
  const common: ClientConfig = {
    application_name: 'assay',
    keepAlive: true,
    connectionTimeoutMillis: Math.min(settings.timeoutMs ?? CONNECT_MS, CONNECT_MS),
    ...(settings.user === undefined ? {} : { user: settings.user }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.ssl === undefined ? {} : { ssl: settings.ssl }),
  };
  if (settings.url !== undefined) return { ...common, connectionString: settings.url };
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    ...common,
    host: settings.host ?? text(contract['host']),
    port: settings.port ?? Number(contract['port'] ?? 5432),
    database: settings.database ?? text(contract['database']),
  };
}
