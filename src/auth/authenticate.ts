/** Who makes a request: a token, a sign-in, or this machine itself while nobody has made a token. */
import { SCOPES, type Principal } from '../model/access.js';
import type { AccessStore } from '../store/access-store.js';
import { cachedLookup, type CachedLookup } from './cached-lookup.js';
import { isLoopbackAddress, namesLoopback } from './same-origin.js';
import { hashSecret } from './secret.js';
import { parseToken } from './token-secret.js';

/** What of a request tells who makes it. */
export interface Credentials {
  /** `Authorization`. */
  readonly authorization: string | null;
  /** Value of the session cookie. */
  readonly session: string | null;
  /** Of the caller; behind a proxy that is trusted, the one that the proxy names. */
  readonly address: string | null;
  /** `Host`. */
  readonly host: string | null;
  /** Whether a proxy says that it passes the request on. */
  readonly forwarded: boolean;
}

export type AuthenticationFailure =
  | 'no-credentials'
  | 'bad-token'
  | 'expired-token'
  | 'revoked-token'
  | 'session-ended'
  /** Too many unknown secrets from one address: try again in a second. */
  | 'too-many-attempts'
  /** Open to this machine only, and the request was meant for another name. */
  | 'foreign-host';

export type Authentication =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly code: AuthenticationFailure; readonly message: string };

export interface AuthenticatorParts {
  readonly access: Pick<AccessStore, 'tokenByHash' | 'session' | 'hasTokens'>;
  readonly now: () => Date;
  /** Whether people can sign in; where not, sign-ins from before count for nothing. */
  readonly oidc: boolean;
  /** Whether the server listens on loopback addresses only. */
  readonly loopbackOnly: boolean;
}

/**
 * Tokens and sign-ins are remembered for 5 s: what another process revokes or ends may work that much longer here. What this process
 * changes holds at once, if it says so by `changed`.
 */
export interface Authenticator {
  /** @throws StoreError where the store does not answer */
  readonly authenticate: (credentials: Credentials) => Promise<Authentication>;
  /** A token was made or revoked, or a sign-in ended, by this process. */
  readonly changed: () => void;
}

/** Far longer than any token of ours. */
const LONGEST_HEADER = 1_000;
/** How long the answer "there is no token yet" is believed. */
const OPEN_MS = 1_000;

const LOCAL: Principal = {
  name: 'local',
  via: 'loopback',
  grants: [{ scopes: SCOPES, domains: null }],
};

/** @returns how requests to one server are authenticated */
export function authenticator(parts: AuthenticatorParts): Authenticator {
  const now = (): number => parts.now().getTime();
  const tokens = cachedLookup((hash) => parts.access.tokenByHash(hash), now);
  const sessions = cachedLookup((hash) => parts.access.session(hash), now);
  const tokenless = noTokensYet(() => parts.access.hasTokens(), now);
  return {
    async authenticate(credentials) {
      const { authorization, session } = credentials;
      const address = credentials.address ?? '';
      if (authorization !== null) return byToken(authorization, address, tokens, now());
      if (session !== null) {
        const answer = await bySession(session, { address, sessions, tokens, now: now(), oidc: parts.oidc });
        if (answer !== null) return answer;
      }
      const open = parts.loopbackOnly && !parts.oidc && (await tokenless.ask());
      return open ? byPlace(credentials) : refused('no-credentials');
    },
    changed() {
      tokens.changed();
      sessions.changed();
      tokenless.changed();
    },
  };
}

type Lookup<Key extends 'tokenByHash' | 'session'> = CachedLookup<
  NonNullable<Awaited<ReturnType<AccessStore[Key]>>>
>;

async function byToken(
  header: string,
  address: string,
  tokens: Lookup<'tokenByHash'>,
  now: number,
): Promise<Authentication> {
  const text = header.length > LONGEST_HEADER ? undefined : /^Bearer +(\S+) *$/i.exec(header)?.[1];
  const parsed = text === undefined ? null : parseToken(text);
  return parsed === null ? refused('bad-token') : byHash(parsed.hash, address, tokens, now);
}

async function byHash(
  hash: string,
  address: string,
  tokens: Lookup<'tokenByHash'>,
  now: number,
): Promise<Authentication> {
  const token = await tokens.find(hash, address);
  if (token === 'busy') return refused('too-many-attempts');
  if (token === null) return refused('bad-token');
  if (token.revokedAt !== null) return refused('revoked-token');
  if (Date.parse(token.expiresAt) <= now) return refused('expired-token');
  return { ok: true, principal: { name: `token:${token.name}`, via: 'token', grants: [token.grant] } };
}

/**
 * By the cookie of a sign-in. One that was begun with a token is worth what the token is worth at this moment.
 * @returns null where people can not sign in and the cookie is of no token's: it counts for nothing
 */
async function bySession(
  cookie: string,
  parts: {
    readonly address: string;
    readonly sessions: Lookup<'session'>;
    readonly tokens: Lookup<'tokenByHash'>;
    readonly now: number;
    readonly oidc: boolean;
  },
): Promise<Authentication | null> {
  const { address, sessions, tokens, now, oidc } = parts;
  const ended = oidc ? refused('session-ended') : null;
  if (cookie.length > LONGEST_HEADER) return ended;
  const session = await sessions.find(hashSecret(cookie), address);
  if (session === 'busy') return oidc ? refused('too-many-attempts') : null;
  if (session === null) return ended;
  if (session.tokenHash === undefined && !oidc) return null;
  if (Date.parse(session.expiresAt) <= now) return refused('session-ended');
  if (session.tokenHash === undefined) return { ok: true, principal: session.principal };
  const token = await byHash(session.tokenHash, address, tokens, now);
  return token.ok
    ? { ok: true, principal: { ...token.principal, via: 'session' } }
    : refused('session-ended');
}

/** Open only to who sits at this machine: not to what a proxy on it passes on, nor to a page that had a name of its own point here. */
function byPlace({ address, host, forwarded }: Credentials): Authentication {
  if (!isLoopbackAddress(address) || forwarded) return refused('no-credentials');
  return namesLoopback(host) ? { ok: true, principal: LOCAL } : refused('foreign-host');
}

/** True while no token was ever made. A yes is asked again after a second; once there is a token there always is one. */
function noTokensYet(hasTokens: () => Promise<boolean>, now: () => number) {
  let known: { readonly none: boolean; readonly at: number } | null = null;
  let version = 0;
  return {
    async ask(): Promise<boolean> {
      const [at, asked] = [now(), version];
      if (known !== null && (!known.none || (at >= known.at && at - known.at < OPEN_MS))) return known.none;
      const none = !(await hasTokens());
      // A yes from before a change of this process is given once, and not kept.
      if (!none || asked === version) known = { none, at };
      return none;
    },
    changed() {
      version += 1;
      if (known?.none === true) known = null;
    },
  };
}

const MESSAGES: { readonly [code in AuthenticationFailure]: string } = {
  'no-credentials': 'This needs an API token: send the header Authorization: Bearer assay_…, or sign in.',
  'bad-token':
    'The token is not one of this service: check that it is whole, and sent as Authorization: Bearer assay_….',
  'expired-token': 'The token has expired: make a new one.',
  'revoked-token': 'The token was revoked: make a new one.',
  'session-ended': 'The sign-in has ended: sign in again.',
  'too-many-attempts': 'Too many unknown tokens come from this address: try again in a second.',
  'foreign-host':
    'Without tokens this service answers to localhost only: use http://localhost, or make a token.',
};

const refused = (code: AuthenticationFailure): Authentication => ({
  ok: false,
  code,
  message: MESSAGES[code],
});
