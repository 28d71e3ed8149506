/** Is this a hallmark, and signed by one of our keys? Time and data are another question. */
import { compactVerify, decodeProtectedHeader, errors, type CryptoKey } from 'jose';
import type { HallmarkClaims } from '../model/hallmark.js';
import { readClaims } from './read-claims.js';
import { ALGORITHM, LONGEST_TOKEN, TYPE } from './token.js';

/** The public key of an id; null where there is none. */
export type KeyOf = (kid: string) => Promise<CryptoKey | null>;

export type TokenReading =
  | { readonly ok: true; readonly claims: HallmarkClaims }
  | {
      readonly ok: false;
      readonly reason: 'malformed' | 'unknown_key' | 'bad_signature';
      readonly message: string;
    };

/**
 * Three parts of base64url; the third is 64 bytes. Its last character holds two bits of them, and a reader that ignores the other four
 * would take four texts for one signature: only the one with zeros is ours.
 */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** Header and claims are ours, the signature is good. What `keyOf` throws goes through. */
export async function verifyToken(token: string, keyOf: KeyOf): Promise<TokenReading> {
  const kid = keyIdOf(token);
  if (kid === null) return MALFORMED;
  const key = await keyOf(kid);
  if (key === null) return UNKNOWN_KEY;
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [ALGORITHM] });
    const claims = readClaims(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    return claims === null ? MALFORMED : { ok: true, claims };
  } catch (error) {
    return error instanceof errors.JWSSignatureVerificationFailed ? BAD_SIGNATURE : MALFORMED;
  }
}

/** The key that a token names; null where its form or its header is not exactly ours. A header of any other kind (`crit`, `jwk`, `jku`) is a refusal. */
function keyIdOf(token: string): string | null {
  if (token.length > LONGEST_TOKEN || !FORM.test(token)) return null;
  const { alg, typ, kid, ...others } = headerOf(token);
  if (alg !== ALGORITHM || typ !== TYPE || Object.keys(others).length > 0) return null;
  return typeof kid === 'string' ? kid : null;
}

function headerOf(token: string): ReturnType<typeof decodeProtectedHeader> {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return {};
  }
}

const MALFORMED: TokenReading = {
  ok: false,
  reason: 'malformed',
  message: 'This is no hallmark: copy the whole of what the gate printed.',
};

const UNKNOWN_KEY: TokenReading = {
  ok: false,
  reason: 'unknown_key',
  message:
    'The key that signed this is not among the known ones: verify it where it was given, or fetch the keys again.',
};

const BAD_SIGNATURE: TokenReading = {
  ok: false,
  reason: 'bad_signature',
  message: 'The signature is not good: this was not given by a gate, or was changed since.',
};
