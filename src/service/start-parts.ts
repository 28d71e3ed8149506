/** The parts of a running service, each started with what it needs of the others, and how they end. */
import { hostname } from 'node:os';
import { v7 as uuid } from 'uuid';
import type { Hallmarks } from '../app/hallmarks.js';
import type { Store } from '../store/store.js';
import { ask, type AskingParts } from './asking.js';
import { everyMs } from './every-ms.js';
import { openEventHub, type EventHub } from './event-hub.js';
import { holdProject, type LiveProject, type ProjectHolder } from './live-project.js';
import type { Log } from './log.js';
import { openMetrics, type Metrics } from './metrics.js';
import { openQuickAnswers } from './quick-answers.js';
import { replaceable, type Stoppable } from './replaceable.js';
import { SCHEDULER, startSchedules, type Scheduled } from './schedules.js';
import type { ServiceSettings } from './settings.js';
import { openChannels, startTelling, type Telling, type TellingParts } from './telling.js';
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
  const follow = replaceable();
  const holder = await holdProject({ ...options, log, onChange: (project) => onChange(project) });
  const hub = openEventHub(store.events, log);
  let telling: Telling | null = null;
  const wake = (): void => {
    hub.wake();
    telling?.wake();
  };
  const { asking, worker, metrics, waiters } = startWork(options, { id, log, holder, hub, wake });
  const following = { asking, store, log, publicUrl: settings.publicUrl, worker: id };
  const start = (project: LiveProject): Promise<void> =>
    follow.replace(() => {
      const followed = startFollowing(project, { ...following, observe: metrics.delivered });
      telling = followed.telling;
      return followed;
    });
  const onChange = (project: LiveProject): void => {
    start(project)
      .then(wake)
      .catch((error: unknown) => log.error({ error: words(error) }, 'the reload is incomplete'));
  };
  const tidying = everyMs(TIDY_MS, () => tidy(store, new Date()), log);
  await start(holder.current());
  const stop = async (): Promise<void> => {
    await Promise.all([holder.stop(), tidying.stop(), worker.stop(GRACE_MS)]);
    await follow.stop();
    await Promise.all([waiters.stop(), hub.stop()]);
  };
  return { id, store, hallmarks, holder, asking, worker, hub, metrics, wake, stop };
}

interface WorkParts extends Pick<Parts, 'id' | 'holder' | 'hub' | 'wake'> {
  readonly log: Log;
}

/** Queue, worker and what counts their work. */
function startWork({ store, settings, hallmarks }: StartOptions, parts: WorkParts) {
  const { id, log, holder, hub, wake } = parts;
  const now = (): Date => new Date();
  const waiters = openWaiters(store.asks, log);
  const quick = openQuickAnswers(store.events, now);
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
      waiters.tell(ended, decided);
      wake();
    },
  });
  const asking: AskingParts = {
    store,
    project: holder.current,
    hallmarks,
    quick,
    waiters,
    worker,
    onQuick: (answered) => metrics.decided(answered, 0),
    now,
  };
  return { asking, worker, metrics, waiters };
}

interface FollowParts extends Omit<TellingParts, 'project'> {
  readonly asking: AskingParts;
}

/** What goes by the project's own file: its schedules and who is told. */
function startFollowing(project: LiveProject, parts: FollowParts): Stoppable & { readonly telling: Telling } {
  const { asking, log } = parts;
  const telling = startTelling(openChannels(project.loaded), { ...parts, project: asking.project });
  const schedules = startSchedules(project, {
    ask: (due) => askScheduled(due, asking),
    log,
    now: asking.now,
  });
  return {
    telling,
    stop: async () => {
      await schedules.stop();
      await telling.stop();
    },
  };
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

async function tidy(store: Store, now: Date): Promise<void> {
  const ago = (ms: number): string => new Date(now.getTime() - ms).toISOString();
  await store.asks.forget(ago(DAY_MS));
  await store.events.forget(ago(EVENTS_KEPT_MS));
  await store.access.forgetSessions(now.toISOString());
}

const words = (error: unknown): string => (error instanceof Error ? error.message : 'unknown error');
