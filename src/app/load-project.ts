/** Everything of a project that needs no data: configuration, check kinds, contracts, suites; and every fault in them. */
import { resolve } from 'node:path';
import { readProject, type Remember } from '../contract/read-project.js';
import { sortFaults } from '../contract/sort-faults.js';
import { policyFaults, resolvePolicy } from '../gate/policy.js';
import type { Suite } from '../model/check.js';
import type { AlertSettings } from '../model/alert-settings.js';
import type { Contract } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import type { Catalogue } from '../model/kit.js';
import type { ProjectConfig } from '../model/project.js';
import { compileProject } from '../suite/compile.js';
import { checkOut } from './git/git-contracts.js';
import { loadConfig } from './config.js';
import type { ConfigFile } from '../generated/config.js';
import { serverNameFaults } from './config-servers.js';
import { lintSql } from './lint-sql.js';
import { loadPacks } from './load-packs.js';
import { ProjectMemory } from './project-memory.js';

export interface ProjectWish {
  /** Where to look for `assay.yaml`, upwards; default: the working directory. */
  readonly cwd?: string;
  /** Contract files or folders instead of those of `assay.yaml`: together they are the project. Relative to `cwd`. */
  readonly files?: readonly string[];
  readonly environment: string | null;
  /** What another version of the project has lent, and is lent by this one. */
  readonly memory?: ProjectMemory;
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
  const memory = wish.memory ?? new ProjectMemory();
  const remember: Remember = (file, text, once) => memory.read(file, text, config.layers, once);
  const read = await (named.length > 0
    ? readProject(cwd, named, config.layers, remember)
    : readProject(checkout?.root ?? config.root, config.contracts, config.layers, remember));
  // Without its kinds every clause would be a fault of its own: the packs' faults say it once.
  const compile = (contracts: readonly Contract[], datasets?: readonly string[]) =>
    packFaults.length > 0
      ? { suites: [], faults: [] }
      : compileProject(contracts, catalogue, {
          ...(datasets === undefined ? {} : { datasets }),
          layers: config.layers,
          policyFor: (dataset, layer) => {
            const policy = resolvePolicy({ dataset, layer, environment: wish.environment }, config);
            return policy.ok ? policy.value : undefined;
          },
        });
  const keys = read.readable.flatMap((contract) => contract.datasets.map((dataset) => dataset.key));
  const lent = new Map(read.readable.map((contract) => [contract, memory.suitesOf(contract, config)]));
  const fresh = read.readable.filter((contract) => lent.get(contract) === null);
  const compiled = compile(fresh, keys);
  const suites = inOrder([...[...lent.values()].flatMap((each) => each ?? []), ...compiled.suites], keys);
  const sql = await lintSql(fresh, compiled.suites, catalogue);
  const faulty = new Set([...compiled.faults, ...sql].map(({ file }) => file));
  memory.learn(
    read.contracts.filter(({ file }) => !faulty.has(file)),
    suites,
    config,
  );
  const { mended } = read;
  const deeper = mended === null ? [] : mended.deeper(compile(mended.readable).faults);
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
    suites,
    faults: [
      ...configFaults,
      ...packFaults,
      ...strays,
      ...sortFaults([...read.faults, ...compiled.faults, ...deeper, ...sql]),
    ],
  };
}

function inOrder(suites: readonly Suite[], keys: readonly string[]): readonly Suite[] {
  const place = new Map(keys.map((key, index) => [key, index]));
  return suites.toSorted((a, b) => (place.get(a.dataset) ?? 0) - (place.get(b.dataset) ?? 0));
}
