/** What `assay doctor` looks at: configuration, contracts, servers and store, without touching a row. */
import { accessSync } from 'node:fs';
import { FaultError } from '../model/fault.js';
import { engineFor } from '../engine/engines.js';
import { count } from '../report/words.js';
import { openStore } from '../store/open-store.js';
import { loadProject, type LoadedProject } from './load-project.js';
import { storeAddress } from './secrets.js';
import { sourcesOf } from './sources.js';
import type { Source } from '../run/run-services.js';
import { VERSION } from './version.js';

export interface Finding {
  readonly what: string;
  /** Null: in order. */
  readonly problem: string | null;
}

/** Everything that a run would need, each with what is wrong with it. Never throws for what it examines. */
export async function examine(environment: string | null): Promise<readonly Finding[]> {
  const project = await loadProject({ environment });
  const { config } = project;
  return [
    { what: `assay ${VERSION} on Node ${process.versions.node}`, problem: null },
    { what: config.file ?? `no assay.yaml above ${config.root}: defaults`, problem: null },
    {
      what: `${count(project.contracts.length, 'contract')}, ${count(project.suites.length, 'dataset')}`,
      problem:
        project.faults.length === 0 ? null : `${count(project.faults.length, 'fault')}, see assay lint`,
    },
    ...(await Promise.all(project.suites.map((suite) => examineSource(project, suite.dataset, environment)))),
    await attempt('store', async () => (await openStore(storeAddress(config), config.root)).close()),
  ];
}

async function examineSource(
  project: LoadedProject,
  key: string,
  environment: string | null,
): Promise<Finding> {
  return attempt(key, async () => {
    const source = sourcesOf(project, { server: null, environment }).open(key);
    accessSync(source.server.root);
    const path = source.server.contract['path'];
    if (typeof path === 'string' && path.includes('${batch.')) return;
    await describe(source);
  });
}

async function describe(source: Source): Promise<void> {
  const { server, dataset, suite } = source;
  const session = await engineFor(server.type)?.open(server, []);
  try {
    const table = await session?.describe({
      server,
      object: dataset.name,
      physicalName: dataset.physicalName,
      batch: null,
      partition: suite.partition,
    });
    if (table?.exists !== true) throw new Error(`nothing at ${table?.label ?? dataset.physicalName}`);
  } finally {
    await session?.close();
  }
}

async function attempt(what: string, work: () => Promise<void>): Promise<Finding> {
  try {
    await work();
    return { what, problem: null };
  } catch (error) {
    const message =
      error instanceof FaultError
        ? error.faults.map((each) => each.message).join(' ')
        : error instanceof Error
          ? error.message
          : 'unknown error';
    return { what, problem: message };
  }
}
