/** The calls of `Service` over its running parts: thin, each hands on to the part that knows. */
import { compareVersions } from './compare-versions.js';
import { VERSION } from '../app/version.js';
import { checkTraits } from '../run/check-traits.js';
import { answer, ask } from './asking.js';
import { burningObjectives } from './burning-objectives.js';
import { keepForAWhile } from './keep-for-a-while.js';
import { openOverview } from './overview.js';
import { lineageLayouts } from './lineage-layout.js';
import { lineageStates } from './lineage-states.js';
import type { Readiness, Service } from './service.js';
import type { Parts } from './start-parts.js';

/** Counting what was recorded within weeks is too much for every look at a page. */
const MINUTE_MS = 60_000;

export function serviceCalls(parts: Parts): Service {
  const { store, asking, hallmarks, hub } = parts;
  const layOutLineage = lineageLayouts();
  let closing: Promise<void> | null = null;
  const current = () => parts.holder.current();
  const overview = openOverview(
    store,
    () => ({ view: current().view, schedules: current().loaded.written.schedules ?? [] }),
    () => new Date(),
  );
  const burning = keepForAWhile(MINUTE_MS, () =>
    burningObjectives(store.listings, current().view.datasets, new Date()),
  );
  const as = (by: string) => current().assay.as(by);
  /** Whoever listens hears of it at once. */
  const told = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work;
    parts.wake();
    return done;
  };
  return {
    id: parts.id,
    version: VERSION,
    store,
    project: () => current().view,
    overview,
    burning: () => burning(current().view.digest),
    compareVersions: (from, to) =>
      compareVersions(from, to, current().loaded.catalogue, new Date().toISOString()),
    lineageStates: () => lineageStates(current().view, store, new Date()),
    layOutLineage,
    ask: (request, options) => ask(request, options, asking),
    answer: (id, options) => answer(id, options, asking),
    cancel: (id) => told(store.asks.cancel(id)),
    trip: (dataset, by, reason) => told(as(by).trip(dataset, reason)),
    reset: (dataset, by, reason) => told(as(by).reset(dataset, reason)),
    override: ({ by, ...wish }) => told(as(by).override(wish)),
    approve: (override, by, reason) => told(as(by).approve(override, reason)),
    expect: ({ by, ...wish }) => told(as(by).expect(wish)),
    traitsOf: (check) => checkTraits(check, current().loaded.catalogue),
    failingRows: (dataset, check, options) => current().assay.failingRows(dataset, check, options),
    acknowledge: (incident, by, note) => told(as(by).acknowledge(incident, note)),
    resolve: (incident, by, reason) => told(as(by).resolve(incident, reason)),
    verify: (token, dataset) =>
      hallmarks.verify(token, {
        environment: current().view.environment,
        dataset: dataset === null ? null : current().assay.find(dataset),
        dataVersionNow: (key, _environment, batch) => current().assay.dataVersion(key, { batch }),
      }),
    jwks: () => hallmarks.jwks(),
    subscribe: (after, listener, onEnd) => hub.subscribe(after, listener, onEnd),
    ready: () =>
      closing === null ? readiness(parts) : Promise.resolve(notReady({ shutdown: 'it is stopping' })),
    close: () => (closing ??= parts.stop().finally(() => store.close())),
  };
}

async function readiness(parts: Parts): Promise<Readiness> {
  try {
    await parts.store.events.last();
    return { ready: true, problems: {} };
  } catch {
    return notReady({ store: 'the store does not answer' });
  }
}

const notReady = (problems: Readiness['problems']): Readiness => ({ ready: false, problems });
