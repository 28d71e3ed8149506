/** The project's store, opened by the first call that needs it. */
import { leaveRun, waitingRuns, type RunRecord } from '../store/inbox.js';
import { isUnused, openStore, storePlace } from '../store/open-store.js';
import type { Store } from '../store/store.js';

/** Runs that may wait for an embedded store before a check opens it by itself: to take them in then lasts less than a second. */
const MANY_WAITING = 32;

/** Records a run; on disk when it resolves. */
export type Recorder = (record: RunRecord) => Promise<void>;

export interface LazyStore {
  /** The open store. After a failure the next call tries again. */
  readonly get: () => Promise<Store>;
  /** Earlier points of checks; none where nothing was ever recorded, and the store is then not made for the question. */
  readonly history: Store['history'];
  /** Asked for before a run is taken, so that what recording needs is made ready meanwhile. */
  readonly recorder: () => Recorder;
  readonly close: () => Promise<void>;
}

/**
 * A run goes into an embedded store that is not open yet by way of its inbox: a check is then as quick with a record as
 * without, and needs no turn at the store.
 * @param url the store's address; may throw where it refers to what is not there
 * @param root where a relative folder starts
 */
export function lazyStore(url: () => string, root: string): LazyStore {
  let opened: Promise<Store> | null = null;
  const get = (): Promise<Store> => {
    const opening = (opened ??= Promise.resolve().then(() => openStore(url(), root)));
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  };
  const write = async ({ run, suite, contract }: RunRecord): Promise<void> =>
    (await get()).recordRun(run, suite, contract);
  const leave = async (folder: string, record: RunRecord): Promise<void> => {
    leaveRun(folder, record);
    // The run is safe already; if another process has the store, that one takes it in.
    if (waitingRuns(folder).length > MANY_WAITING) await get().catch(() => undefined);
  };
  const prepare = async (): Promise<Recorder> => {
    const place = storePlace(url(), root);
    if (place.where === 'folder')
      return (record) => (opened === null ? leave(place.folder, record) : write(record));
    await get();
    return write;
  };
  return {
    get,
    history: async (...asked) =>
      opened === null && isUnused(storePlace(url(), root))
        ? new Map<string, never>()
        : (await get()).history(...asked),
    recorder: () => {
      const ready = prepare();
      // What went wrong is told to whoever records.
      ready.catch(() => undefined);
      return async (record) => (await ready)(record);
    },
    close: async () => {
      const store = await opened?.catch(() => null);
      await store?.close();
    },
  };
}

/** The same for a store that is open already and stays open: whoever opened it closes it. */
export function fixedStore(store: Store): LazyStore {
  return {
    get: () => Promise.resolve(store),
    history: (...asked) => store.history(...asked),
    recorder:
      () =>
      ({ run, suite, contract }) =>
        store.recordRun(run, suite, contract),
    close: () => Promise.resolve(),
  };
}
