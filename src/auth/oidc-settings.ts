/** The `oidc` section of `assay.yaml` as the sign-in needs it: defaults filled in, the secret resolved, what is not safe refused. */
import type { Oidc } from '../generated/config.js';
import { resolveReferences } from '../app/secrets.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import type { RoleMembers } from './authorise.js';
import { namesLoopback } from './same-origin.js';
import { DEFAULT_SESSION_MS } from './sessions.js';

export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** In clear: never to be shown. */
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** The claim that lists a person's groups. */
  readonly claim: string;
  readonly roles: RoleMembers;
  readonly sessionMs: number;
  /** Where people reach the service. */
  readonly publicUrl: URL;
}

export interface OidcPlace {
  /** Where relative `${file:PATH}` references start. */
  readonly root: string;
  /** `service.publicUrl`; null where it is not set. */
  readonly publicUrl: string | null;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** The settings, or every fault in them. */
export function oidcSettings(oidc: Oidc, place: OidcPlace): Outcome<OidcSettings> {
  const what = 'service.oidc.clientSecret';
  const secret = resolveReferences(oidc.clientSecret, place.root, what, place.variables ?? process.env);
  const issuer = safeUrl(oidc.issuer, 'service.oidc.issuer');
  const publicUrl = place.publicUrl === null ? noPublicUrl() : safeUrl(place.publicUrl, 'service.publicUrl');
  const sessionMs = oidc.session === undefined ? DEFAULT_SESSION_MS : fixedDurationMs(oidc.session);
  const faults = [
    ...(secret.ok ? emptyFaults(secret.value) : secret.faults),
    ...(issuer instanceof URL ? [] : [issuer]),
    ...(publicUrl instanceof URL ? [] : [publicUrl]),
    ...(sessionMs === null || sessionMs === 0 ? [badSession()] : []),
  ];
  if (!secret.ok || !(issuer instanceof URL) || !(publicUrl instanceof URL) || faults.length > 0)
    return { ok: false, faults };
  const { clientId, roles, claim = 'groups', scopes = ['openid', 'profile', 'email'] } = oidc;
  return {
    ok: true,
    value: {
      issuer,
      clientId,
      clientSecret: secret.value,
      scopes: [...new Set(['openid', ...scopes])],
      claim,
      roles,
      sessionMs: sessionMs ?? DEFAULT_SESSION_MS,
      publicUrl,
    },
  };
}

/** HTTPS, or HTTP to this machine itself: passwords, codes and cookies pass by these addresses. */
function safeUrl(text: string, name: string): URL | Fault {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return fault('bad-url', `${name} is no address.`, {}, 'Write https://… without user and password.');
  if (url.protocol === 'https:' || namesLoopback(url.host)) return url;
  const message = `${name} must be an https:// address, because people sign in through it.`;
  return fault('insecure-url', message, {}, 'Plain http:// works on localhost only.');
}

const noPublicUrl = (): Fault =>
  fault(
    'no-public-url',
    'To sign people in, the service must know where they reach it.',
    {},
    'Set service.publicUrl, such as https://assay.example.com.',
  );

const badSession = (): Fault =>
  fault('bad-value', 'service.oidc.session is no length of time.', {}, 'Write for example 8h.');

const emptyFaults = (secret: string): readonly Fault[] =>
  secret !== ''
    ? []
    : [fault('missing-secret', 'service.oidc.clientSecret is empty.', {}, 'Set what it refers to.')];
