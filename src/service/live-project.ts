/** The project of a service: loaded at the start, loaded again when its files or its git ref change, never replaced by one with faults. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Assay } from '../app/assay.js';
import { loadConfig } from '../app/config.js';
import { channelSettings } from '../app/config-channels.js';
import { composeAssay } from '../app/compose-assay.js';
import { findDataset } from '../app/find-dataset.js';
import type { Hallmarks } from '../app/hallmarks.js';
import { fixedStore } from '../app/lazy-store.js';
import { checkOut } from '../app/git/git-contracts.js';
import { loadProject, type LoadedProject } from '../app/load-project.js';
import { momentOf, refuseStrayBatch } from '../app/refuse-options.js';
import { sourcesOf, type Sources } from '../app/sources.js';
import { filesUnder } from '../contract/read-files.js';
import { DEFAULT_SESSIONS, sourceId } from '../engine/limit-source.js';
import type { Lineage } from '../gate/lineage.js';
import { resolvePolicy } from '../gate/policy.js';
import type { AskRequest } from '../model/ask.js';
import { digest } from '../model/digest.js';
import { FaultError } from '../model/fault.js';
import type { Answer } from '../run/decide-services.js';
import { createTurns, type Turns } from '../run/decide-turns.js';
import type { Store } from '../store/store.js';
import type { Log } from './log.js';
import { everyMs } from './every-ms.js';
import { scheduleFaults } from './schedules.js';
import type { DatasetEntry, ProjectView } from './service.js';
import { durationOf } from './settings.js';

/** One loading of the project, ready to answer. */
export interface LiveProject {
  readonly loaded: LoadedProject;
  readonly view: ProjectView;
  readonly assay: Assay;
  readonly lineage: Lineage;
  /** What is asked, in full: the dataset by its key, the moment as ISO 8601 UTC. @throws FaultError for what the caller got wrong */
  askOf(wish: AskRequest): AskRequest;
  /** The source whose turn an ask about this dataset waits for. @throws FaultError where it has no server that runs */
  sourceOf(dataset: string): string;
  /** How many asks may run at once on a source; the default for one that this project does not know. */
  concurrencyOf(source: string): number;
}

export interface ProjectHolder {
  readonly current: () => LiveProject;
  readonly stop: () => Promise<void>;
}

interface HolderParts {
  readonly cwd: string;
  readonly environment: string | null;
  readonly server: string | null;
  readonly store: Store;
  readonly hallmarks: Hallmarks;
  readonly log: Log;
  /** Told after each reload that took effect. */
  readonly onChange: (project: LiveProject) => void;
}

/** How often files are looked at; a git ref has a period of its own. */
const LOOK_MS = 2_000;
const GIT_LOOK_MS = 60_000;

/** @throws FaultError for every fault of the project: a service does not start with one */
export async function holdProject(parts: HolderParts): Promise<ProjectHolder> {
  const turns = createTurns<Answer>();
  // Taken before the files are read: what changes in between is found by the first look.
  let signature = await signatureBefore(parts);
  let live = await load(parts, turns);
  await keep(live, parts.store);

  const refresh = async (): Promise<void> => {
    const seen = await signatureOf(live.loaded);
    try {
      if (seen === signature && (await isSameCommit(live))) return;
      // Taken before the files are read: a change in between is seen by the next look.
      signature = seen;
      const next = await load(parts, turns);
      const changed = next.view.digest !== live.view.digest || next.view.commit !== live.view.commit;
      // On record before it is in force.
      if (changed) await record(next, parts.store);
      live = changed ? next : { ...next, view: { ...next.view, loadedAt: live.view.loadedAt } };
      if (!changed) return;
      parts.log.info({ digest: live.view.digest, commit: live.view.commit }, 'contracts loaded again');
      parts.onChange(live);
    } catch (error) {
      const isFault = error instanceof FaultError;
      // A fault ends with a change of the files; all else may pass by itself.
      if (!isFault) signature = '';
      const refused = isFault ? sentence(error) : 'the project could not be read or recorded';
      if (live.view.refused !== refused)
        parts.log.error(
          { refused, error: isFault ? undefined : words(error) },
          'the changed project is not taken',
        );
      live = { ...live, view: { ...live.view, refused } };
    }
  };
  const looking = everyMs(periodOf(live.loaded), refresh, parts.log);
  return { current: () => live, stop: looking.stop };
}

/** True where no git ref has moved since, and the last attempt to follow it was not refused. @throws FaultError contracts-git */
async function isSameCommit({ loaded, view }: LiveProject): Promise<boolean> {
  const from = loaded.written.contracts;
  if (typeof from !== 'object' || !('git' in from)) return true;
  const { commit } = await checkOut(from, loaded.config.root);
  return commit === loaded.commit && view.refused === null;
}

const words = (error: unknown): string => (error instanceof Error ? error.message : 'unknown error');

const sentence = ({ faults }: FaultError): string =>
  `${String(faults.length)} ${faults.length === 1 ? 'fault' : 'faults'}, the first: ${faults[0]?.message ?? ''}`;

function periodOf({ written, commit }: LoadedProject): number {
  if (commit === null) return LOOK_MS;
  const from = written.contracts;
  return (typeof from === 'object' && 'git' in from ? durationOf(from.every) : null) ?? GIT_LOOK_MS;
}

