/** Who changed what by hand, when and why. Only ever grows. */
import { desc } from 'drizzle-orm';
import type { AuditEntry } from '../model/decision.js';
import { auditLog } from './schema.js';
import type { Database } from './store-database.js';

/** Adds an entry within the caller's transaction. */
export async function writeAudit(tx: Database, entry: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values({ at: entry.at, dataset: entry.dataset, document: entry });
}

/** The latest entries, newest first. */
export async function readAudit(db: Database, limit: number): Promise<readonly AuditEntry[]> {
  const rows = await db.select().from(auditLog).orderBy(desc(auditLog.seq)).limit(limit);
  // Our own document.
  return rows.map((row) => row.document as AuditEntry);
}
