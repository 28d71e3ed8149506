/** The queue of asks: shared, fair between datasets, bounded for each source, taken up again when a worker dies. */
import { and, asc, eq, inArray, lt, notInArray, sql, type SQL } from 'drizzle-orm';
import type { Ask, AskProblem, AskRequest, AskState } from '../model/ask.js';
import { LeaseLost, type AskStore, type Claim, type Enqueued, type Lease, type NewAsk } from './ask-store.js';
import { asks, idempotencyKeys } from './schema.js';
import type { Database } from './store-database.js';
import { encodeText } from './text-codec.js';

/** States in which an ask still waits for its answer. */
const PENDING: readonly AskState[] = ['queued', 'running'];

/** The questions and records of the queue. */
export function askStore(db: Database): AskStore {
  return {
    enqueue: (ask, claim) => db.transaction((tx) => enqueue(tx, ask, claim)),
    claim: (claim) =>
      db.transaction(async (tx) => {
        await lockSource(tx, claim.source);
        return takeNext(tx, claim);
      }),
    renew: (worker, leases, leaseMs) => renew(db, worker, leases, leaseMs),
    answer: (lease, decisionId) => endAsk(db, lease, { state: 'decided', decisionId }),
    fail: (lease, problem, retry) => failAsk(db, lease, problem, retry),
    cancel: (id) => db.transaction((tx) => cancel(tx, id)),
    get: (id) => readAsk(db, id),
    ended: (ids) => endedOf(db, ids),
    depth: () => depth(db),
    waiting: () => waitingSources(db),
    async forget(before) {
      await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before));
    },
  };
}

async function enqueue(tx: Database, wish: NewAsk, claim?: Claim): Promise<Enqueued> {
  const repeated = await repeatedAsk(tx, wish);
  if (repeated !== null) return repeated;
  // One at a time for each source: the turn is counted from what waits there.
  await lockSource(tx, wish.source);
  const waiting = await tx
    .select()
    .from(asks)
    .where(and(eq(asks.shareKey, wish.shareKey), eq(asks.state, 'queued')));
  const joined = waiting[0];
  const row = joined ?? (await insertAsk(tx, wish));
  if (wish.idempotency !== undefined) await keepKey(tx, wish, row.id);
  const taken = claim === undefined || joined !== undefined ? null : await takeNext(tx, claim);
  const ask = taken?.id === row.id ? taken : toAsk(row);
  return { kind: joined === undefined ? 'new' : 'joined', ask, taken };
}

