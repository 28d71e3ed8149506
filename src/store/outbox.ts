/** The outbox: messages written with what they tell, and how far each of them has come. */
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { readAlertKey } from '../model/alert-key.js';
import type { AlertMessage, Delivery, DeliveryState, Receipt, Told } from '../model/alert-message.js';
import type { Outbox } from './incident-store.js';
import { claimDeliveries, nextDue } from './outbox-claim.js';
import { toDelivery } from './outbox-delivery.js';
import { deliveries, messages } from './schema.js';
import type { Database } from './store-database.js';

/** The questions and records of the outbox. */
export function outbox(db: Database): Outbox {
  return {
    claim: (claim) => claimDeliveries(db, claim),
    // Whoever has it now: it has arrived.
    sent: (message, _worker, sentAt, receipt) =>
      end(db, message, null, { state: 'sent', sentAt, receipt, error: null }),
    failed: (message, worker, error, nextAttempt) =>
      nextAttempt === null
        ? end(db, message, worker, { state: 'dead', error })
        : end(db, message, worker, { state: 'waiting', error, nextAttempt }),
    drop: (message, worker, why) => end(db, message, worker, { state: 'dropped', error: why }),
    told: (incidents) => readTold(db, incidents),
    firstReceipt: (channel, address, thread) => firstReceipt(db, channel, address, thread),
    add: (added) => db.transaction((tx) => writeMessages(tx, added)),
    list: (filter) => listDeliveries(db, filter),
    nextDue: (channels) => nextDue(db, channels),
  };
}

/** Writes messages within the caller's transaction; those whose key is there already are not written. */
export async function writeMessages(tx: Database, added: readonly AlertMessage[]): Promise<void> {
  if (added.length === 0) return;
  // In one order: two writers of the same keys wait for each other one way only.
  const ordered = added.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const written = await tx
    .insert(messages)
    .values(ordered.map(messageRow))
    .onConflictDoNothing()
    .returning({ id: messages.id });
  const fresh = new Set(written.map((row) => row.id));
  const rows = ordered.filter((message) => fresh.has(message.id));
  if (rows.length === 0) return;
  await tx
    .insert(deliveries)
    .values(rows.map(({ id, notBefore }) => ({ message: id, state: 'waiting', nextAttempt: notBefore })));
}

function messageRow(message: AlertMessage): typeof messages.$inferInsert {
  const { id, key, channel, thread, incident, createdAt } = message;
  return { id, key, channel, thread, incident: incident?.id ?? null, createdAt, document: message };
}

interface End {
  readonly state: DeliveryState;
  readonly sentAt?: string;
  readonly receipt?: Receipt | null;
  readonly error: string | null;
  readonly nextAttempt?: string;
}

/** Ends an attempt. @param worker only where the message is still this worker's; null: whosever it is */
async function end(db: Database, message: string, worker: string | null, how: End): Promise<void> {
  await db
    .update(deliveries)
    .set({ ...how, worker: null, leasedUntil: null })
    .where(
      and(
        eq(deliveries.message, message),
        eq(deliveries.state, 'waiting'),
        worker === null ? undefined : eq(deliveries.worker, worker),
      ),
    );
}

async function readTold(db: Database, incidents: readonly string[]): Promise<readonly Told[]> {
  if (incidents.length === 0) return [];
  const { id, key, createdAt } = messages;
  const { state, attempts, nextAttempt, sentAt } = deliveries;
  const rows = await db
    .select({ id, key, createdAt, state, attempts, nextAttempt, sentAt })
    .from(messages)
    .innerJoin(deliveries, eq(deliveries.message, messages.id))
    .where(inArray(messages.incident, [...incidents]))
    .orderBy(asc(messages.seq));
  return rows.map((row) => {
    const { subject, ...told } = readAlertKey(row.key);
    return {
      message: row.id,
      incident: subject,
      ...told,
      // Our own word.
      state: row.state as DeliveryState,
      attempts: row.attempts,
      at: row.sentAt ?? (row.attempts === 0 ? row.nextAttempt : row.createdAt),
    };
  });
}

async function firstReceipt(
  db: Database,
  channel: string,
  address: string | null,
  thread: string,
): Promise<Receipt | null> {
  const rows = await db
    .select({ document: messages.document, receipt: deliveries.receipt })
    .from(messages)
    .innerJoin(deliveries, eq(deliveries.message, messages.id))
    .where(and(eq(messages.channel, channel), eq(messages.thread, thread), isNotNull(deliveries.receipt)))
    .orderBy(asc(messages.seq));
  // Our own documents, as below.
  const first = rows.find((row) => (row.document as AlertMessage).address === address);
  return (first?.receipt as Receipt | undefined) ?? null;
}

async function listDeliveries(
  db: Database,
  filter: Parameters<Outbox['list']>[0],
): Promise<readonly Delivery[]> {
  const { incident, states, limit } = filter;
  const rows = await db
    .select()
    .from(messages)
    .innerJoin(deliveries, eq(deliveries.message, messages.id))
    .where(
      and(
        incident === undefined ? undefined : eq(messages.incident, incident),
        states === undefined ? undefined : inArray(deliveries.state, [...states]),
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(limit);
  return rows.map(toDelivery);
}
