/** Which server of a contract a run uses, with the project's settings for it. */
import type { ServerConfig } from '../engine/engine.js';
import type { Contract, Server } from '../model/contract.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import type { ProjectConfig } from '../model/project.js';

export interface ServerWish {
  /** `--server`. */
  readonly server: string | null;
  /** `--env`. */
  readonly environment: string | null;
}

/**
 * The wished server; else the one that the environment names; else the only one of that environment; else the only
 * one; else a fault that names them.
 */
export function chooseServer(
  contract: Contract,
  wish: ServerWish,
  config: ProjectConfig,
): Outcome<ServerConfig> {
  const named =
    wish.server ??
    (wish.environment === null ? undefined : config.environments[wish.environment]?.server) ??
    null;
  if (named !== null) {
    const found = contract.servers.find((server) => server.name === named);
    return found === undefined
      ? { ok: false, faults: [unknownServer(contract, named)] }
      : configured(found, config);
  }
  const here = contract.servers.filter(
    (server) => wish.environment !== null && server.environment === wish.environment,
  );
  const candidates = here.length > 0 ? here : contract.servers;
  const [only, ...others] = candidates;
  if (only === undefined) return { ok: false, faults: [noServer(contract)] };
  return others.length === 0
    ? configured(only, config)
    : { ok: false, faults: [whichServer(contract, candidates)] };
}

function configured(server: Server, config: ProjectConfig): Outcome<ServerConfig> {
  return {
    ok: true,
    value: {
      name: server.name,
      type: server.type,
      contract: server.settings,
      settings: config.servers[server.name] ?? {},
      root: config.root,
    },
  };
}

const names = (servers: readonly Server[]): string => servers.map((server) => server.name).join(', ');

const unknownServer = (contract: Contract, name: string): Fault =>
  fault(
    'unknown-server',
    `${contract.file} has no server ${name}.`,
    { file: contract.file },
    `It has ${names(contract.servers) || 'none'}.`,
  );

const noServer = (contract: Contract): Fault =>
  fault(
    'no-server',
    `${contract.file} names no server, so its data can not be found.`,
    { file: contract.file },
    'Add an entry under `servers`.',
  );

const whichServer = (contract: Contract, servers: readonly Server[]): Fault =>
  fault(
    'which-server',
    `${contract.file} has several servers: ${names(servers)}.`,
    { file: contract.file },
    'Choose one with --server, or set `server` in an environment of assay.yaml.',
  );
