/** Contracts as they were recorded when they were loaded or a run used them. */
import { desc, eq } from 'drizzle-orm';
import type { Contract } from '../model/contract.js';
import type { ContractVersion } from './listing-store.js';
import { contractVersions } from './schema.js';
import type { Database } from './store-database.js';

/** Newest first; two that were recorded at once, by digest. */
export async function readContractVersions(
  db: Database,
  contract: string,
): Promise<readonly ContractVersion[]> {
  const rows = await db
    .select({ recordedAt: contractVersions.recordedAt, document: contractVersions.document })
    .from(contractVersions)
    .where(eq(contractVersions.contractId, contract))
    .orderBy(desc(contractVersions.recordedAt), desc(contractVersions.digest));
  // Our own document, written by recordRun.
  return rows.map(({ recordedAt, document }) => ({ recordedAt, contract: document as Contract }));
}
