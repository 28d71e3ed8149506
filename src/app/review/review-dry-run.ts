/** Would today's data pass the changed contracts? From recorded measures where they answer, else by a check within a cost guard. Nothing is recorded. */
import { EngineError } from '../../engine/engine.js';
import type { Suite } from '../../model/check.js';
import { FaultError } from '../../model/fault.js';
import type { ProjectConfig } from '../../model/project.js';
import { worst, type Run } from '../../model/verdict.js';
import {
  changedChecks,
  checkedNow,
  judgeRecorded,
  newlyFailing,
  type ChangedCheck,
} from '../../review/recorded.js';
import type { DryCheck, DryDataset, DryRun } from '../../review/review.js';
import { createTurns } from '../../run/decide-turns.js';
import type { Source } from '../../run/run-services.js';
import { isUnused, storePlace } from '../../store/open-store.js';
import { StoreError } from '../../store/store-error.js';
import type { Assay } from '../assay.js';
import type { DryRunSettings } from './ci-settings.js';
import { composeAssay } from '../compose-assay.js';
import { estimateScan } from './estimate-scan.js';
import { lazyStore, type LazyStore } from '../lazy-store.js';
import type { LoadedProject } from '../load-project.js';
import { storeAddress } from '../secrets.js';
import { sourcesOf, type Sources } from '../sources.js';

export interface DryRunWish {
  readonly base: LoadedProject;
  readonly head: LoadedProject;
  /** Suites of head that may be tried: of contracts without a fault. */
  readonly suites: readonly Suite[];
  /** Servers, credentials and store: of the base branch, with the folder where data and store are looked for. */
  readonly config: ProjectConfig;
  readonly settings: DryRunSettings;
  readonly environment: string | null;
  readonly untrusted: boolean;
  /** Why none is wished; null where it is. */
  readonly declined: string | null;
}

interface Trial {
  readonly wish: DryRunWish;
  readonly sources: Sources;
  readonly assay: Assay;
  readonly store: LazyStore;
  readonly signal: AbortSignal;
}

/** Tries the datasets whose checks or place have changed, one after the other. */
export async function tryChange(wish: DryRunWish): Promise<DryRun> {
  const changed = wish.suites.filter((suite) => hasChanged(suite, wish));
  if (changed.length === 0) return { reason: null, datasets: [] };
  const declined = whyNot(wish);
  if (declined !== null) return { reason: declined, datasets: [] };
  const { config, environment, settings } = wish;
  const project = { ...wish.head, config, contracts: onBaseServers(wish) };
  const sources = sourcesOf(project, { server: null, environment });
  const store = lazyStore(() => storeAddress(config), config.root);
  const assay = composeAssay({ project, sources, store, environment, user: 'ci', turns: createTurns() });
  const trial = { wish, sources, assay, store, signal: AbortSignal.timeout(settings.timeoutMs) };
  try {
    const datasets: DryDataset[] = [];
    for (const suite of changed) datasets.push(await tryDataset(suite, trial));
    // A suite may differ where no check does, such as in its key.
    return {
      reason: null,
      datasets: datasets.filter(({ checks, reason }) => checks.length > 0 || reason !== null),
    };
  } finally {
    await assay.close();
  }
}

function whyNot({ declined, settings, untrusted }: DryRunWish): string | null {
  if (declined !== null) return declined;
  if (!settings.enabled) return 'the policy of the base branch turns it off (ci.dryRun.enabled)';
  if (untrusted && !settings.untrusted)
    return 'the change comes from a fork, and the policy of the base branch does not try those (ci.dryRun.untrusted)';
  return null;
}

function hasChanged(suite: Suite, { base, head }: DryRunWish): boolean {
  const before = base.suites.find(({ dataset }) => dataset === suite.dataset);
  return before?.digest !== suite.digest || nameIn(base, suite.dataset) !== nameIn(head, suite.dataset);
}

function nameIn({ contracts }: LoadedProject, key: string): string | undefined {
  return contracts.flatMap(({ datasets }) => datasets).find((dataset) => dataset.key === key)?.physicalName;
}

/** A change does not say where data is read, or who gets the credentials: contracts keep the servers that they have on the base branch. */
function onBaseServers({ base, head, untrusted }: DryRunWish): LoadedProject['contracts'] {
  return head.contracts.map((contract) => {
    const before = base.contracts.find(({ id }) => id === contract.id);
    return { ...contract, servers: before?.servers ?? (untrusted ? [] : contract.servers) };
  });
}

async function tryDataset(suite: Suite, trial: Trial): Promise<DryDataset> {
  const nothing = { dataset: suite.dataset, verdict: null, recorded: null, server: null, checks: [] };
  try {
    const source = trial.sources.open(suite.dataset);
    return await tryOn(source, trial);
  } catch (error) {
    return { ...nothing, newlyFailing: 0, reason: reasonOf(error) };
  }
}

