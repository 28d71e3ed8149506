/** What breakers went through and what people changed, page by page. */
import { and, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { AuditEntry, BreakerTransition } from '../model/decision.js';
import type { ListingStore } from './listing-store.js';
import { pageOfRows } from './page-of-rows.js';
import { auditLog, breakerTransitions } from './schema.js';
import type { Database } from './store-database.js';

/** Newest first. */
export function listTransitions(db: Database): ListingStore['transitions'] {
  return async (dataset, { limit, after }) => {
    const rows = await db
      .select()
      .from(breakerTransitions)
      .where(
        and(
          eq(breakerTransitions.dataset, dataset),
          after === null ? undefined : lt(breakerTransitions.seq, after[0] ?? 0),
        ),
      )
      .orderBy(desc(breakerTransitions.seq))
      .limit(limit + 1);
    // Our own document, as is the one below.
    return pageOfRows(
      rows,
      limit,
      (row) => row.document as BreakerTransition,
      (row) => [row.seq],
    );
  };
}

/** Newest first. */
export function listAudit(db: Database): ListingStore['audit'] {
  return async ({ datasets, action, by, since, until }, { limit, after }) => {
    const rows = await db
      .select()
      .from(auditLog)
      .where(
        and(
          datasets === null ? undefined : inArray(auditLog.dataset, [...datasets]),
          action === null ? undefined : hasMember('action', action),
          by === null ? undefined : hasMember('by', by),
          since === null ? undefined : gte(auditLog.at, since),
          until === null ? undefined : lt(auditLog.at, until),
          after === null ? undefined : lt(auditLog.seq, after[0] ?? 0),
        ),
      )
      .orderBy(desc(auditLog.seq))
      .limit(limit + 1);
    return pageOfRows(
      rows,
      limit,
      (row) => row.document as AuditEntry,
      (row) => [row.seq],
    );
  };
}

/**
 * Looked for in the document's text: its operators refuse a document that holds a NUL or half a surrogate pair anywhere. Within a string
 * of JSON no quote stands without a backslash, so what is found is the member itself.
 */
function hasMember(name: 'action' | 'by', value: string): SQL {
  const member = `"${name}":${JSON.stringify(value)}`;
  return sql`strpos(${auditLog.document}::text, ${member}) > 0`;
}
