/** The database that an import reads: a server of the project, a reference to an address, or a DuckDB file. */
import { relative, resolve } from 'node:path';
import type { ServerConfig } from '../../engine/engine.js';
import { nearHint } from '../../model/did-you-mean.js';
import { fault, FaultError } from '../../model/fault.js';
import { loadProject, type LoadedProject } from '../load-project.js';
import { resolveReferences, withSecrets } from '../secrets.js';
import { unwrap } from '../sources.js';

export interface DatabaseWish {
  readonly type: 'postgres' | 'duckdb';
  /** Empty where the server is one of the project. */
  readonly source: string;
  readonly server: string | null;
  readonly environment: string | null;
  readonly cwd: string;
}

/** With its secrets resolved. @throws FaultError */
export async function databaseServer(wish: DatabaseWish): Promise<ServerConfig> {
  const project = await loadProject({ cwd: wish.cwd, environment: wish.environment });
  if (wish.source === '') return ofProject(wish, project);
  const { root } = project.config;
  const name = wish.server ?? wish.type;
  if (wish.type === 'duckdb') {
    const file = relative(root, resolve(wish.cwd, wish.source));
    const database = file.startsWith('..') ? resolve(wish.cwd, wish.source) : file;
    return {
      name,
      type: 'duckdb',
      contract: { database },
      settings: project.config.servers[name] ?? {},
      root,
    };
  }
  refuseLiteral(wish.source);
  const url = unwrap(resolveReferences(wish.source, root, 'The address'));
  if (!/^postgres(ql)?:\/\//i.test(url.trim()) || !URL.canParse(url.trim()))
    throw new FaultError([
      fault(
        'bad-address',
        'The address of the database is not of the form postgres://user@host:5432/database.',
      ),
    ]);
  return { name, type: 'postgres', contract: {}, settings: { url: url.trim() }, root };
}

/** What stands on a command line is in the shell's history and in the list of processes. */
function refuseLiteral(source: string): void {
  if (!/^[a-z]+:\/\//i.test(source)) {
    if (/\$\{(env|file):[^}]+\}/.test(source)) return;
    const hint =
      "Write --server NAME, or the address as a reference: '${env:DATABASE_URL}' (in single quotes).";
    throw new FaultError([
      fault(
        'bad-address',
        'The database is neither a server of the project nor a reference to an address.',
        {},
        hint,
      ),
    ]);
  }
  const withoutReferences = source.replace(/\$\{[^}]*\}/g, '');
  const secret =
    /^[a-z]+:\/\/[^/@]*:[^/@]+@/i.test(withoutReferences) ||
    /[?&](password|sslpassword)=[^&]/i.test(withoutReferences);
  if (!secret) return;
  const hint =
    "Put the address into an environment variable and write '${env:DATABASE_URL}' (in single quotes), or use --server NAME with the credentials in assay.yaml.";
  throw new FaultError([
    fault('literal-password', 'A password must not stand on the command line.', {}, hint),
  ]);
}

function ofProject(wish: DatabaseWish, project: LoadedProject): ServerConfig {
  const { config, contracts } = project;
  const servers = contracts.flatMap((contract) => contract.servers);
  const known = [...new Set([...servers.map(({ name }) => name), ...Object.keys(config.servers)])];
  if (wish.server === null) {
    const hint =
      "Write --server NAME, or the address as a reference: 'assay import postgres ${env:DATABASE_URL}'.";
    throw new FaultError([fault('no-source', 'An import of postgres needs a server.', {}, hint)]);
  }
  const found = servers.find(({ name }) => name === wish.server);
  const settings = Object.hasOwn(config.servers, wish.server) ? config.servers[wish.server] : undefined;
  if (found === undefined && settings === undefined) {
    const hint = nearHint(wish.server, known) ?? `The servers are ${known.join(', ') || 'none'}.`;
    throw new FaultError([fault('unknown-server', `The project has no server ${wish.server}.`, {}, hint)]);
  }
  const server: ServerConfig = {
    name: wish.server,
    type: found?.type ?? 'postgres',
    contract: found?.settings ?? {},
    settings: settings ?? {},
    root: config.root,
  };
  return withSecrets(server);
}
