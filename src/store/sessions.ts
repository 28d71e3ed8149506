/** Sign-ins: kept by the hash of their cookie, removed when they end. */
import { eq, lt } from 'drizzle-orm';
import type { Session } from '../model/access.js';
import { sessions } from './schema-access.js';
import type { Database } from './store-database.js';

/** @param hash of the cookie's value, never that value */
export async function addSession(db: Database, session: Session, hash: string): Promise<void> {
  await db.insert(sessions).values({ hash, expiresAt: session.expiresAt, document: session });
}

/** The sign-in of this hash, also an expired one; null where there is none. */
export async function readSession(db: Database, hash: string): Promise<Session | null> {
  const rows = await db.select().from(sessions).where(eq(sessions.hash, hash));
  // Our own document.
  return (rows[0]?.document as Session | undefined) ?? null;
}

/** Removes a sign-in; nothing happens where there is none. */
export async function endSession(db: Database, hash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, hash));
}

/** Removes those that ended before `at`. */
export async function forgetSessions(db: Database, at: string): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, at));
}
