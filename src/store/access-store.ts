/** The questions and records of tokens, sign-ins and signing keys. */
import type { ApiToken, Session } from '../model/access.js';
import type { AuditEntry } from '../model/decision.js';
import type { SigningKey } from '../model/hallmark.js';

export interface AccessStore {
  addToken(token: ApiToken, hash: string, audit: AuditEntry): Promise<void>;
  /** The token of this hash, also an expired or revoked one: who asks decides. */
  tokenByHash(hash: string): Promise<ApiToken | null>;
  /** Newest first. */
  tokens(): Promise<readonly ApiToken[]>;
  /** False where there is no such token or it is revoked already. */
  revokeToken(id: string, at: string, audit: AuditEntry): Promise<boolean>;
  /** True where a token was ever made. */
  hasTokens(): Promise<boolean>;
  addSession(session: Session, hash: string): Promise<void>;
  session(hash: string): Promise<Session | null>;
  endSession(hash: string): Promise<void>;
  /** Removes those that ended before `at`. */
  forgetSessions(at: string): Promise<void>;
  addKey(key: SigningKey): Promise<void>;
  /** Newest first. */
  keys(): Promise<readonly SigningKey[]>;
}
