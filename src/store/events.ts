/** The event stream: numbered in the order of commits, so that a reader who has seen a number has seen all before it. */
import { and, asc, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { JsonObject } from '../model/json.js';
import type { ServiceEvent, ServiceEventName } from '../model/service-event.js';
import type { EventStore, NewEvent } from './event-store.js';
import { events } from './schema.js';
import { encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

/** Any number that no one else takes. */
const EVENTS_LOCK = 7_290_416_554;

/**
 * Adds events within the caller's transaction, as its last step: from here to its end other writers of events wait, because a
 * number given out early and committed late would be overlooked by a reader in between.
 */
export async function appendEvents(tx: Database, added: readonly NewEvent[]): Promise<void> {
  if (added.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${EVENTS_LOCK})`);
  await tx
    .insert(events)
    .values(added.map(({ at, event, dataset, data }) => ({ at, event, dataset, document: data })));
}

/** The questions and records of the stream. */
export function eventStore(db: Database): EventStore {
  // Asked at every ask of a gate: written once. Without a name, so that it passes through any pool of connections.
  const lastOfOne = db
    .select({ seq: events.seq })
    .from(events)
    .where(eq(events.dataset, sql.placeholder('one')))
    .orderBy(desc(events.seq))
    .limit(1)
    .prepare('');
  return {
    add: (added) => db.transaction((tx) => appendEvents(tx, added)),
    async after(seq, limit) {
      const rows = await db
        .select()
        .from(events)
        .where(gt(events.seq, seq))
        .orderBy(asc(events.seq))
        .limit(limit);
      return rows.map(toEvent);
    },
    last: async () => lastSeq(await db.select().from(events).orderBy(desc(events.seq)).limit(1)),
    async lastOf(datasets) {
      const [one, ...others] = datasets;
      if (one === undefined) return 0;
      const rows =
        others.length === 0
          ? await lastOfOne.execute({ one: encodeText(one) })
          : await lastOfAny(db, datasets);
      return rows[0]?.seq ?? 0;
    },
    async forget(before) {
      const newest = db.select({ seq: events.seq }).from(events).orderBy(desc(events.seq)).limit(1);
      await db.delete(events).where(and(lt(events.at, before), sql`${events.seq} < (${newest})`));
    },
  };
}

function lastOfAny(db: Database, datasets: readonly string[]) {
  return db
    .select({ seq: events.seq })
    .from(events)
    .where(inArray(events.dataset, [...datasets]))
    .orderBy(desc(events.seq))
    .limit(1);
}

type Row = typeof events.$inferSelect;

const lastSeq = (rows: readonly Row[]): number => rows[0]?.seq ?? 0;

function toEvent(row: Row): ServiceEvent {
  return {
    seq: row.seq,
    at: row.at,
    // Our own words and document.
    event: row.event as ServiceEventName,
    dataset: row.dataset,
    data: row.document as JsonObject,
  };
}
