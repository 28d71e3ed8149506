/** Everything of a project that needs no data: configuration, check kinds, contracts, suites; and every fault in them. */
import { resolve } from 'node:path';
import { readProject } from '../contract/read-project.js';
import { sortFaults } from '../contract/sort-faults.js';
import { policyFaults, resolvePolicy } from '../gate/policy.js';
import type { Suite } from '../model/check.js';
import type { AlertSettings } from '../model/alert-settings.js';
import type { Contract } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import type { Catalogue } from '../model/kit.js';
import type { ProjectConfig } from '../model/project.js';
import { compileProject } from '../suite/compile.js';
import { checkOut } from './git-contracts.js';
import { loadConfig } from './config.js';
import type { ConfigFile } from '../generated/config.js';
import { serverNameFaults } from './config-servers.js';
import { lintSql } from './lint-sql.js';
import { loadPacks } from './load-packs.js';

export interface ProjectWish {
  /** Where to look for `assay.yaml`, upwards; default: the working directory. */
  readonly cwd?: string;
  /** Contract files or folders instead of those of `assay.yaml`: together they are the project. Relative to `cwd`. */
  readonly files?: readonly string[];
  readonly environment: string | null;
}

export interface LoadedProject {
  readonly config: ProjectConfig;
  readonly written: ConfigFile;
  readonly alerting: AlertSettings;
  /** Commit of the contracts where they come from git; else null. */
  readonly commit: string | null;
  readonly catalogue: Catalogue;
  readonly contracts: readonly Contract[];
  readonly suites: readonly Suite[];
  readonly faults: readonly Fault[];
}

/** Loads a project. Faults do not stop it: what could be read is there, and nothing may run while there are any. */
export async function loadProject(wish: ProjectWish): Promise<LoadedProject> {
  const cwd = resolve(wish.cwd ?? process.cwd());
  const { config, written, alerting, faults: configFaults } = await loadConfig(cwd, wish.environment);
  const { catalogue, faults: packFaults } = await loadPacks(config.root, config.packs);
  const named = wish.files ?? [];
  const { contracts: from } = written;
  const checkout =
    named.length === 0 && typeof from === 'object' && 'git' in from
      ? await checkOut(from, config.root)
      : null;
  const read = await (named.length > 0
    ? readProject(cwd, named, config.layers)
    : readProject(checkout?.root ?? config.root, config.contracts, config.layers));
  // Without its kinds every clause would be a fault of its own: the packs' faults say it once.
  const compile = (contracts: readonly Contract[]) =>
    packFaults.length > 0
      ? { suites: [], faults: [] }
      : compileProject(contracts, catalogue, {
          layers: config.layers,
          policyFor: (dataset, layer) => {
            const policy = resolvePolicy({ dataset, layer, environment: wish.environment }, config);
            return policy.ok ? policy.value : undefined;
          },
        });
  const compiled = compile(read.readable);
  const sql = await lintSql(read.readable, compiled.suites, catalogue);
  const { mended } = read;
  const deeper = mended === null ? [] : mended.deeper(compile(mended.readable).faults);
  const keys = read.readable.flatMap((contract) => contract.datasets.map((dataset) => dataset.key));
  // With files named by hand, the configuration may speak of datasets and servers that are not among them.
  const strays =
    named.length > 0 ? [] : [...policyFaults(config, keys), ...serverNameFaults(config, read.readable)];
  return {
    config,
    written,
    alerting,
    commit: checkout?.commit ?? null,
    catalogue,
    contracts: read.contracts,
    suites: compiled.suites,
    faults: [
      ...configFaults,
      ...packFaults,
      ...strays,
      ...sortFaults([...read.faults, ...compiled.faults, ...deeper, ...sql]),
    ],
  };
}
