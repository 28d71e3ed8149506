/** Who calls, and whether that is enough: what stands before the routes of the API. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Authentication, Credentials } from '../auth/authenticate.js';
import { may, mayAnywhere, visible } from '../auth/authorise.js';
import type { Access } from '../auth/open-access.js';
import { isOwnRequest, type RequestOrigin } from '../auth/same-origin.js';
import { sessionCookie } from '../auth/sessions.js';
import type { Principal, Scope } from '../model/access.js';
import type { ApiEnv } from './api-env.js';
import { problem } from './problem.js';

/** Sets `principal` and `stillIn`, or answers 401; 403 where a stranger's page uses the caller's cookie or machine. */
export function requirePrincipal(access: Access): MiddlewareHandler<ApiEnv> {
  const cookie = sessionCookie(access.publicUrl);
  return async (c, next) => {
    if (c.get('principal') === undefined) {
      const credentials = credentialsOf(c, cookie.name);
      const answer = await access.authenticator.authenticate(credentials);
      if (!answer.ok) return refuse(c, answer, access.signIn !== null);
      const { principal } = answer;
      const right = principal.via === 'session' ? 'cookie' : 'loopback';
      if (principal.via !== 'token' && !isOwnRequest(originOf(c), access.publicUrl, right))
        return crossSite(c);
      c.set('principal', principal);
      c.set('stillIn', async () => (await access.authenticator.authenticate(credentials)).ok);
    }
    return next();
  };
}

/**
 * 403 for a caller without this scope. Stands behind `requirePrincipal`.
 * @param reach `anywhere`: for some domain at least, the route looks at the dataset's own (`domainProblem`); `everywhere`: for what
 * belongs to no dataset, a grant limited to domains is not enough
 */
export function requireScope(
  scope: Scope,
  reach: 'anywhere' | 'everywhere' = 'anywhere',
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const principal = principalOf(c);
    const enough = reach === 'anywhere' ? mayAnywhere(principal, scope) : may(principal, scope, null);
    if (!enough) return missingScope(c, scope, reach === 'everywhere' ? ' for all domains' : '');
    return next();
  };
}

/**
 * What stands in the way of a request about a dataset; null: nothing.
 * @param domain of the dataset's contract
 * @param unknown the answer to a dataset that does not exist: what a caller may not see is told apart from that by nothing
 */
export function domainProblem(
  c: Context<ApiEnv>,
  scope: Scope,
  domain: string | null,
  unknown: () => Response,
): Response | null {
  const principal = principalOf(c);
  if (may(principal, scope, domain)) return null;
  return visible(principal, domain) ? missingScope(c, scope, ' for this dataset’s domain') : unknown();
}

/** The caller, on a route behind `requirePrincipal`. */
export function principalOf(c: Context<ApiEnv>): Principal {
  const principal = c.get('principal');
  if (principal === undefined) throw new Error('This route is not behind requirePrincipal');
  return principal;
}

/** Where a request comes from and goes to, by its headers. */
export function originOf(c: Context): RequestOrigin {
  return {
    method: c.req.method,
    host: c.req.header('host') ?? null,
    origin: c.req.header('origin') ?? null,
    fetchSite: c.req.header('sec-fetch-site') ?? null,
  };
}

/** 403: a page of another origin. */
export function crossSite(c: Context): Response {
  const detail =
    'The request comes from a page of another site. Programs use an API token instead of a cookie.';
  return problem(c, 403, 'cross-site-request', detail);
}

const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

function credentialsOf(c: Context<ApiEnv>, cookie: string): Credentials {
  return {
    authorization: c.req.header('authorization') ?? null,
    session: getCookie(c, cookie) ?? null,
    address: c.get('address'),
    host: c.req.header('host') ?? null,
    forwarded: PASSED_ON.some((header) => c.req.header(header) !== undefined),
  };
}

/** @param signIn whether a person could sign in instead */
function refuse(
  c: Context<ApiEnv>,
  { code, message }: Extract<Authentication, { ok: false }>,
  signIn: boolean,
): Response {
  if (code === 'foreign-host') return problem(c, 403, code, message);
  if (code === 'too-many-attempts')
    return problem(c, 429, 'too-many-requests', message, { headers: { 'Retry-After': '1' } });
  const challenge = code.endsWith('-token') ? 'Bearer error="invalid_token"' : 'Bearer';
  return problem(c, 401, 'unauthenticated', message, {
    headers: { 'WWW-Authenticate': challenge },
    members: { reason: code, ...(signIn ? { signIn: '/auth/login' } : {}) },
  });
}

function missingScope(c: Context<ApiEnv>, scope: Scope, where: string): Response {
  const detail = `This needs the scope ${scope}${where}, which ${principalOf(c).name} does not have.`;
  return problem(c, 403, 'missing-scope', detail, { members: { scope } });
}
