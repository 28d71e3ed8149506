/** The body of `POST /v1/tokens`: its form; what it means is judged with the wish of the command line. */
import type { WrittenTokenWish } from '../auth/token-wish.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import { isObject } from '../model/json.js';
import { tokenSchemas } from './token-schemas.js';

const KEYS: readonly string[] = Object.keys(tokenSchemas.TokenRequest.properties);

/** The wish as it is written, or every fault of form. @param body parsed JSON */
export function readTokenRequest(body: unknown): Outcome<WrittenTokenWish> {
  if (!isObject(body)) return { ok: false, faults: [wrong('', 'The body must be an object.')] };
  const { name, scopes, domains = null, expires = null } = body as { readonly [key: string]: unknown };
  const faults: readonly Fault[] = [
    ...Object.keys(body)
      .filter((key) => !KEYS.includes(key))
      .slice(0, 20)
      .map(unknownKey),
    ...(typeof name === 'string' ? [] : [wrong('/name', '`name` must be text.')]),
    ...(isTexts(scopes) ? [] : [wrong('/scopes', '`scopes` must be a list of scopes.')]),
    ...(domains === null || isTexts(domains)
      ? []
      : [wrong('/domains', '`domains` must be a list of domains.')]),
    ...(expires === null || typeof expires === 'string'
      ? []
      : [wrong('/expires', '`expires` must be a length of time such as 90d, or a moment.')]),
  ];
  if (typeof name !== 'string' || !isTexts(scopes) || faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    value: {
      name,
      scopes,
      domains: isTexts(domains) ? domains : null,
      expires: typeof expires === 'string' ? expires : null,
    },
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const wrong = (path: string, message: string): Fault => fault('wrong-type', message, { path });

const unknownKey = (key: string): Fault =>
  fault(
    'unknown-key',
    'The body has a key that is not known.',
    { path: `/${key.slice(0, 60)}` },
    nearHint(key.slice(0, 60), KEYS) ?? `Known are ${KEYS.join(', ')}.`,
  );
