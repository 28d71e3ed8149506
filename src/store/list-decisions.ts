/** Decisions of a dataset, page by page. */
import { and, desc, eq, gte, lt } from 'drizzle-orm';
import type { Decision } from '../model/decision.js';
import type { ListingStore } from './listing-store.js';
import { pageOfRows } from './page-of-rows.js';
import { decisions } from './schema.js';
import type { Database } from './store-database.js';

/** By the order of recording, newest first. */
export function listDecisions(db: Database): ListingStore['decisions'] {
  return async ({ dataset, outcome, since, until }, { limit, after }) => {
    const rows = await db
      .select({ seq: decisions.seq, document: decisions.document })
      .from(decisions)
      .where(
        and(
          eq(decisions.dataset, dataset),
          outcome === null ? undefined : eq(decisions.outcome, outcome),
          since === null ? undefined : gte(decisions.decidedAt, since),
          until === null ? undefined : lt(decisions.decidedAt, until),
          after === null ? undefined : lt(decisions.seq, after[0] ?? 0),
        ),
      )
      .orderBy(desc(decisions.seq))
      .limit(limit + 1);
    // Our own document.
    return pageOfRows(
      rows,
      limit,
      (row) => row.document as Decision,
      (row) => [row.seq],
    );
  };
}
