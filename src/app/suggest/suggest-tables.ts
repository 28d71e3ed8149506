/** Tables as a source: of a server of the project, of a PostgreSQL address, of a DuckDB file. Passwords are read, never written. */
import { nearHint } from '../../model/did-you-mean.js';
import { fault, FaultError } from '../../model/fault.js';
import type { LoadedProject } from '../load-project.js';
import { withSecrets } from '../secrets.js';
import { objectName, pathFrom } from './suggest-files.js';
import type { SourceWish, SuggestSource } from './suggest-source.js';

/** A server that a contract of the project names. @throws FaultError */
export function serverSource(
  name: string,
  table: string,
  wish: SourceWish,
  project: LoadedProject,
): SuggestSource {
  const servers = project.contracts.flatMap((contract) => contract.servers);
  const found = servers.find((server) => server.name === name);
  if (found === undefined) {
    const known = [...new Set(servers.map((server) => server.name))];
    const hint = nearHint(name, known) ?? `The servers are ${known.join(', ') || 'none'}.`;
    throw new FaultError([
      fault('unknown-server', `No contract of the project has a server ${name}.`, {}, hint),
    ]);
  }
  const settings = project.config.servers[name] ?? {};
  const { root } = project.config;
  return {
    subject: subjectOf(table, wish, { server: name, type: found.type, ...found.settings }),
    server: withSecrets({ name, type: found.type, contract: found.settings, settings, root }),
    settings: null,
  };
}

const NAME = 'database';

/** `postgres://user:password@host:port/database`; a password that the address lacks is PGPASSWORD's. @throws FaultError */
export function postgresSource(
  address: string,
  table: string,
  wish: SourceWish,
  root: string,
): SuggestSource {
  const url = parsed(address);
  const { schema, bare } = schemaAndTable(table);
  const contract = {
    host: url.hostname,
    port: url.port === '' ? 5432 : Number(url.port),
    database: decoded(url.pathname.slice(1)),
    schema: schema ?? 'public',
  };
  if (contract.host === '' || contract.database === '') throw badAddress();
  const user = decoded(url.username) || process.env['PGUSER'] || 'postgres';
  const needsPassword = url.password !== '' || process.env['PGPASSWORD'] !== undefined;
  const needsSsl = /^(require|verify)/.test(url.searchParams.get('sslmode') ?? '');
  return {
    subject: subjectOf(bare, wish, { server: NAME, type: 'postgres', ...contract }),
    server: { name: NAME, type: 'postgres', contract, settings: { url: address }, root },
    settings: {
      user,
      ...(needsPassword ? { password: '${env:PGPASSWORD}' } : {}),
      ...(needsSsl ? { ssl: true } : {}),
    },
  };
}

/** A DuckDB database. @param path absolute @param root absolute */
export function databaseFileSource(
  path: string,
  table: string,
  wish: SourceWish,
  root: string,
): SuggestSource {
  const database = pathFrom(root, path);
  const { schema, bare } = schemaAndTable(table);
  const contract = { database, schema: schema ?? 'main' };
  return {
    subject: subjectOf(bare, wish, { server: NAME, type: 'duckdb', ...contract }),
    server: { name: NAME, type: 'duckdb', contract, settings: {}, root },
    settings: null,
  };
}

function subjectOf(table: string, wish: SourceWish, server: SuggestSource['subject']['servers'][number]) {
  const object = wish.name ?? objectName(table);
  return {
    id: object,
    version: '0.1.0',
    layer: wish.layer,
    servers: [server],
    object,
    physicalName: object === table ? null : table,
  };
}

function schemaAndTable(table: string): { readonly schema: string | null; readonly bare: string } {
  const [, schema, bare] = /^([^."]+)\.([^."]+)$/.exec(table) ?? [];
  return schema === undefined || bare === undefined ? { schema: null, bare: table } : { schema, bare };
}

/** The address itself stays out of the message: it may hold a password. */
const badAddress = (): FaultError =>
  new FaultError([
    fault(
      'bad-address',
      'The address of the database can not be read.',
      {},
      'Write postgres://user@host:5432/database, and the password into PGPASSWORD; special characters are percent-encoded.',
    ),
  ]);

function parsed(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw badAddress();
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badAddress();
  }
}
