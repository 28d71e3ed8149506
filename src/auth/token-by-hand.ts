/** Making and revoking API tokens, each with its entry in the audit log. */
import type { ApiToken } from '../model/access.js';
import type { AuditEntry } from '../model/decision.js';
import { fault, type Outcome } from '../model/fault.js';
import { toInstant } from '../model/time.js';
import type { AccessStore } from '../store/access-store.js';
import { newTokenSecret } from './token-secret.js';
import type { TokenWish } from './token-wish.js';

/** Who does it, and when (ms since 1970). */
export interface TokenHand {
  readonly by: string;
  readonly now: number;
}

/** A token as its maker sees it, this once. */
export interface NewToken {
  readonly token: ApiToken;
  readonly secret: string;
}

/** Makes a token. Only its hash is stored: whoever loses `secret` makes another one. */
export async function createToken(
  access: Pick<AccessStore, 'addToken'>,
  wish: TokenWish,
  hand: TokenHand,
): Promise<NewToken> {
  const { id, text, hash } = newTokenSecret();
  const token: ApiToken = {
    kind: 'ApiToken',
    id,
    name: wish.name,
    grant: wish.grant,
    createdBy: hand.by,
    createdAt: toInstant(hand.now),
    expiresAt: wish.expiresAt,
    revokedAt: null,
  };
  await access.addToken(token, hash, audit('token.create', hand, null, token));
  return { token, secret: text };
}

/** Ends a token for good. Faults: unknown-token, already-revoked. */
export async function revokeToken(
  access: Pick<AccessStore, 'tokens' | 'revokeToken'>,
  id: string,
  hand: TokenHand,
): Promise<Outcome<ApiToken>> {
  const before = (await access.tokens()).find((token) => token.id === id);
  if (before === undefined) {
    const hint = 'The id is the part between the two underscores; the list of tokens shows it.';
    return { ok: false, faults: [fault('unknown-token', 'There is no token of this id.', {}, hint)] };
  }
  const after: ApiToken = { ...before, revokedAt: toInstant(hand.now) };
  const done = await access.revokeToken(id, toInstant(hand.now), audit('token.revoke', hand, before, after));
  if (done) return { ok: true, value: after };
  return { ok: false, faults: [fault('already-revoked', `The token ${id} is revoked already.`)] };
}

function audit(action: string, hand: TokenHand, before: ApiToken | null, after: ApiToken): AuditEntry {
  return {
    at: toInstant(hand.now),
    by: hand.by,
    action,
    dataset: null,
    reason: null,
    before: before === null ? null : JSON.stringify(before),
    after: JSON.stringify(after),
  };
}
