/** Whose turn it is in the outbox: what is due, each to one worker, each thread in the order of its writing. */
import { and, asc, eq, inArray, isNull, lte, notExists, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Delivery } from '../model/alert-message.js';
import type { Outbox } from './incident-store.js';
import { toDelivery } from './outbox-delivery.js';
import { deliveries, messages } from './schema.js';
import type { Database } from './store-database.js';

/** Takes what is due; two workers who ask at the same time never get the same message. */
export async function claimDeliveries(
  db: Database,
  claim: Parameters<Outbox['claim']>[0],
): Promise<readonly Delivery[]> {
  const { worker, now, limit, channels } = claim;
  if (channels.length === 0 || limit < 1) return [];
  const leasedUntil = new Date(Date.parse(now) + claim.leaseMs).toISOString();
  return db.transaction(async (tx) => {
    // Under a name of its own: what is locked may not be named with its schema.
    const due = alias(deliveries, 'due');
    const taken = await tx
      .select({ id: due.message })
      .from(due)
      .innerJoin(messages, eq(messages.id, due.message))
      .where(
        and(
          eq(due.state, 'waiting'),
          lte(due.nextAttempt, now),
          or(isNull(due.leasedUntil), lte(due.leasedUntil, now)),
          inArray(messages.channel, [...channels]),
          hasNoneBefore(tx, sql`${now}::timestamptz`),
        ),
      )
      .orderBy(asc(due.nextAttempt), asc(messages.seq))
      .limit(limit)
      .for('update', { of: due, skipLocked: true });
    if (taken.length === 0) return [];
    const ids = taken.map((row) => row.id);
    await tx
      .update(deliveries)
      .set({ worker, leasedUntil, attempts: sql`${deliveries.attempts} + 1` })
      .where(inArray(deliveries.message, ids));
    const rows = await tx
      .select()
      .from(messages)
      .innerJoin(deliveries, eq(deliveries.message, messages.id))
      .where(inArray(messages.id, ids))
      .orderBy(asc(messages.seq));
    return rows.map(toDelivery);
  });
}

/** The first moment at which something can be taken that waits for no other message; null where nothing waits. */
export async function nextDue(db: Database, channels: readonly string[]): Promise<string | null> {
  if (channels.length === 0) return null;
  const { nextAttempt, leasedUntil } = deliveries;
  const free = sql`greatest(${nextAttempt}, coalesce(${leasedUntil}, ${nextAttempt}))`;
  const rows = await db
    .select({ first: sql<string | null>`min(${free})`.mapWith(nextAttempt) })
    .from(deliveries)
    .innerJoin(messages, eq(messages.id, deliveries.message))
    .where(
      and(
        eq(deliveries.state, 'waiting'),
        inArray(messages.channel, [...channels]),
        hasNoneBefore(db, sql`${nextAttempt}`),
      ),
    );
  return rows[0]?.first ?? null;
}

/**
 * No earlier message of its thread waits on its channel. One that only waits for quiet hours to end, beyond `at`, is none: what is urgent
 * must not wait behind it.
 */
function hasNoneBefore(db: Database, at: SQL): SQL {
  const earlier = alias(messages, 'earlier');
  const waiting = alias(deliveries, 'earlier_delivery');
  return notExists(
    db
      .select({ one: sql`1` })
      .from(earlier)
      .innerJoin(waiting, eq(waiting.message, earlier.id))
      .where(
        and(
          eq(earlier.channel, messages.channel),
          eq(earlier.thread, messages.thread),
          sql`${earlier.seq} < ${messages.seq}`,
          eq(waiting.state, 'waiting'),
          sql`(${waiting.attempts} > 0 or ${waiting.nextAttempt} <= ${at})`,
        ),
      ),
  );
}
