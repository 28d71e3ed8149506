/** The composition root: opens a project, its engines and its store, and joins them to the calls of `Assay`. */
import { userInfo } from 'node:os';
import { v7 as uuid } from 'uuid';
import { resolvePolicy } from '../gate/policy.js';
import { engineFor } from '../engine/engines.js';
import { limitSource } from '../engine/limit-source.js';
import { FaultError } from '../model/fault.js';
import { approveOverride, createOverride, resetBreaker, tripBreaker } from '../run/by-hand.js';
import { decide } from '../run/decide.js';
import { createTurns } from '../run/decide-turns.js';
import type { Answer, DecideServices } from '../run/decide-services.js';
import { checkDataset } from '../run/check.js';
import { explainDataset } from '../run/explain.js';
import type { CheckRequest, RunServices } from '../run/run-services.js';
import { takeDataVersion } from '../run/take-version.js';
import type { Store } from '../store/store.js';
import type { Assay, CheckOptions, GateOptions } from './assay.js';
import { momentOf, refuseEmptySelection, refuseStrayBatch, refuseTooManySamples } from './refuse-options.js';
import { findCheck } from './find-check.js';
import { lazyStore, type LazyStore } from './lazy-store.js';
import { loadProject, type LoadedProject } from './load-project.js';
import { RecordError } from './record-error.js';
import { sourcesOf, unwrap, type Sources } from './sources.js';
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
  const store = lazyStore(() => options.store ?? storeAddress(project.config), project.config.root);
  const context: Context = {
    project,
    sources,
    store,
    environment,
    user: options.user ?? process.env['ASSAY_USER'] ?? userInfo().username,
    run: runServices(project, sources, store),
  };
  return { ...checking(context), ...deciding(context), ...remembering(context) };
}

interface Context {
  readonly project: LoadedProject;
  readonly sources: Sources;
  readonly store: LazyStore;
  readonly environment: string | null;
  readonly user: string;
  readonly run: RunServices;
}

function runServices(project: LoadedProject, sources: Sources, store: LazyStore): RunServices {
  return {
    catalogue: project.catalogue,
    engineFor,
    sourceOf: sources.other,
    history: store.history,
    now: () => new Date(),
    newId: () => uuid(),
    whenFree: limitSource,
  };
}

type Checking = Pick<Assay, 'datasets' | 'find' | 'findCheck' | 'check' | 'explain'>;

function checking({ sources, store, run, project, environment }: Context): Checking {
  const request = (name: string, options: CheckOptions): CheckRequest => {
    const source = sources.open(sources.find(name));
    refuseStrayBatch(source, options.batch ?? null);
    refuseEmptySelection(source, options.select ?? null);
    const { key, layer } = source.dataset;
    refuseTooManySamples(
      options.samples ?? 0,
      unwrap(resolvePolicy({ dataset: key, layer, environment }, project.config)),
    );
    return checkRequest(source, options);
  };
  return {
    datasets: sources.keys,
    find: sources.find,
    findCheck: (dataset, check) => findCheck(check, sources.entry(sources.find(dataset)).suite),
    async check(name, options = {}) {
      const asked = request(name, options);
      if (options.record === false) return checkDataset(asked, run);
      const record = store.recorder();
      const memory = forgiving(run.history);
      const found = await checkDataset(asked, { ...run, history: memory.history });
      if (options.signal?.aborted === true) return found;
      try {
        // A verdict without the history that it asked for is not what the contract means: it must not become history.
        if (memory.failure() !== null) throw memory.failure();
        const { suite, contract } = asked.source;
        await record({ run: found, suite, contract });
      } catch (error) {
        throw new RecordError(
          found,
          `Checked, but not recorded: ${error instanceof Error ? error.message : 'unknown error'}`,
          { cause: error },
        );
      }
      return found;
    },
    explain: async (name, options = {}) =>
      explainDataset(request(name, options), { ...run, history: forgiving(run.history).history }),
  };
}

