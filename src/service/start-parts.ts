/** The parts of a running service, each started with what it needs of the others, and how they end. */
import { hostname } from 'node:os';
import { v7 as uuid } from 'uuid';
import type { Hallmarks } from '../app/hallmarks.js';
import { FaultError } from '../model/fault.js';
import type { Store } from '../store/store.js';
import { ask, type AskingParts } from './asking.js';
import { everyMs } from './every-ms.js';
import { openEventHub, type EventHub } from './event-hub.js';
import { holdProject, type LiveProject, type ProjectHolder } from './live-project.js';
import type { Log } from './log.js';
import { openMetrics, type Metrics } from './metrics.js';
import { openQuickAnswers } from './quick-answers.js';
import { SCHEDULER, scheduleFaults, startSchedules, type Scheduled } from './schedules.js';
import type { ServiceSettings } from './settings.js';
import { openWaiters } from './waiters.js';
import { startWorker, type Worker } from './worker.js';

export interface StartOptions {
  readonly cwd: string;
  readonly environment: string | null;
  readonly server: string | null;
  readonly settings: ServiceSettings;
  readonly store: Store;
  readonly hallmarks: Hallmarks;
  readonly log: Log;
}

export interface Parts {
  readonly id: string;
  readonly store: Store;
  readonly hallmarks: Hallmarks;
  readonly holder: ProjectHolder;
  readonly asking: AskingParts;
  readonly worker: Worker;
  readonly hub: EventHub;
  readonly metrics: Metrics;
  /** Something was written: listeners and the delivery look now. */
  readonly wake: () => void;
  readonly now: () => Date;
  readonly stop: () => Promise<void>;
}

/** What runs may end by itself for so long when the service is stopped. */
const GRACE_MS = 20_000;
const TIDY_MS = 600_000;
const DAY_MS = 86_400_000;
/** A listener that was away for longer begins anew. */
const EVENTS_KEPT_MS = 7 * DAY_MS;

/** @throws FaultError for every fault of the project */
export async function startParts(options: StartOptions): Promise<Parts> {
  const { store, hallmarks, settings } = options;
  const id = `${hostname()}/${uuid()}`;
  const log = options.log.child({ process: id });
  const now = (): Date => new Date();
  const hub = openEventHub(store.events, log);
  const waiters = openWaiters(store.asks, log);
  const quick = openQuickAnswers(store.events, now);
  const clocks = replaceable();
  const holder = await holdProject({ ...options, log, onChange: (project) => onChange(project) });
  const wake = (): void => hub.wake();
  const metrics = openMetrics({
    store,
    layerOf: (dataset) => layerOf(holder.current(), dataset),
    listeners: hub.listeners,
    running: () => worker.running(),
  });
  const worker = startWorker({
    id,
    asks: store.asks,
    project: holder.current,
    slots: settings.workers,
    timeoutMs: settings.timeoutMs,
    quick,
    log,
    onEnd: (ended, decided, seconds) => {
      if (decided !== null) metrics.decided(decided, seconds);
      waiters.tell(ended);
      wake();
    },
  });
  const asking: AskingParts = {
    store,
    project: holder.current,
    hallmarks,
    quick,
    waiters,
    onQueued: () => worker.wake(),
    onQuick: (answered) => metrics.decided(answered, 0),
    now,
  };
  const schedule = (project: LiveProject): Promise<void> =>
    clocks.replace(() => startSchedules(project, { ask: (due) => askScheduled(due, asking), log, now }));
  const onChange = (project: LiveProject): void => {
    void store.events
      .add([changed(project, now())])
      .then(wake)
      .catch(() => log.warn('the reload is not in the event stream'));
    schedule(project).catch((error: unknown) =>
      log.error({ error: error instanceof Error ? error.message : 'unknown error' }, 'no schedules'),
    );
  };
  const faults = scheduleFaults(holder.current());
  if (faults.length > 0) {
    await holder.stop();
    throw new FaultError(faults);
  }
  await schedule(holder.current());
  const tidying = everyMs(TIDY_MS, () => tidy(store, now()), log);
  return {
    id,
    store,
    hallmarks,
    holder,
    asking,
    worker,
    hub,
    metrics,
    wake,
    now,
    stop: async () => {
      await Promise.all([clocks.stop(), holder.stop(), tidying.stop()]);
      await worker.stop(GRACE_MS);
      await Promise.all([waiters.stop(), hub.stop()]);
    },
  };
}

interface Stoppable {
  readonly stop: () => Promise<void>;
}

/** Something that runs until another one takes its place. */
function replaceable(): {
  readonly replace: (start: () => Stoppable) => Promise<void>;
  readonly stop: () => Promise<void>;
} {
  let running: Stoppable | null = null;
  let turn = Promise.resolve();
  const next = (start: (() => Stoppable) | null): Promise<void> =>
    (turn = turn.then(async () => {
      await running?.stop();
      running = start === null ? null : start();
    }));
  return { replace: next, stop: () => next(null) };
}

async function askScheduled(due: Scheduled, asking: AskingParts): Promise<void> {
  const { dataset, batch, dataVersion, key } = due;
  const wish = {
    dataset,
    batch,
    dataVersion,
    environment: null,
    asOf: null,
    force: false,
    askedBy: SCHEDULER,
  };
  await ask(wish, { waitMs: 0, idempotency: { principal: SCHEDULER, key } }, asking);
}

function layerOf(project: LiveProject, dataset: string): string | null {
  const found = project.view.find(dataset);
  return found.ok ? found.value.layer : null;
}

function changed({ view }: LiveProject, at: Date) {
  const { digest, commit } = view;
  return { at: at.toISOString(), event: 'contracts' as const, dataset: null, data: { digest, commit } };
}

async function tidy(store: Store, now: Date): Promise<void> {
  const ago = (ms: number): string => new Date(now.getTime() - ms).toISOString();
  await store.asks.forget(ago(DAY_MS));
  await store.events.forget(ago(EVENTS_KEPT_MS));
  await store.access.forgetSessions(now.toISOString());
}
