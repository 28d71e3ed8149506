/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce; from the provider's groups to grants. */
import * as oidc from 'openid-client';
import type { Principal } from '../model/access.js';
import type { JsonObject } from '../model/json.js';
import type { OidcSettings } from './oidc-settings.js';
import { hasClaim, personOfClaims } from './person-of-claims.js';
import { returnAddress } from './return-to.js';
import { signInFailure, type SignInFailure } from './sign-in-failure.js';
import { signInSeal, type PendingSignIn } from './sign-in-cookie.js';

/** The browser goes to `location` with this cookie. */
export interface BegunSignIn {
  readonly ok: true;
  readonly location: string;
  /** Value of the sign-in cookie. */
  readonly cookie: string;
}

export interface FinishedSignIn {
  readonly ok: true;
  readonly principal: Principal;
  /** Where the browser goes: an absolute address of our own. */
  readonly returnTo: string;
}

export interface SignIn {
  readonly settings: OidcSettings;
  /** @param returnTo where the person wanted to go, as the link says: not trusted */
  readonly begin: (returnTo: string | null) => Promise<BegunSignIn | SignInFailure>;
  /**
   * @param query of the callback
   * @param cookie that `begin` gave to this browser
   */
  readonly finish: (query: URLSearchParams, cookie: string | null) => Promise<FinishedSignIn | SignInFailure>;
}

const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 30;

/** Asks the provider only when somebody signs in: while it is down everything else works. */
export function signIn(settings: OidcSettings, now: () => Date): SignIn {
  const seal = signInSeal(settings.clientSecret, `${settings.issuer.href} ${settings.clientId}`);
  const provider = discovered(settings);
  const redirectUri = new URL('auth/callback', withSlash(settings.publicUrl));
  return {
    settings,
    async begin(returnTo) {
      try {
        const pending: PendingSignIn = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
          returnTo: returnAddress(returnTo, settings.publicUrl),
        };
        const location = oidc.buildAuthorizationUrl(
          await provider(),
          await question(pending, redirectUri, settings),
        );
        return { ok: true, location: location.href, cookie: await seal.seal(pending, now()) };
      } catch (error) {
        return signInFailure(error);
      }
    },
    async finish(query, cookie) {
      const pending = cookie === null ? null : await seal.open(cookie, now());
      if (pending === null || query.get('state') !== pending.state) return signInFailure('stale');
      try {
        const callback = new URL(`${redirectUri.href}?${query.toString()}`);
        const claims = await askWho(await provider(), callback, pending, settings);
        const principal = personOfClaims(claims, settings);
        if (principal.grants.length === 0) return signInFailure('no-role');
        return { ok: true, principal, returnTo: pending.returnTo };
      } catch (error) {
        return signInFailure(error);
      }
    },
  };
}

async function question(
  pending: PendingSignIn,
  redirectUri: URL,
  settings: OidcSettings,
): Promise<Record<string, string>> {
  return {
    redirect_uri: redirectUri.href,
    scope: settings.scopes.join(' '),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  };
}

/** The person's claims: those of the id token, and what it lacks from the provider's page about the person. */
async function askWho(
  provider: oidc.Configuration,
  callback: URL,
  pending: PendingSignIn,
  settings: OidcSettings,
): Promise<JsonObject> {
  const tokens = await oidc.authorizationCodeGrant(provider, callback, {
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    pkceCodeVerifier: pending.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('openid-client gave no id token although one was expected');
  const complete = hasClaim(claims, settings.claim) && hasClaim(claims, 'email');
  if (complete || provider.serverMetadata().userinfo_endpoint === undefined) return claims;
  return { ...(await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims };
}

/** The provider's own description, asked for once; after a failure the next sign-in asks again. */
function discovered(settings: OidcSettings): () => Promise<oidc.Configuration> {
  let known: Promise<oidc.Configuration> | null = null;
  return () => {
    const asking = (known ??= oidc.discovery(
      settings.issuer,
      settings.clientId,
      { [oidc.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      clientSecret(settings.clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        // Settings let plain HTTP pass for this machine itself only.
        execute: settings.issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
      },
    ));
    asking.catch(() => {
      if (known === asking) known = null;
    });
    return asking;
  };
}

/** In the header, as the standard has it by default; in the body where the provider takes it nowhere else. */
function clientSecret(secret: string): oidc.ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const method = methods.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
    return method(secret)(server, client, body, headers);
  };
}

/** So that what follows is below it, not beside it. */
const withSlash = (url: URL): URL => new URL(url.pathname.endsWith('/') ? url : `${url.href}/`);
