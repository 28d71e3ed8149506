/** The results of one check over time, page by page. */
import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { CheckResult, Run } from '../model/verdict.js';
import { acceptedPoint } from './accepted-point.js';
import { microseconds, olderThan } from './by-as-of.js';
import type { ListingStore } from './listing-store.js';
import { pageOfRows } from './page-of-rows.js';
import { checkResults, runs } from './schema.js';
import type { Database } from './store-database.js';

/** By as-of, newest first. */
export function listCheckPoints(db: Database): ListingStore['checkPoints'] {
  const accepted = acceptedPoint({ check: checkResults.checkId, run: runs.runId, accepted: runs.accepted });
  const repeated = sql`exists (
    select from ${checkResults} c join ${runs} r on r.run_id = c.run_id
    where c.check_id = ${checkResults.checkId} and c.as_of = ${checkResults.asOf} and c.seq > ${checkResults.seq}
      and r.batch_key = ${runs.batchKey} and not r.partial)`;
  return async ({ check, since, until }, { limit, after }) => {
    const rows = await db
      .select({
        micros: microseconds(checkResults.asOf),
        seq: checkResults.seq,
        runId: checkResults.runId,
        asOf: checkResults.asOf,
        accepted,
        head: runs.document,
        result: checkResults.document,
      })
      .from(checkResults)
      .innerJoin(runs, eq(runs.runId, checkResults.runId))
      .where(
        and(
          eq(checkResults.checkId, check),
          sql`not ${runs.partial}`,
          sql`not ${repeated}`,
          since === null ? undefined : gte(checkResults.asOf, since),
          until === null ? undefined : lt(checkResults.asOf, until),
          after === null ? undefined : olderThan(checkResults.asOf, checkResults.seq, after),
        ),
      )
      .orderBy(desc(checkResults.asOf), desc(checkResults.seq))
      .limit(limit + 1);
    return pageOfRows(
      rows,
      limit,
      // Our own documents, written by recordRun.
      ({ runId, asOf, head, accepted, result }) => ({
        runId,
        asOf,
        batch: (head as Pick<Run, 'batch'>).batch,
        accepted,
        result: result as CheckResult,
      }),
      (row) => [row.micros, row.seq],
    );
  };
}
