/** Runs of a dataset without their checks, page by page. */
import { and, desc, eq, gte, lt } from 'drizzle-orm';
import type { Run } from '../model/verdict.js';
import { microseconds, olderThan } from './by-as-of.js';
import type { ListingStore } from './listing-store.js';
import { pageOfRows } from './page-of-rows.js';
import { runs } from './schema.js';
import type { Database } from './store-database.js';

/** By as-of, newest first; of one as-of, the last recorded first. */
export function listRuns(db: Database): ListingStore['runs'] {
  return async ({ dataset, verdict, since, until }, { limit, after }) => {
    const rows = await db
      .select({ micros: microseconds(runs.asOf), seq: runs.seq, head: runs.document })
      .from(runs)
      .where(
        and(
          eq(runs.dataset, dataset),
          verdict === null ? undefined : eq(runs.verdict, verdict),
          since === null ? undefined : gte(runs.asOf, since),
          until === null ? undefined : lt(runs.asOf, until),
          after === null ? undefined : olderThan(runs.asOf, runs.seq, after),
        ),
      )
      .orderBy(desc(runs.asOf), desc(runs.seq))
      .limit(limit + 1);
    // Our own document, written by recordRun.
    return pageOfRows(
      rows,
      limit,
      (row) => row.head as Omit<Run, 'checks'>,
      (row) => [row.micros, row.seq],
    );
  };
}
