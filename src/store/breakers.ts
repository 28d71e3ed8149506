/** Breaker states and how they came about. */
import { asc, desc, eq, sql } from 'drizzle-orm';
import { digest } from '../model/digest.js';
import type { BreakerState, BreakerTransition } from '../model/decision.js';
import { breakerStates, breakerTransitions } from './schema.js';
import { BreakerMoved } from './store.js';
import { encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

/** The present state of a dataset's breaker; null where it never had one. */
export async function readBreaker(db: Database, dataset: string): Promise<BreakerState | null> {
  const rows = await db.select().from(breakerStates).where(eq(breakerStates.dataset, dataset));
  // Our own document, as are those below.
  return (rows[0]?.document as BreakerState | undefined) ?? null;
}

/** All breakers, by dataset. */
export async function readBreakers(db: Database): Promise<readonly BreakerState[]> {
  const rows = await db.select().from(breakerStates).orderBy(asc(breakerStates.dataset));
  return rows.map((row) => row.document as BreakerState);
}

/** The latest transitions of a dataset's breaker, newest first. */
export async function readTransitions(
  db: Database,
  dataset: string,
  limit: number,
): Promise<readonly BreakerTransition[]> {
  const rows = await db
    .select()
    .from(breakerTransitions)
    .where(eq(breakerTransitions.dataset, dataset))
    .orderBy(desc(breakerTransitions.seq))
    .limit(limit);
  return rows.map((row) => row.document as BreakerTransition);
}

/**
 * Writes state and transitions within the caller's transaction.
 * @param before the state that the step was taken from, null where there was none; undefined: whatever it was
 * @throws BreakerMoved where another writer came between
 */
export async function writeBreaker(
  tx: Database,
  state: BreakerState,
  transitions: readonly BreakerTransition[],
  before: BreakerState | null | undefined,
): Promise<void> {
  const { dataset } = state;
  if (before !== undefined) {
    // One writer at a time, also where there is no row yet that could be locked.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${'assay.breaker.' + encodeText(dataset)}, 0))`,
    );
    const now = await readBreaker(tx, dataset);
    if (digest(now) !== digest(before)) throw new BreakerMoved(dataset);
  }
  await tx
    .insert(breakerStates)
    .values({ dataset, document: state })
    .onConflictDoUpdate({ target: breakerStates.dataset, set: { document: state } });
  if (transitions.length > 0)
    await tx
      .insert(breakerTransitions)
      .values(transitions.map((t) => ({ dataset: t.dataset, at: t.at, document: t })));
}
