/** Joins a loaded project, its engines and its store to the calls of `Assay`. */
import { v7 as uuid } from 'uuid';
import { resolvePolicy } from '../gate/policy.js';
import { engineFor } from '../engine/engines.js';
import { limitSource } from '../engine/limit-source.js';
import { approveOverride, createOverride, resetBreaker, tripBreaker } from '../run/by-hand.js';
import { decide } from '../run/decide.js';
import type { Answer, DecideServices } from '../run/decide-services.js';
import type { Turns } from '../run/decide-turns.js';
import { checkDataset } from '../run/check.js';
import { expectPoint } from '../run/expect-point.js';
import { explainDataset } from '../run/explain.js';
import { failingRows } from '../run/failing-rows.js';
import type { CheckRequest, RunServices } from '../run/run-services.js';
import { changeIncident } from '../run/tell-incidents.js';
import { takeDataVersion } from '../run/take-version.js';
import type { Store } from '../store/store.js';
import type { Assay, CheckOptions, GateOptions } from './assay.js';
import { momentOf, refuseEmptySelection, refuseStrayBatch, refuseTooManySamples } from './refuse-options.js';
import { findCheck } from './find-check.js';
import type { Hallmarks } from './hallmarks.js';
import type { LazyStore } from './lazy-store.js';
import type { LoadedProject } from './load-project.js';
import { RecordError } from './record-error.js';
import { projectHallmarks } from './lazy-hallmarks.js';
import { storeAddress } from './secrets.js';
import { unwrap, type Sources } from './sources.js';
import { vouching, type Vouching } from './vouching.js';

/** What the calls stand on. */
export interface AssayParts {
  readonly project: LoadedProject;
  readonly sources: Sources;
  readonly store: LazyStore;
  readonly environment: string | null;
  /** Who asks, for decisions and the audit log. */
  readonly user: string;
  /** One for the life of the process. */
  readonly turns: Turns<Answer>;
  /** One for the life of the process; default: those of the project's own store. */
  readonly hallmarks?: Hallmarks;
}

interface Context extends AssayParts {
  readonly run: RunServices;
  readonly hallmarks: Hallmarks;
}

/** The calls on one project. */
export function composeAssay(parts: AssayParts): Assay {
  const { store, project } = parts;
  const hallmarks = parts.hallmarks ?? projectHallmarks(project, store, () => storeAddress(project.config));
  const context = { ...parts, run: runServices(parts), hallmarks };
  const looking = checking(context);
  return {
    ...looking,
    ...deciding(context),
    ...vouching(context, looking.dataVersion),
    ...remembering(context),
    inside: { project: parts.project, store: parts.store.get },
    as: (user) => composeAssay({ ...parts, hallmarks, user }),
  };
}

function runServices({ project, sources, store }: AssayParts): RunServices {
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

/** Rows that a statement for people shows, where they do not say how many. */
const SHOWN_ROWS = 20;

type Checking = Pick<
  Assay,
  'datasets' | 'find' | 'findCheck' | 'check' | 'explain' | 'failingRows' | 'dataVersion'
>;

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
    dataVersion: (name, options = {}) =>
      takeDataVersion({ ...request(name, options), fingerprint: true }, run),
    failingRows: (name, check, { batch = null, where = null, limit = SHOWN_ROWS } = {}) => {
      const { source, asOf } = request(name, { batch });
      return failingRows({ source, check, batch, where, asOf, limit }, run);
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

type Deciding = Pick<
  Assay,
  'gate' | 'trip' | 'reset' | 'override' | 'approve' | 'expect' | 'acknowledge' | 'resolve'
>;

function deciding(context: Context): Deciding {
  const { sources, environment, user, hallmarks } = context;
  const hand = (dataset: string, reason: string) => ({
    dataset: sources.find(dataset),
    environment,
    by: user,
    reason,
  });
  const byHand = async () => decideServices(context, {}, await context.store.get());
  return {
    async gate(name, options = {}) {
      const dataset = sources.find(name);
      refuseStrayBatch(sources.open(dataset), options.batch ?? null);
      const services = decideServices(context, options, await context.store.get());
      const { batch = null, force = false, dataVersion = null } = options;
      const asOf = options.asOf === undefined ? null : momentOf(options.asOf);
      await hallmarks.prepare();
      const request = { dataset, environment, batch, asOf, dataVersion, force, askedBy: user };
      const answer = await decide(request, services);
      return { ...answer, hallmark: await hallmarks.strike(answer.decision) };
    },
    trip: async (dataset, reason) => unwrap(await tripBreaker(hand(dataset, reason), await byHand())),
    reset: async (dataset, reason) => unwrap(await resetBreaker(hand(dataset, reason), await byHand())),
    override: async (wish) =>
      unwrap(await createOverride({ ...wish, ...hand(wish.dataset, wish.reason) }, await byHand())),
    approve: async (id, reason = null) =>
      unwrap(await approveOverride({ id, by: user, reason }, await byHand())),
    expect: async (wish) => {
      const dataset = sources.find(wish.dataset);
      const services = {
        store: await context.store.get(),
        suite: sources.entry(dataset).suite,
        catalogue: context.project.catalogue,
        now: context.run.now,
      };
      return unwrap(await expectPoint({ ...wish, dataset, by: user }, services));
    },
    acknowledge: async (id, reason) =>
      changeIncident({ id, by: user, reason, to: 'acknowledged' }, await byHand()),
    resolve: async (id, reason) => changeIncident({ id, by: user, reason, to: 'resolved' }, await byHand()),
  };
}

function decideServices(context: Context, options: GateOptions, store: Store): DecideServices {
  const { project, sources, run, turns } = context;
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
    alerting: project.alerting,
    layers: project.config.layers,
    now: run.now,
    newId: run.newId,
    ...(options.lease === undefined ? {} : { lease: options.lease }),
  };
}

type Remembering = Omit<Assay, keyof Checking | keyof Deciding | keyof Vouching | 'as' | 'inside'>;

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
    incidents: async (filter) => (await store.get()).incidents.list(filter),
    audit: async (limit) => (await store.get()).audit(limit),
    close: store.close,
  };
}
