/** The way of a browser through the sign-in: to the identity provider, back, and out again. */
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FinishedSignIn } from '../auth/oidc.js';
import type { Access } from '../auth/open-access.js';
import { isOwnRequest } from '../auth/same-origin.js';
import { cookiePlan, endSession, sessionCookie, startSession, type CookiePlan } from '../auth/sessions.js';
import { PENDING_SECONDS } from '../auth/sign-in-cookie.js';
import type { SignInFailure, SignInFailureCode } from '../auth/sign-in-failure.js';
import type { ApiEnv } from './api-env.js';
import { crossSite, originOf } from './require-principal.js';
import { signInPage } from './sign-in-page.js';

const STATUS: { readonly [code in SignInFailureCode]: ContentfulStatusCode } = {
  'sign-in-stale': 400,
  'sign-in-refused': 403,
  'provider-down': 503,
  'no-role': 403,
};

/** `GET /auth/login`, `GET /auth/callback`, `POST /auth/logout`. */
export function signInRoutes(access: Access): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const pending = cookiePlan('assay_signin', access.publicUrl);
  const session = sessionCookie(access.publicUrl);
  const failed = (c: Context, { code, message }: SignInFailure) => signInPage(c, STATUS[code], message);

  app.get('/auth/login', async (c) => {
    if (access.signIn === null) return noProvider(c);
    const begun = await access.signIn.begin(c.req.query('return_to') ?? null);
    if (!begun.ok) return failed(c, begun);
    setCookie(c, pending.name, begun.cookie, { ...pending.options, maxAge: PENDING_SECONDS });
    return goTo(c, begun.location);
  });

  app.get('/auth/callback', async (c) => {
    if (access.signIn === null) return noProvider(c);
    const sealed = getCookie(c, pending.name) ?? null;
    const finished = await access.signIn.finish(new URL(c.req.url).searchParams, sealed);
    // Used up, whatever came of it.
    deleteCookie(c, pending.name, pending.options);
    if (!finished.ok) return failed(c, finished);
    await beginSession(c, access, access.signIn.settings.sessionMs, finished, session);
    return goTo(c, finished.returnTo);
  });

  app.post('/auth/logout', async (c) => {
    const value = getCookie(c, session.name);
    if (value === undefined) return c.body(null, 204);
    if (!isOwnRequest(originOf(c), access.publicUrl, 'cookie')) return crossSite(c);
    await endSession(access.store, value);
    access.authenticator.changed();
    deleteCookie(c, session.name, session.options);
    return c.body(null, 204);
  });
  return app;
}

async function beginSession(
  c: Context,
  access: Access,
  lastsMs: number,
  { principal }: FinishedSignIn,
  cookie: CookiePlan,
): Promise<void> {
  const before = getCookie(c, cookie.name) ?? null;
  const value = await startSession(access.store, principal, { now: access.now().getTime(), lastsMs }, before);
  access.authenticator.changed();
  setCookie(c, cookie.name, value, { ...cookie.options, maxAge: Math.floor(lastsMs / 1000) });
}

function goTo(c: Context, location: string): Response {
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
  return c.redirect(location, 303);
}

const noProvider = (c: Context): Promise<Response> =>
  signInPage(c, 404, 'This service has no identity provider. Use an API token.');
