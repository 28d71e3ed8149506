/** A suite as it was when a run used it. */
import { eq } from 'drizzle-orm';
import type { Suite } from '../model/check.js';
import { suites } from './schema.js';
import type { Database } from './store-database.js';

/** Null where none of this digest was recorded. */
export async function readSuite(db: Database, digest: string): Promise<Suite | null> {
  const rows = await db.select({ document: suites.document }).from(suites).where(eq(suites.digest, digest));
  // Our own document, written by recordRun.
  return (rows[0]?.document as Suite | undefined) ?? null;
}
