/** Decisions: recorded once, read back by key, by dataset. */
import { and, desc, eq } from 'drizzle-orm';
import type { Decision } from '../model/decision.js';
import { liftsRun } from './accepted.js';
import { batchKey } from './batch-key.js';
import { decisions } from './schema.js';
import type { DecisionKey } from './store.js';
import type { Database } from './store-database.js';

/** The latest decision of this key that came from a scan; null where there is none. */
export async function findDecision(db: Database, key: DecisionKey): Promise<Decision | null> {
  const rows = await db
    .select({ document: decisions.document })
    .from(decisions)
    .where(
      and(
        decisions.scanned,
        eq(decisions.dataset, key.dataset),
        eq(decisions.batchKey, batchKey(key.batch)),
        eq(decisions.dataVersion, key.dataVersion),
        eq(decisions.suiteDigest, key.suiteDigest),
        eq(decisions.policyDigest, key.policyDigest),
      ),
    )
    .orderBy(desc(decisions.seq))
    .limit(1);
  // Our own document, as below.
  return (rows[0]?.document as Decision | undefined) ?? null;
}

/** One decision; null where there is none of this id. */
export async function readDecision(db: Database, id: string): Promise<Decision | null> {
  const rows = await db.select({ document: decisions.document }).from(decisions).where(eq(decisions.id, id));
  return (rows[0]?.document as Decision | undefined) ?? null;
}

/** The latest decisions of a dataset, newest first. */
export async function readDecisions(
  db: Database,
  dataset: string,
  limit: number,
): Promise<readonly Decision[]> {
  const rows = await db
    .select({ document: decisions.document })
    .from(decisions)
    .where(eq(decisions.dataset, dataset))
    .orderBy(desc(decisions.seq))
    .limit(limit);
  return rows.map((row) => row.document as Decision);
}

/**
 * Writes a decision within the caller's transaction, unless it is there already or another one of its key came first.
 * A concurrent writer of the same key is waited for.
 * @returns whether this call wrote it, and the decision that stands
 */
export async function insertDecision(
  tx: Database,
  decision: Decision,
  supersedes: string | null,
): Promise<{ readonly written: boolean; readonly standing: Decision }> {
  const row = decisionRow(decision, supersedes);
  const written = await tx
    .insert(decisions)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: decisions.id });
  if (written.length > 0) return { written: true, standing: decision };
  const same = await tx.select().from(decisions).where(eq(decisions.id, decision.id));
  const dataVersion = decision.dataVersion?.id;
  const first = same[0]?.document as Decision | undefined;
  const standing =
    first ?? (dataVersion === undefined ? null : await findDecision(tx, { ...decision, dataVersion }));
  if (standing === null)
    throw new Error(`Decision ${decision.id} was refused by the store, and no other stands in its place`);
  return { written: false, standing };
}

function decisionRow(decision: Decision, supersedes: string | null): typeof decisions.$inferInsert {
  return {
    id: decision.id,
    dataset: decision.dataset,
    batchKey: batchKey(decision.batch),
    dataVersion: decision.dataVersion?.id ?? null,
    suiteDigest: decision.suiteDigest,
    policyDigest: decision.policyDigest,
    supersedes: supersedes ?? '',
    scanned: decision.runId !== null && decision.dataVersion !== null && !decision.replayed,
    runId: decision.runId,
    outcome: decision.outcome,
    liftsRun: liftsRun(decision),
    decidedAt: decision.decidedAt,
    asOf: decision.asOf ?? null,
    document: decision,
  };
}
