/** Callers that wait for an ask to end, wherever it is worked on: one question to the store for all of them. */
import type { AskStore } from '../store/ask-store.js';
import { everyMs } from './every-ms.js';
import type { Log } from './log.js';

export interface Waiters {
  /** Resolves when the ask is over, the time is up or the caller has gone; never rejects. */
  wait(ask: string, limitMs: number, signal?: AbortSignal): Promise<void>;
  /** The ask ended in this process. */
  tell(ask: string): void;
  stop(): Promise<void>;
}

/** How soon the end of an ask in another process is seen. */
const LOOK_MS = 250;

export function openWaiters(asks: Pick<AskStore, 'ended'>, log: Log): Waiters {
  const waiting = new Map<string, Set<() => void>>();
  const tell = (ask: string): void => {
    for (const done of waiting.get(ask) ?? []) done();
  };
  const looking = everyMs(
    LOOK_MS,
    async () => {
      if (waiting.size === 0) return;
      for (const ask of await asks.ended([...waiting.keys()])) tell(ask.id);
    },
    log,
  );
  return {
    tell,
    wait: (ask, limitMs, signal) =>
      new Promise((resolve) => {
        if (limitMs <= 0 || signal?.aborted === true) return resolve();
        const mine = waiting.get(ask) ?? new Set();
        waiting.set(ask, mine);
        const done = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          mine.delete(done);
          if (mine.size === 0 && waiting.get(ask) === mine) waiting.delete(ask);
          resolve();
        };
        const timer = setTimeout(done, limitMs);
        signal?.addEventListener('abort', done, { once: true });
        mine.add(done);
      }),
    stop: async () => {
      await looking.stop();
      for (const ask of [...waiting.keys()]) tell(ask);
    },
  };
}
