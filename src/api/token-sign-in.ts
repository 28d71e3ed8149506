/** Sign-in of a browser with an API token: for people where there is no identity provider. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Access } from '../auth/open-access.js';
import { isOwnRequest } from '../auth/same-origin.js';
import { DEFAULT_SESSION_MS, sessionCookie, startSession } from '../auth/sessions.js';
import { parseToken } from '../auth/token-secret.js';
import type { ApiEnv } from './api-env.js';
import { crossSite, originOf, principalOf } from './require-principal.js';

/**
 * Turns the token of `Authorization` into a cookie that no script can read. The sign-in is worth what the token is worth, ends with it, and
 * after 8 hours at the latest. Stands behind `requirePrincipal`.
 */
export async function tokenSignIn(c: Context<ApiEnv>, access: Access): Promise<Response> {
  // A stranger's page must not sign a browser in as somebody else.
  if (!isOwnRequest(originOf(c), access.publicUrl, 'loopback')) return crossSite(c);
  const principal = principalOf(c);
  const secret = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const hash = secret === undefined ? undefined : parseToken(secret)?.hash;
  const token = hash === undefined ? null : await access.store.tokenByHash(hash);
  // Whoever is let in without a token needs no cookie.
  if (hash === undefined || token === null) return c.body(null, 204);
  const now = access.now().getTime();
  const lastsMs = Math.min(DEFAULT_SESSION_MS, Date.parse(token.expiresAt) - now);
  const cookie = sessionCookie(access.publicUrl);
  const before = getCookie(c, cookie.name) ?? null;
  const value = await startSession(
    access.store,
    { ...principal, via: 'session' },
    { now, lastsMs },
    before,
    hash,
  );
  access.authenticator.changed();
  setCookie(c, cookie.name, value, { ...cookie.options, maxAge: Math.max(1, Math.floor(lastsMs / 1000)) });
  return c.body(null, 204);
}
