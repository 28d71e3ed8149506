/** API tokens: kept by the hash of their secret, revoked once, never removed. */
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { ApiToken } from '../model/access.js';
import type { AuditEntry } from '../model/decision.js';
import { writeAudit } from './audit-log.js';
import { apiTokens } from './schema-access.js';
import type { Database } from './store-database.js';

/** Adds a token with its audit entry. Fails where the id or the hash is taken. @param hash of the whole token text, never that text */
export async function addToken(
  db: Database,
  token: ApiToken,
  hash: string,
  audit: AuditEntry,
): Promise<void> {
  const { id, expiresAt, revokedAt } = token;
  await db.transaction(async (tx) => {
    await tx.insert(apiTokens).values({ id, hash, expiresAt, revokedAt, document: token });
    await writeAudit(tx, audit);
  });
}

/** The token of this hash, also an expired or revoked one; null where there is none. */
export async function tokenByHash(db: Database, hash: string): Promise<ApiToken | null> {
  const rows = await db.select().from(apiTokens).where(eq(apiTokens.hash, hash));
  const [row] = rows;
  return row === undefined ? null : tokenOf(row);
}

/** All tokens, newest first. */
export async function readTokens(db: Database): Promise<readonly ApiToken[]> {
  const rows = await db.select().from(apiTokens).orderBy(desc(apiTokens.seq));
  return rows.map(tokenOf);
}

/** Ends a token at `at`, once, with its audit entry; false where there is no such token or it is revoked already. */
export async function revokeToken(db: Database, id: string, at: string, audit: AuditEntry): Promise<boolean> {
  return db.transaction(async (tx) => {
    const changed = await tx
      .update(apiTokens)
      .set({ revokedAt: at })
      .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
      .returning({ id: apiTokens.id });
    if (changed.length === 0) return false;
    await writeAudit(tx, audit);
    return true;
  });
}

/** Whether a token was ever made. */
export async function hasTokens(db: Database): Promise<boolean> {
  const rows = await db.select({ id: apiTokens.id }).from(apiTokens).limit(1);
  return rows.length > 0;
}

/** Our own document; when it was revoked stands beside it, because it comes later. */
const tokenOf = (row: typeof apiTokens.$inferSelect): ApiToken => ({
  ...(row.document as ApiToken),
  revokedAt: row.revokedAt,
});
