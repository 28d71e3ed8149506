/** Reads runs back as they were recorded. */
import { asc, desc, eq, inArray } from 'drizzle-orm';
import type { CheckResult, Run } from '../model/verdict.js';
import { checkResults, runs } from './schema.js';
import type { Database } from './store-database.js';

/** One run, null where there is none of this id. */
export async function readRun(db: Database, id: string): Promise<Run | null> {
  const heads = await db
    .select({ runId: runs.runId, head: runs.document })
    .from(runs)
    .where(eq(runs.runId, id));
  return (await assemble(db, heads))[0] ?? null;
}

/** The latest runs of a dataset by as-of, newest first; of one as-of, the last recorded first. */
export async function readRuns(db: Database, dataset: string, limit: number): Promise<readonly Run[]> {
  const heads = await db
    .select({ runId: runs.runId, head: runs.document })
    .from(runs)
    .where(eq(runs.dataset, dataset))
    .orderBy(desc(runs.asOf), desc(runs.seq))
    .limit(limit);
  return assemble(db, heads);
}

async function assemble(
  db: Database,
  heads: readonly { readonly runId: string; readonly head: unknown }[],
): Promise<readonly Run[]> {
  if (heads.length === 0) return [];
  const ids = heads.map(({ runId }) => runId);
  const rows = await db
    .select({ runId: checkResults.runId, result: checkResults.document })
    .from(checkResults)
    .where(inArray(checkResults.runId, ids))
    .orderBy(asc(checkResults.runId), asc(checkResults.position));
  const checks = new Map<string, CheckResult[]>(ids.map((id) => [id, []]));
  // Our own document, written by recordRun.
  for (const row of rows) checks.get(row.runId)?.push(row.result as CheckResult);
  return heads.map(({ runId, head }) => ({
    ...(head as Omit<Run, 'checks'>),
    checks: checks.get(runId) ?? [],
  }));
}
