/** Keys of the hallmark: public halves in clear, private halves only as they were wrapped. */
import { desc } from 'drizzle-orm';
import type { SigningKey } from '../model/hallmark.js';
import { signingKeys } from './schema-access.js';
import type { Database } from './store-database.js';

/** Adds a key; nothing happens where it is there already. */
export async function addKey(db: Database, key: SigningKey): Promise<void> {
  const { kid, createdAt } = key;
  await db.insert(signingKeys).values({ kid, createdAt, document: key }).onConflictDoNothing();
}

/** All keys ever made, newest first. */
export async function readKeys(db: Database): Promise<readonly SigningKey[]> {
  const rows = await db
    .select({ document: signingKeys.document })
    .from(signingKeys)
    .orderBy(desc(signingKeys.createdAt), desc(signingKeys.seq));
  // Our own document.
  return rows.map((row) => row.document as SigningKey);
}
