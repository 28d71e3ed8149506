/** Servers as `assay.yaml` writes them, as the engines take them. */
import { pointer } from '../contract/pointer.js';
import type { Server as Written } from '../generated/config.js';
import type { Contract } from '../model/contract.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import type { ProjectConfig, ServerSettings } from '../model/project.js';

export type ServerTable = ProjectConfig['servers'];

/** Times as ms, everything else as written. @param written validated, times included */
export function readServers(written: { readonly [name: string]: Written }): ServerTable {
  const servers = Object.entries(written).map(([name, { timeout, ...rest }]): [string, ServerSettings] => {
    const timeoutMs = fixedDurationMs(timeout);
    return [name, timeoutMs === null || timeoutMs === 0 ? rest : { ...rest, timeoutMs }];
  });
  return Object.fromEntries(servers);
}

/** Servers that the configuration speaks of and no contract has: credentials or limits that would reach nobody. */
export function serverNameFaults(
  config: Pick<ProjectConfig, 'servers' | 'environments' | 'file'>,
  contracts: readonly Contract[],
): readonly Fault[] {
  const known = [...new Set(contracts.flatMap(({ servers }) => servers.map(({ name }) => name)))];
  const written = [
    ...Object.keys(config.servers).map((name) => [name, pointer('/servers', name)] as const),
    ...Object.entries(config.environments).flatMap(([environment, { server }]) =>
      server === undefined ? [] : [[server, pointer('/environments', environment, 'server')] as const],
    ),
  ];
  return written
    .filter(([name]) => !known.includes(name))
    .map(([name, path]) => {
      const place = config.file === null ? { path } : { file: config.file, path };
      const hint = nearHint(name, known) ?? `The servers are ${known.join(', ') || 'none'}.`;
      return fault('unknown-server', `No contract has a server ${name}.`, place, hint);
    });
}