/** The answer that an idempotency key stands for already; null for a new key, or none. */
async function repeatedAsk(tx: Database, wish: NewAsk): Promise<Enqueued | null> {
  if (wish.idempotency === undefined) return null;
  const { principal, key, requestDigest } = wish.idempotency;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`assay.key.${encodeText(principal)} ${encodeText(key)}`}, 0))`,
  );
  const known = await tx
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.principal, principal), eq(idempotencyKeys.key, key)));
  const first = known[0];
  if (first === undefined) return null;
  const ask = first.requestDigest === requestDigest ? await readAsk(tx, first.askId) : null;
  return ask === null ? { kind: 'conflict' } : { kind: 'repeated', ask, taken: null };
}

async function keepKey(tx: Database, wish: NewAsk, askId: string): Promise<void> {
  if (wish.idempotency === undefined) return;
  await tx.insert(idempotencyKeys).values({ ...wish.idempotency, askId, createdAt: wish.at });
}

/**
 * Start-time fair queueing (Goyal, Vin and Cheng, 1996) with asks of equal cost: an ask's turn comes one after its dataset's
 * last one, but never before what is being served now, so that a dataset that asks for a hundred batches can not hold up another.
 */
async function insertAsk(tx: Database, wish: NewAsk): Promise<Row> {
  const dataset = encodeText(wish.request.dataset);
  const source = encodeText(wish.source);
  const turn = sql<number>`greatest(
    coalesce((select max(turn) + 1 from assay.asks where source = ${source} and dataset = ${dataset} and state in ('queued', 'running')), 0),
    coalesce((select max(turn) from assay.asks where source = ${source} and state = 'running'),
             (select min(turn) from assay.asks where source = ${source} and state = 'queued'), 0))`;
  const rows = await tx
    .insert(asks)
    .values({
      id: wish.id,
      dataset: wish.request.dataset,
      source: wish.source,
      shareKey: wish.shareKey,
      state: 'queued',
      turn,
      createdAt: wish.at,
      document: wish.request,
    })
    .returning();
  return only(rows);
}

/** Within a transaction that holds the lock of the source. */
async function takeNext(tx: Database, claim: Claim): Promise<Ask | null> {
  const busy = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(asks)
    .where(and(eq(asks.source, claim.source), eq(asks.state, 'running'), sql`leased_until > now()`));
  if ((busy[0]?.count ?? 0) >= claim.concurrency) return null;
  const next = tx
    .select({ id: asks.id })
    .from(asks)
    .where(and(eq(asks.source, claim.source), claimable))
    .orderBy(asc(asks.turn), asc(asks.seq))
    .limit(1);
  const taken = await tx
    .update(asks)
    .set({
      state: 'running',
      worker: claim.worker,
      attempts: sql`${asks.attempts} + 1`,
      leasedUntil: leaseEnd(claim.leaseMs),
      startedAt: sql`coalesce(${asks.startedAt}, now())`,
    })
    .where(and(inArray(asks.id, next), stillFree))
    .returning();
  return taken[0] === undefined ? null : toAsk(taken[0]);
}

/** Of equal questions only one is worked on at a time. */
const claimable = sql`(
  (${asks.state} = 'queued' and not exists (
    select 1 from assay.asks busy
    where busy.share_key = ${asks.shareKey} and busy.state = 'running'))
  or (${asks.state} = 'running' and ${asks.leasedUntil} <= now()))`;

/**
 * Of the very row that is taken, looked at again where another transaction had it: a worker whose lease has run out may have just ended
 * the ask after all, and an ask has one answer.
 */
const stillFree = sql`(${asks.state} = 'queued' or (${asks.state} = 'running' and ${asks.leasedUntil} <= now()))`;

/** By the clock of the database: those of the workers may differ. */
const leaseEnd = (ms: number): SQL<string> => sql`now() + ${ms} * interval '1 millisecond'`;

async function renew(
  db: Database,
  worker: string,
  leases: readonly Lease[],
  leaseMs: number,
): Promise<Awaited<ReturnType<AskStore['renew']>>> {
  if (leases.length === 0) return { lost: [], cancelled: [] };
  const kept = await db
    .update(asks)
    .set({ leasedUntil: leaseEnd(leaseMs) })
    .where(
      and(
        eq(asks.worker, worker),
        eq(asks.state, 'running'),
        inArray(
          asks.id,
          leases.map((lease) => lease.ask),
        ),
      ),
    )
    .returning({ id: asks.id, attempts: asks.attempts, cancelRequested: asks.cancelRequested });
  const held = new Map(kept.map((row) => [row.id, row]));
  return {
    lost: leases.filter(({ ask, attempt }) => held.get(ask)?.attempts !== attempt).map(({ ask }) => ask),
    cancelled: kept.filter((row) => row.cancelRequested).map((row) => row.id),
  };
}

interface End {
  readonly state: AskState;
  readonly decisionId?: string;
  readonly problem?: AskProblem;
}

/** Ends an ask that the worker still holds. @throws LeaseLost */
export async function endAsk(db: Database, lease: Lease, end: End): Promise<void> {
  const ended = await db
    .update(asks)
    .set({
      state: end.state,
      decisionId: end.decisionId ?? null,
      problem: end.problem ?? null,
      leasedUntil: null,
      finishedAt: sql`now()`,
    })
    .where(heldBy(lease))
    .returning({ id: asks.id });
  if (ended.length === 0) throw new LeaseLost(lease.ask);
}

/** @throws LeaseLost where another worker has the ask, or it is over */
export async function requireLease(db: Database, lease: Lease): Promise<void> {
  const held = await db.select({ id: asks.id }).from(asks).where(heldBy(lease));
  if (held.length === 0) throw new LeaseLost(lease.ask);
}

async function failAsk(db: Database, lease: Lease, problem: AskProblem, retry: boolean): Promise<void> {
  if (!retry)
    return endAsk(db, lease, { state: problem.code === 'cancelled' ? 'cancelled' : 'failed', problem });
  const freed = await db
    .update(asks)
    .set({ state: 'queued', worker: null, leasedUntil: null, problem })
    .where(heldBy(lease))
    .returning({ id: asks.id });
  if (freed.length === 0) throw new LeaseLost(lease.ask);
}

const heldBy = (lease: Lease): SQL | undefined =>
  and(
    eq(asks.id, lease.ask),
    eq(asks.worker, lease.worker),
    eq(asks.attempts, lease.attempt),
    eq(asks.state, 'running'),
  );

async function cancel(tx: Database, id: string): Promise<Ask | null> {
  const stopped = await tx
    .update(asks)
    .set({ state: 'cancelled', finishedAt: sql`now()`, cancelRequested: true })
    .where(and(eq(asks.id, id), eq(asks.state, 'queued')))
    .returning();
  if (stopped[0] !== undefined) return toAsk(stopped[0]);
  const told = await tx
    .update(asks)
    .set({ cancelRequested: true })
    .where(and(eq(asks.id, id), eq(asks.state, 'running')))
    .returning();
  return told[0] === undefined ? null : toAsk(told[0]);
}

async function readAsk(db: Database, id: string): Promise<Ask | null> {
  const rows = await db.select().from(asks).where(eq(asks.id, id));
  return rows[0] === undefined ? null : toAsk(rows[0]);
}

async function endedOf(db: Database, ids: readonly string[]): Promise<readonly Ask[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(asks)
    .where(and(inArray(asks.id, [...ids]), notInArray(asks.state, [...PENDING])));
  return rows.map(toAsk);
}

async function depth(db: Database): Promise<Awaited<ReturnType<AskStore['depth']>>> {
  return db
    .select({
      source: asks.source,
      queued: sql<number>`(count(*) filter (where state = 'queued'))::int`,
      running: sql<number>`(count(*) filter (where state = 'running'))::int`,
    })
    .from(asks)
    .where(inArray(asks.state, [...PENDING]))
    .groupBy(asks.source)
    .orderBy(asc(asks.source));
}

async function waitingSources(db: Database): Promise<readonly string[]> {
  const rows = await db.selectDistinct({ source: asks.source }).from(asks).where(claimable);
  return rows.map((row) => row.source);
}

async function lockSource(tx: Database, source: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${'assay.source.' + encodeText(source)}, 0))`,
  );
}

type Row = typeof asks.$inferSelect;

function only(rows: readonly Row[]): Row {
  const row = rows[0];
  if (row === undefined) throw new Error('the store gave back no ask for the one that was written');
  return row;
}

function toAsk(row: Row): Ask {
  return {
    kind: 'Ask',
    id: row.id,
    // Our own documents and words.
    request: row.document as AskRequest,
    source: row.source,
    state: row.state as AskState,
    attempts: row.attempts,
    worker: row.worker,
    decisionId: row.decisionId,
    problem: row.problem as AskProblem | null,
    cancelRequested: row.cancelRequested,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}
