/** The event stream for many listeners: one question to the store for all of them, each with a place of its own. */
import type { ServiceEvent } from '../model/service-event.js';
import type { EventStore } from '../store/event-store.js';
import { everyMs } from './every-ms.js';
import type { Log } from './log.js';
import type { EventSubscription } from './service.js';

export interface EventHub {
  /** @param after number of the last event that the listener has; null: from now on */
  readonly subscribe: (
    after: number | null,
    listener: (event: ServiceEvent) => void,
    onEnd: () => void,
  ) => Promise<EventSubscription>;
  /** Something was written: look now. */
  readonly wake: () => void;
  readonly listeners: () => number;
  readonly stop: () => Promise<void>;
}

interface Listener {
  /** Number of the last event that it was given. */
  seen: number;
  /** It still reads what was before its time; the live events wait in the store. */
  catchingUp: boolean;
  readonly give: (event: ServiceEvent) => void;
  readonly end: () => void;
}

const LOOK_MS = 500;
/** Events of one question. */
const PAGE = 500;

export function openEventHub(events: EventStore, log: Log): EventHub {
  const listeners = new Set<Listener>();
  let last: number | null = null;

  const look = async (): Promise<void> => {
    if (listeners.size === 0) {
      // Nobody listens: whoever comes next begins at what is then the last one.
      last = null;
      return;
    }
    last ??= await events.last();
    for (;;) {
      const page = await events.after(last, PAGE);
      for (const event of page) {
        last = event.seq;
        for (const one of listeners) if (!one.catchingUp) give(one, event);
      }
      if (page.length < PAGE) return;
    }
  };
  const looking = everyMs(LOOK_MS, look, log);

  const catchUp = async (one: Listener): Promise<void> => {
    while (listeners.has(one)) {
      const page = await events.after(one.seen, PAGE);
      for (const event of page) give(one, event);
      if (page.length === PAGE || one.seen < (last ?? 0)) continue;
      one.catchingUp = false;
      return;
    }
  };

  return {
    listeners: () => listeners.size,
    wake: () => {
      if (listeners.size > 0) void looking.now();
    },
    async subscribe(after, listener, onEnd) {
      const from = after ?? (await events.last());
      last ??= from;
      const one: Listener = { seen: from, catchingUp: true, give: listener, end: onEnd };
      listeners.add(one);
      catchUp(one).catch((error: unknown) => {
        log.error(
          { error: error instanceof Error ? error.message : 'unknown error' },
          'events can not be read',
        );
        if (listeners.delete(one)) one.end();
      });
      return { end: () => void listeners.delete(one) };
    },
    stop: async () => {
      await looking.stop();
      for (const one of [...listeners]) {
        listeners.delete(one);
        one.end();
      }
    },
  };
}

function give(one: Listener, event: ServiceEvent): void {
  if (event.seq <= one.seen) return;
  one.seen = event.seq;
  one.give(event);
}