async function load(parts: HolderParts, turns: Turns<Answer>): Promise<LiveProject> {
  const { cwd, environment } = parts;
  const loaded = await loadProject({ cwd, environment });
  if (loaded.faults.length > 0) throw new FaultError(loaded.faults);
  const live = compose(loaded, parts, turns);
  const faults = [
    ...scheduleFaults(live),
    ...channelSettings(loaded.written.alerts, loaded.config.root).faults,
  ];
  if (faults.length > 0) throw new FaultError(faults);
  return live;
}

/** What was loaded, ready to answer. */
function compose(loaded: LoadedProject, parts: HolderParts, turns: Turns<Answer>): LiveProject {
  const { environment, server, store, hallmarks } = parts;
  const sources = sourcesOf(loaded, { server, environment });
  const lazy = fixedStore(store);
  return {
    loaded,
    view: viewOf(loaded, environment),
    assay: composeAssay({
      project: loaded,
      sources,
      store: lazy,
      environment,
      user: 'assay',
      turns,
      hallmarks,
    }),
    lineage: new Map(
      loaded.contracts.flatMap(({ datasets }) => datasets.map(({ key, upstream }) => [key, upstream])),
    ),
    askOf: (wish) => {
      const dataset = sources.find(wish.dataset);
      refuseStrayBatch(sources.open(dataset), wish.batch);
      return { ...wish, dataset, environment, asOf: wish.asOf === null ? null : momentOf(wish.asOf) };
    },
    ...sourcesByName(sources),
  };
}

function sourcesByName(sources: Sources): Pick<LiveProject, 'sourceOf' | 'concurrencyOf'> {
  const names = new Map<string, string>();
  const concurrency = new Map<string, number>();
  const sourceOf = (dataset: string): string => {
    const known = names.get(dataset);
    if (known !== undefined) return known;
    const { server } = sources.open(dataset);
    // Two contracts may give one name to two servers.
    const source = `${server.name}#${sourceId(server).slice('sha256:'.length, 'sha256:'.length + 8)}`;
    names.set(dataset, source);
    concurrency.set(source, server.settings.concurrency ?? DEFAULT_SESSIONS);
    return source;
  };
  for (const dataset of sources.keys) {
    try {
      sourceOf(dataset);
    } catch (error) {
      // Whoever asks about it is told.
      if (!(error instanceof FaultError)) throw error;
    }
  }
  return { sourceOf, concurrencyOf: (source) => concurrency.get(source) ?? DEFAULT_SESSIONS };
}

/** What a loaded project is to those who only ask about it. */
export function viewOf(loaded: LoadedProject, environment: string | null): ProjectView {
  const { config, contracts } = loaded;
  const suites = new Map(loaded.suites.map((suite) => [suite.dataset, suite]));
  const entries = contracts.flatMap((contract) =>
    contract.datasets.flatMap((dataset): readonly DatasetEntry[] => {
      const { key, layer, upstream } = dataset;
      const suite = suites.get(key);
      const policy = resolvePolicy({ dataset: key, layer, environment }, config);
      if (suite === undefined || !policy.ok) return [];
      return [{ key, layer, domain: contract.domain, contract, suite, policy: policy.value, upstream }];
    }),
  );
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  return {
    name: config.project,
    layers: config.layers,
    environment,
    digest: digest({
      contracts: contracts.map((contract) => contract.digest),
      suites: loaded.suites.map((suite) => suite.digest),
      written: JSON.stringify(loaded.written),
    }),
    loadedAt: new Date().toISOString(),
    commit: loaded.commit,
    refused: null,
    contracts,
    datasets: entries,
    find: (name) => {
      const key = findDataset(name, [...byKey.keys()]);
      if (!key.ok) return key;
      const entry = byKey.get(key.value);
      if (entry === undefined) throw new Error(`no entry for ${key.value}`);
      return { ok: true, value: entry };
    },
  };
}

async function keep({ loaded }: LiveProject, store: Store): Promise<void> {
  await store.keepContracts(loaded.contracts, loaded.suites);
}

/** A change that takes effect, with the event that tells of it. */
async function record(live: LiveProject, store: Store): Promise<void> {
  await keep(live, store);
  const { digest, commit } = live.view;
  const at = new Date().toISOString();
  await store.events.add([{ at, event: 'contracts', dataset: null, data: { digest, commit } }]);
}

/** What the files of a project that is about to be loaded look like; empty where its configuration has faults, of which the load tells. */
async function signatureBefore({ cwd, environment }: HolderParts): Promise<string> {
  const { config, written, faults } = await loadConfig(cwd, environment);
  const from = written.contracts;
  const followsGit = typeof from === 'object' && 'git' in from;
  return faults.length > 0 ? '' : signatureOf({ config, commit: followsGit ? '' : null });
}

/** What the files look like from outside: names, sizes, times. @param project its `commit` is null where the contracts are files */
async function signatureOf({ config, commit }: Pick<LoadedProject, 'config' | 'commit'>): Promise<string> {
  const paths = [...(commit === null ? config.contracts : []), ...config.packs].map((path) =>
    resolve(config.root, path),
  );
  const lists = await Promise.all(paths.map((path) => filesUnder(path)));
  const files = [...lists.flatMap((list) => list ?? []), config.file ?? join(config.root, 'assay.yaml')];
  const seen = await Promise.all(
    files.sort().map(async (file) => {
      const found = await stat(file).catch(() => null);
      return `${file} ${String(found?.size ?? '')} ${String(found?.mtimeMs ?? '')}`;
    }),
  );
  return seen.join('\n');
}
