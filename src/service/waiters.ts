/** Callers that wait for an ask to end, wherever it is worked on: one question to the store for all of them. */
import type { Decided } from '../app/assay.js';
import type { AskStore } from '../store/ask-store.js';
import { everyMs } from './every-ms.js';
import type { Log } from './log.js';

export interface Waiters {
  /** Resolves when the ask is over, the time is up or the caller has gone, with the answer where it came about here; never rejects. */
  readonly wait: (ask: string, limitMs: number, signal?: AbortSignal) => Promise<Decided | null>;
  /** The ask ended in this process. */
  readonly tell: (ask: string, decided: Decided | null) => void;
  readonly stop: () => Promise<void>;
}

/** How soon the end of an ask in another process is seen. */
const LOOK_MS = 250;

export function openWaiters(asks: Pick<AskStore, 'ended'>, log: Log): Waiters {
  const waiting = new Map<string, Set<(decided: Decided | null) => void>>();
  const tell = (ask: string, decided: Decided | null): void => {
    for (const done of waiting.get(ask) ?? []) done(decided);
  };
  const looking = everyMs(
    LOOK_MS,
    async () => {
      if (waiting.size === 0) return;
      for (const ask of await asks.ended([...waiting.keys()])) tell(ask.id, null);
    },
    log,
  );
  return {
    tell,
    wait: (ask, limitMs, signal) =>
      new Promise((resolve) => {
        if (limitMs <= 0 || signal?.aborted === true) return resolve(null);
        const mine = waiting.get(ask) ?? new Set();
        waiting.set(ask, mine);
        const done = (decided: Decided | null): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', leave);
          mine.delete(done);
          if (mine.size === 0 && waiting.get(ask) === mine) waiting.delete(ask);
          resolve(decided);
        };
        const leave = (): void => done(null);
        const timer = setTimeout(leave, limitMs);
        signal?.addEventListener('abort', leave, { once: true });
        mine.add(done);
      }),
    stop: async () => {
      await looking.stop();
      for (const ask of [...waiting.keys()]) tell(ask, null);
    },
  };
}
