/** Public halves: as JSON Web Keys for others, as keys to verify with. */
import { importJWK, type CryptoKey } from 'jose';
import { isObject } from '../model/json.js';
import type { JwkSet } from '../model/hallmark.js';
import type { KeyOf } from './verify-token.js';
import { ALGORITHM } from './token.js';

/** An Ed25519 key that verifies hallmarks. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly alg: typeof ALGORITHM;
  readonly use: 'sig';
  readonly kid: string;
  readonly x: string;
}

/** @param x the public point, base64url */
export function publicJwk(kid: string, x: string): PublicJwk {
  return { kty: 'OKP', crv: 'Ed25519', alg: ALGORITHM, use: 'sig', kid, x };
}

/** The public half of whatever JSON Web Key it is, if it can verify hallmarks; never more of it. */
export function readPublicJwk(value: unknown): PublicJwk | null {
  if (!isObject(value)) return null;
  const { kty, crv, alg, use, kid, x } = value;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof kid !== 'string' || typeof x !== 'string') return null;
  const forSigning = (use === undefined || use === 'sig') && (alg === undefined || ALGORITHMS.has(alg));
  return forSigning ? publicJwk(kid, x) : null;
}

/** RFC 8037 and RFC 9864 name the same thing. */
const ALGORITHMS: ReadonlySet<unknown> = new Set([ALGORITHM, 'Ed25519']);

/** Null where the point is none. */
export async function importPublic(jwk: PublicJwk): Promise<CryptoKey | null> {
  try {
    const key = await importJWK({ ...jwk }, ALGORITHM);
    return key instanceof Uint8Array ? null : key;
  } catch {
    return null;
  }
}

/** Finds keys in a key set that somebody published. */
export function keysOf(set: JwkSet): KeyOf {
  const byId = new Map(
    set.keys.flatMap((each) => {
      const jwk = readPublicJwk(each);
      return jwk === null ? [] : [[jwk.kid, jwk] as const];
    }),
  );
  return async (kid) => {
    const jwk = byId.get(kid);
    return jwk === undefined ? null : importPublic(jwk);
  };
}
