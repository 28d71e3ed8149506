/** Runs of any dataset without their checks, page by page, in the order of recording. */
import { and, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { Run } from '../model/verdict.js';
import type { ListingStore } from './listing-store.js';
import { pageOfRows } from './page-of-rows.js';
import { runs } from './schema.js';
import type { Database } from './store-database.js';

/** Newest recorded first. The order has an index of its own, over all datasets and within one, so that a page is read and not sorted. */
export function listAllRuns(db: Database): ListingStore['allRuns'] {
  return async ({ datasets, verdict, server, since, until }, { limit, after }) => {
    const rows = await db
      .select({ seq: runs.seq, head: runs.document })
      .from(runs)
      .where(
        and(
          ofDatasets(datasets),
          verdict === null ? undefined : eq(runs.verdict, verdict),
          server === null ? undefined : eq(runs.server, server),
          since === null ? undefined : gte(runs.asOf, since),
          until === null ? undefined : lt(runs.asOf, until),
          after === null ? undefined : lt(runs.seq, after[0] ?? 0),
        ),
      )
      .orderBy(desc(runs.seq))
      .limit(limit + 1);
    // Our own document, written by recordRun.
    return pageOfRows(
      rows,
      limit,
      (row) => row.head as Omit<Run, 'checks'>,
      (row) => [row.seq],
    );
  };
}

function ofDatasets(datasets: readonly string[] | null): SQL | undefined {
  if (datasets === null) return undefined;
  const [first] = datasets;
  if (first === undefined) return sql`false`;
  return datasets.length === 1 ? eq(runs.dataset, first) : inArray(runs.dataset, [...datasets]);
}
