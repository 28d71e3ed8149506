/** People's sign-ins: a random cookie, stored hashed, that ends at sign-out or after hours. */
import type { Principal, Session } from '../model/access.js';
import { toInstant } from '../model/time.js';
import type { AccessStore } from '../store/access-store.js';
import { hashSecret, randomSecret } from './secret.js';

export const DEFAULT_SESSION_MS = 8 * 3_600_000;

/** How a cookie of ours is set: the browser alone reads it, sends it to us alone, and with no stranger's form. */
export interface CookiePlan {
  readonly name: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: 'Lax';
    readonly secure: boolean;
    readonly path: '/';
  };
}

/** The `__Host-` prefix makes browsers refuse a cookie of this name that a neighbouring host or plain HTTP tries to plant. */
export function cookiePlan(name: string, publicUrl: string | null): CookiePlan {
  const secure = publicUrl?.toLowerCase().startsWith('https://') === true;
  return {
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: 'Lax', secure, path: '/' },
  };
}

/** The cookie of a sign-in. */
export const sessionCookie = (publicUrl: string | null): CookiePlan => cookiePlan('assay_session', publicUrl);

/**
 * Begins a sign-in under a new secret; the one that the browser had before ends, and those that have run out are removed.
 * @param moment `now` in ms since 1970, `lastsMs` how long it lasts
 * @param tokenHash of the API token that it is begun with, where it is
 * @returns the value of the cookie
 */
export async function startSession(
  access: AccessStore,
  principal: Principal,
  moment: { readonly now: number; readonly lastsMs: number },
  before: string | null,
  tokenHash?: string,
): Promise<string> {
  const value = randomSecret();
  const session: Session = {
    kind: 'Session',
    principal,
    ...(tokenHash === undefined ? {} : { tokenHash }),
    createdAt: toInstant(moment.now),
    expiresAt: toInstant(moment.now + moment.lastsMs),
  };
  await access.addSession(session, hashSecret(value));
  if (before !== null) await endSession(access, before);
  await access.forgetSessions(session.createdAt);
  return value;
}

/** Ends a sign-in. @param value of its cookie */
export async function endSession(access: Pick<AccessStore, 'endSession'>, value: string): Promise<void> {
  await access.endSession(hashSecret(value));
}
