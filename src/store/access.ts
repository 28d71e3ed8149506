/** Tokens, sign-ins and signing keys over one open database. */
import type { AccessStore } from './access-store.js';
import { addSession, endSession, forgetSessions, readSession } from './sessions.js';
import { addKey, readKeys } from './signing-keys.js';
import type { Database } from './store-database.js';
import { addToken, hasTokens, readTokens, revokeToken, tokenByHash } from './tokens.js';

/** The questions and records of `AccessStore`, on tables that are up to date. */
export function accessStore(db: Database): AccessStore {
  return {
    addToken: (token, hash, audit) => addToken(db, token, hash, audit),
    tokenByHash: (hash) => tokenByHash(db, hash),
    tokens: () => readTokens(db),
    revokeToken: (id, at, audit) => revokeToken(db, id, at, audit),
    hasTokens: () => hasTokens(db),
    addSession: (session, hash) => addSession(db, session, hash),
    session: (hash) => readSession(db, hash),
    endSession: (hash) => endSession(db, hash),
    forgetSessions: (at) => forgetSessions(db, at),
    addKey: (key) => addKey(db, key),
    keys: () => readKeys(db),
  };
}