/** A check without a store still runs: what needs history is then unknown. `failure` is why there was none. */
function forgiving(history: RunServices['history']) {
  let failure: unknown = null;
  return {
    history: (...asked: Parameters<RunServices['history']>) =>
      history(...asked).catch((error: unknown) => {
        failure ??= error;
        return new Map<string, never>();
      }),
    failure: () => failure,
  };
}

function checkRequest(source: CheckRequest['source'], options: CheckOptions): CheckRequest {
  return {
    source,
    batch: options.batch ?? null,
    asOf: options.asOf === undefined ? new Date().toISOString() : momentOf(options.asOf),
    where: options.where ?? null,
    select: options.select ?? null,
    samples: options.samples ?? 0,
    fingerprint: false,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
}

type Deciding = Pick<Assay, 'gate' | 'trip' | 'reset' | 'override' | 'approve'>;

function deciding(context: Context): Deciding {
  const { sources, environment, user } = context;
  const turns = createTurns<Answer>();
  const hand = (dataset: string, reason: string) => ({
    dataset: sources.find(dataset),
    environment,
    by: user,
    reason,
  });
  const byHand = async () => decideServices(context, turns, {}, await context.store.get());
  return {
    async gate(name, options = {}) {
      const dataset = sources.find(name);
      refuseStrayBatch(sources.open(dataset), options.batch ?? null);
      const services = decideServices(context, turns, options, await context.store.get());
      const { batch = null, force = false } = options;
      const asOf = options.asOf === undefined ? null : momentOf(options.asOf);
      return decide({ dataset, environment, batch, asOf, force, askedBy: user }, services);
    },
    trip: async (dataset, reason) => unwrap(await tripBreaker(hand(dataset, reason), await byHand())),
    reset: async (dataset, reason) => unwrap(await resetBreaker(hand(dataset, reason), await byHand())),
    override: async (wish) =>
      unwrap(await createOverride({ ...wish, ...hand(wish.dataset, wish.reason) }, await byHand())),
    approve: async (id) => unwrap(await approveOverride({ id, by: user, reason: null }, await byHand())),
  };
}

function decideServices(
  context: Context,
  turns: DecideServices['turns'],
  options: GateOptions,
  store: Store,
): DecideServices {
  const { project, sources, run } = context;
  const request = (place: {
    dataset: string;
    batch: CheckRequest['batch'];
    asOf?: string;
  }): CheckRequest => ({
    ...checkRequest(sources.open(place.dataset), {
      ...options,
      batch: place.batch,
      ...(place.asOf === undefined ? {} : { asOf: place.asOf }),
    }),
    fingerprint: true,
  });
  return {
    store,
    turns,
    lineage: new Map(
      project.contracts.flatMap((contract) => contract.datasets.map((each) => [each.key, each.upstream])),
    ),
    subject: (dataset, environment) => {
      const { contract, suite, dataset: found } = sources.entry(dataset);
      const policy = resolvePolicy({ dataset, layer: found.layer, environment }, project.config);
      return policy.ok
        ? { ok: true, value: { contract, suite, layer: found.layer, policy: policy.value } }
        : policy;
    },
    checkDataset: (place) => checkDataset(request(place), run),
    dataVersion: (place) => takeDataVersion(request(place), run),
    now: run.now,
    newId: run.newId,
  };
}

type Remembering = Omit<Assay, keyof Checking | keyof Deciding>;

function remembering({ store, sources }: Context): Remembering {
  const now = (): string => new Date().toISOString();
  return {
    breakers: async () => (await store.get()).breakers(),
    transitions: async (name, limit) => (await store.get()).transitions(sources.find(name), limit),
    overrides: async (name) =>
      (await store.get()).overrides(name === null ? null : sources.find(name), now()),
    runs: async (name, limit) => (await store.get()).runs(sources.find(name), limit),
    decisions: async (name, limit) => (await store.get()).decisions(sources.find(name), limit),
    checkHistory: async (name, check, limit) =>
      (await store.get()).checkHistory(sources.find(name), check, limit),
    audit: async (limit) => (await store.get()).audit(limit),
    close: store.close,
  };
}
