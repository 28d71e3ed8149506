/** Overrides: a person's word that lifts a block for a while. */
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { AuditEntry, Override } from '../model/decision.js';
import { writeAudit } from './audit-log.js';
import { appendEvents } from './events.js';
import { overrideHappened } from './happened.js';
import { overrides } from './schema.js';
import type { Database } from './store-database.js';

/** Adds an override with its audit entry. */
export async function addOverride(db: Database, override: Override, audit: AuditEntry): Promise<void> {
  const { id, dataset, until, approvedBy } = override;
  await db.transaction(async (tx) => {
    await tx.insert(overrides).values({ id, dataset, until, approvedBy, document: override });
    await writeAudit(tx, audit);
    await appendEvents(tx, [overrideHappened(override, override.createdAt)]);
  });
}

/** Sets the approver, once; false where there is no such override or it is already approved. */
export async function approveOverride(
  db: Database,
  id: string,
  by: string,
  audit: AuditEntry,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const changed = await tx
      .update(overrides)
      .set({ approvedBy: by })
      .where(and(eq(overrides.id, id), isNull(overrides.approvedBy)))
      .returning();
    const [row] = changed;
    if (row === undefined) return false;
    await writeAudit(tx, audit);
    await appendEvents(tx, [overrideHappened(toOverride(row), audit.at)]);
    return true;
  });
}

/** Those that have not ended at `at`, of one dataset or of all, oldest first. */
export async function readOverrides(
  db: Database,
  dataset: string | null,
  at: string,
): Promise<readonly Override[]> {
  const rows = await db
    .select()
    .from(overrides)
    .where(and(gt(overrides.until, at), dataset === null ? undefined : eq(overrides.dataset, dataset)))
    .orderBy(asc(overrides.seq));
  return rows.map(toOverride);
}

function toOverride(row: typeof overrides.$inferSelect): Override {
  // Our own document.
  return { ...(row.document as Override), approvedBy: row.approvedBy };
}