async function tryOn(source: Source, trial: Trial): Promise<DryDataset> {
  const { suite, server } = source;
  const before = suiteBefore(source, trial.wish);
  const changed = changedChecks(suite, before);
  const run = changed.length === 0 || before === null ? null : await lastRun(source, trial);
  const judged = judgeRecorded(changed, before, run);
  const looked = judged.open.length === 0 ? null : await look(source, judged.open, run, trial);
  const checks: readonly DryCheck[] = [...judged.checks, ...(looked?.checks ?? [])];
  return {
    dataset: suite.dataset,
    verdict: checks.length === 0 ? null : worst(checks.map(({ after }) => after)),
    reason: looked?.reason ?? null,
    recorded: judged.checks.length === 0 || run === null ? null : { runId: run.runId, asOf: run.asOf },
    server: server.name,
    checks,
    newlyFailing: newlyFailing(checks),
  };
}

/** Of a dataset that is now read from another table, no earlier check asked the same. */
function suiteBefore({ suite, dataset }: Source, { base }: DryRunWish): Suite | null {
  if (nameIn(base, suite.dataset) !== dataset.physicalName) return null;
  return base.suites.find((each) => each.dataset === suite.dataset) ?? null;
}

/** The newest whole run on this server. Where the store can not be asked, there is none to judge again. */
async function lastRun({ suite, server }: Source, { store, wish }: Trial): Promise<Run | null> {
  try {
    const { config } = wish;
    if (isUnused(storePlace(storeAddress(config), config.root))) return null;
    const runs = await (await store.get()).runs(suite.dataset, RECENT);
    return runs.find((run) => run.where === null && run.server === server.name) ?? null;
  } catch (error) {
    if (error instanceof FaultError || error instanceof StoreError) return null;
    throw error;
  }
}
/** Runs on other servers, or of a part of the rows, may stand before the one that is looked for. */
const RECENT = 10;

interface Looked {
  readonly checks: readonly DryCheck[];
  readonly reason: string | null;
}

/** Checks what no record answers, if that is not too dear. */
async function look(
  source: Source,
  open: readonly ChangedCheck[],
  run: Run | null,
  trial: Trial,
): Promise<Looked> {
  const refused = trial.wish.untrusted ? foreignOf(source, open, trial.wish) : null;
  if (refused !== null) return { checks: [], reason: refused };
  const batch = needsBatch(source) ? (run?.batch ?? null) : null;
  const dear = await tooDear(source, batch, trial);
  if (dear !== null) return { checks: [], reason: dear };
  const ids = new Set(open.map(({ check }) => check.id));
  const found = await trial.assay.check(source.suite.dataset, {
    batch,
    record: false,
    select: ({ id }) => ids.has(id),
    signal: trial.signal,
  });
  return { checks: checkedNow(found.checks, open), reason: null };
}

/** Why a stranger's checks are not run with the base branch's credentials: their SQL, or their choice of a table, could read what is none of theirs. */
function foreignOf(source: Source, open: readonly ChangedCheck[], { base, head }: DryRunWish): string | null {
  const { dataset } = source;
  if (nameIn(base, dataset.key) !== dataset.physicalName)
    return 'the change comes from a fork and names another table';
  const hasSql = open.some(
    ({ check }) => (head.catalogue.get(check.kind)?.check.sqlOptions ?? []).length > 0,
  );
  return hasSql ? 'the change comes from a fork and brings SQL of its own' : null;
}

function needsBatch({ server }: Source): boolean {
  const { path } = server.contract;
  return typeof path === 'string' && path.includes('${batch.');
}

/** Why the dataset, or one that it refers to, is not scanned; null where it may be. */
async function tooDear(
  source: Source,
  batch: Run['batch'],
  { wish, sources }: Trial,
): Promise<string | null> {
  const { maxRows, maxBytes } = wish.settings;
  const others = [...new Set(relationTargets(source))].flatMap((key) => sources.other(key) ?? []);
  for (const [index, each] of [source, ...others].entries()) {
    const size = await estimateScan(each, index === 0 ? batch : null);
    const name = each.suite.dataset;
    if (size === null && index === 0) return `there are no data of ${name} on the server ${each.server.name}`;
    if (size === null) continue;
    const { rows, bytes } = size;
    if (rows !== null && rows > maxRows)
      return `${name} has about ${String(rows)} rows, more than ci.dryRun.maxRows (${String(maxRows)})`;
    if (bytes !== null && bytes > maxBytes)
      return `${name} has ${String(bytes)} bytes, more than ci.dryRun.maxBytes (${String(maxBytes)})`;
    if (rows === null && bytes === null) return `how large ${name} is can not be told without a scan`;
  }
  return null;
}

function relationTargets({ dataset }: Source): readonly string[] {
  const all = [...dataset.relationships, ...dataset.properties.flatMap(({ relationships }) => relationships)];
  return all.flatMap(({ target }) =>
    target === null || target.dataset === dataset.key ? [] : [target.dataset],
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof FaultError)
    return error.faults.map(({ message }) => message.replace(/\.$/, '')).join('; ');
  if (error instanceof EngineError) return error.message.replace(/\.$/, '');
  throw error;
}
