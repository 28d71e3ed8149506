/** Delivers what waits in the outbox: each channel in a lane of its own, so that one that does not answer holds up no other. */
import { attemptDelivery, LEASE_MS, type DeliveryParts } from './delivery-attempt.js';
import { createBell, type Bell } from './bell.js';

export interface RunningDelivery {
  /** Something was written: look now. */
  readonly wake: () => void;
  /** Takes nothing new and waits for what is under way; after a while that is broken off, to be tried again later. */
  readonly stop: () => Promise<void>;
}

/** Messages of one channel at a time. */
const LANE = 4;
/** Other processes write too, and say nothing. */
const LONGEST_WAIT_MS = 15_000;
const SHORTEST_WAIT_MS = 100;
const GRACE_MS = 10_000;

/** Starts to deliver, until it is stopped. Survives a store that can not be reached: then it looks again after a while. */
export function startDelivery(parts: DeliveryParts): RunningDelivery {
  const broken = new AbortController();
  let stopped = false;
  const lanes = [...parts.channels.keys()].map((channel) => {
    const bell = createBell();
    const ended = runLane(channel, bell, parts, { isStopped: () => stopped, signal: broken.signal });
    return { bell, ended };
  });
  const wake = (): void => {
    for (const { bell } of lanes) bell.ring();
  };
  return {
    wake,
    stop: async () => {
      stopped = true;
      wake();
      const grace = setTimeout(() => broken.abort(), GRACE_MS);
      await Promise.all(lanes.map(({ ended }) => ended));
      clearTimeout(grace);
    },
  };
}

/**
 * One pass over what is due now, for a process that ends soon: at most `limitMs`, then what is under way is broken off. What did not
 * arrive waits for the next one who delivers.
 */
export async function deliverNow(parts: DeliveryParts, limitMs: number): Promise<void> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), limitMs);
  const drain = async (channel: string): Promise<void> => {
    while (!over.signal.aborted && (await pass(channel, parts, over.signal)) > 0);
  };
  try {
    await Promise.all([...parts.channels.keys()].map(drain));
  } finally {
    clearTimeout(timer);
  }
}

interface Until {
  readonly isStopped: () => boolean;
  readonly signal: AbortSignal;
}

async function runLane(channel: string, bell: Bell, parts: DeliveryParts, until: Until): Promise<void> {
  while (!until.isStopped()) {
    const taken = await pass(channel, parts, until.signal);
    if (taken === 0 && !until.isStopped()) await bell.wait(await waitFor(channel, parts));
  }
}

/** Takes what is due on a channel and sends it; how much there was. */
async function pass(channel: string, parts: DeliveryParts, signal: AbortSignal): Promise<number> {
  const { outbox, worker, log } = parts;
  try {
    const now = parts.now().toISOString();
    const claimed = await outbox.claim({ worker, now, leaseMs: LEASE_MS, limit: LANE, channels: [channel] });
    await Promise.all(claimed.map((delivery) => attemptDelivery(delivery, parts, signal)));
    return claimed.length;
  } catch (error) {
    log.warn({ channel, error: String(error) }, 'the outbox can not be read');
    return 0;
  }
}

/** ms until something is due on a channel, within bounds. */
async function waitFor(channel: string, { outbox, now }: DeliveryParts): Promise<number> {
  const due = await outbox.nextDue([channel]).catch(() => null);
  if (due === null) return LONGEST_WAIT_MS;
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, Date.parse(due) - now().getTime()));
}
