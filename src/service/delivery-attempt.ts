/** One message's turn: is it still worth telling, does it arrive, and what is written of that. */
import { tryLater, type AlertChannel, type SendResult } from '../alert/channel.js';
import { threadsTold } from '../alert/routing/threads-told.js';
import { whyNotSent } from '../alert/routing/still-due.js';
import type { AlertMessage, Delivery } from '../model/alert-message.js';
import type { IncidentStore, Outbox } from '../store/incident-store.js';
import { nextAttempt } from './delivery-backoff.js';
import type { Log } from './log.js';
import { patiently } from './patiently.js';

export interface DeliveryParts {
  readonly outbox: Outbox;
  readonly incidents: Pick<IncidentStore, 'get'>;
  /** Those that this process can reach, by name; messages of others wait for one that can. */
  readonly channels: ReadonlyMap<string, AlertChannel>;
  /** Where people reach the service; null: messages have no links. */
  readonly publicUrl: string | null;
  readonly log: Pick<Log, 'warn' | 'error'>;
  readonly now: () => Date;
  /** Names this process in leases. */
  readonly worker: string;
  /** A message was given up; called again where the store was away. @param error without secrets and addresses */
  readonly onDead?: (message: AlertMessage, error: string) => Promise<void>;
  readonly onSent?: (message: AlertMessage) => Promise<void>;
  /** Counts attempts. */
  readonly observe?: (channel: string, result: 'sent' | 'failed' | 'dead') => void;
}

/** Of one attempt. */
const TIMEOUT_MS = 30_000;

/** How long a store that is away is waited for: without its answer the message would wait for the end of the lease, or be sent once more. */
const STORE_MS = 15_000;

/** Longer than any attempt with all that is written of it. */
export const LEASE_MS = 120_000;

/** Does it, whatever happens. @param signal ends the attempt early; the message is tried again */
export async function attemptDelivery(
  delivery: Delivery,
  parts: DeliveryParts,
  signal: AbortSignal,
): Promise<void> {
  const { message } = delivery;
  const channel = parts.channels.get(message.channel);
  if (channel === undefined) return;
  try {
    const why = await patiently(STORE_MS, () => whyNot(message, parts));
    if (why !== null) await patiently(STORE_MS, () => parts.outbox.drop(message.id, parts.worker, why));
    else await record(delivery, await send(channel, delivery, parts, signal), parts);
  } catch (error) {
    // The store can not be reached: the lease will end, and the message is sent again.
    parts.log.warn(
      { channel: message.channel, message: message.id, error: sentence(error) },
      'alert not recorded',
    );
  }
}

/** Store errors hold no parameters; of anything else only the kind is told. */
const sentence = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';

async function whyNot(
  message: AlertMessage,
  { outbox, incidents, now }: DeliveryParts,
): Promise<string | null> {
  if (message.incident === null) return null;
  const incident = await incidents.get(message.incident.id);
  const told = threadsTold(await outbox.told([message.incident.id]), message);
  return whyNotSent({ message, state: incident?.state ?? null, told, now: now().toISOString() });
}

/** The channel's result; what takes longer than it may, or throws against its word, is tried again. */
async function send(
  channel: AlertChannel,
  { message, attempts }: Delivery,
  { outbox, publicUrl, now }: DeliveryParts,
  signal: AbortSignal,
): Promise<SendResult> {
  const { channel: name, address, thread } = message;
  const first = await patiently(STORE_MS, () => outbox.firstReceipt(name, address, thread));
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SendResult>((resolve) => {
    timer = setTimeout(() => {
      over.abort();
      resolve(tryLater('The channel gave no answer in time.'));
    }, TIMEOUT_MS);
  });
  try {
    const context = { first, publicUrl, signal: ends, now: now(), attempt: attempts };
    return await Promise.race([channel.send(message, context), late]);
  } catch {
    return tryLater('The channel failed in a way that it should not.');
  } finally {
    clearTimeout(timer);
  }
}

async function record(delivery: Delivery, result: SendResult, parts: DeliveryParts): Promise<void> {
  const { message, attempts } = delivery;
  const { outbox, worker, log } = parts;
  const now = parts.now();
  if (result.ok) {
    await patiently(STORE_MS, () => outbox.sent(message.id, worker, now.toISOString(), result.receipt));
    parts.observe?.(message.channel, 'sent');
    await patiently(STORE_MS, async () => parts.onSent?.(message));
    return;
  }
  const { error, retry, retryAfterMs = 0 } = result;
  const next = retry ? nextAttempt(delivery, now, retryAfterMs, Math.random()) : null;
  await patiently(STORE_MS, () => outbox.failed(message.id, worker, error, next));
  parts.observe?.(message.channel, next === null ? 'dead' : 'failed');
  const about = { channel: message.channel, message: message.id, attempts, error };
  if (next !== null) {
    log.warn({ ...about, next }, 'alert not delivered, will be tried again');
    return;
  }
  log.error(about, 'alert given up');
  await patiently(STORE_MS, async () => parts.onDead?.(message, error));
}
