/** The results of a run: what each check said in few words, and some of them in full. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { CheckResult, Verdict } from '../model/verdict.js';
import { checkResults } from './schema.js';
import type { Database } from './store-database.js';

/** One result without its document: a run of ten thousand is read in a moment. */
export interface RunVerdict {
  /** Place in the run's list of checks. */
  readonly position: number;
  readonly check: string;
  readonly kind: string;
  readonly column: string | null;
  readonly verdict: Verdict;
}

/** In the order of the run. */
export async function runVerdicts(db: Database, run: string): Promise<readonly RunVerdict[]> {
  const rows = await db
    .select({
      position: checkResults.position,
      check: checkResults.checkId,
      kind: checkResults.kind,
      column: checkResults.columnPath,
      verdict: checkResults.verdict,
    })
    .from(checkResults)
    .where(eq(checkResults.runId, run))
    .orderBy(asc(checkResults.position));
  // Written by recordRun from a verdict.
  return rows.map((row) => ({ ...row, verdict: row.verdict as Verdict }));
}

/** The results at some places of a run, by place. */
export async function runResults(
  db: Database,
  run: string,
  positions: readonly number[],
): Promise<ReadonlyMap<number, CheckResult>> {
  if (positions.length === 0) return new Map();
  const rows = await db
    .select({ position: checkResults.position, result: checkResults.document })
    .from(checkResults)
    .where(and(eq(checkResults.runId, run), inArray(checkResults.position, [...positions])));
  // Our own document, written by recordRun.
  return new Map(rows.map(({ position, result }) => [position, result as CheckResult]));
}
