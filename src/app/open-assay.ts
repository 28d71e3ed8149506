/** The composition root: opens a project, its engines and its store. */
import { userInfo } from 'node:os';
import { FaultError } from '../model/fault.js';
import { createTurns } from '../run/decide-turns.js';
import type { Assay } from './assay.js';
import { composeAssay } from './compose-assay.js';
import { projectHallmarks } from './lazy-hallmarks.js';
import { lazyStore } from './lazy-store.js';
import { loadProject } from './load-project.js';
import { sourcesOf } from './sources.js';
import { storeAddress } from './secrets.js';

export interface OpenOptions {
  /** Where to look for `assay.yaml`, upwards; default: the working directory. */
  readonly cwd?: string;
  /** Contract files instead of those of `assay.yaml`. */
  readonly files?: readonly string[];
  readonly environment?: string | null;
  /** Server of the contracts to use. */
  readonly server?: string | null;
  /** `pglite:<folder>` or `postgres://…`, instead of the project's. */
  readonly store?: string;
  /** Who asks, for decisions and the audit log; default: `ASSAY_USER`, else the account's name. */
  readonly user?: string;
}

/** Opens a project for checking and deciding. The store opens with the first call that needs it. @throws FaultError for every fault of the project */
export async function openAssay(options: OpenOptions = {}): Promise<Assay> {
  const environment = options.environment ?? process.env['ASSAY_ENV'] ?? null;
  const project = await loadProject({
    environment,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.files === undefined ? {} : { files: options.files }),
  });
  if (project.faults.length > 0) throw new FaultError(project.faults);
  const sources = sourcesOf(project, { server: options.server ?? null, environment });
  const address = (): string => options.store ?? storeAddress(project.config);
  const store = lazyStore(address, project.config.root);
  const hallmarks = projectHallmarks(project, store, address);
  const user = options.user ?? process.env['ASSAY_USER'] ?? userInfo().username;
  return composeAssay({ project, sources, store, environment, user, turns: createTurns(), hallmarks });
}
