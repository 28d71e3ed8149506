/** Key pairs: made, kept wrapped, taken into use again. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey } from 'jose';
import type { SigningKey } from '../model/hallmark.js';
import { publicJwk } from './public-keys.js';
import type { Signer } from './sign.js';
import { ALGORITHM } from './token.js';
import { unwrapKey, wrapKey } from './wrap-key.js';

/** A new key, as it is kept and ready to sign. Its id is its RFC 7638 thumbprint. @param createdAt ISO 8601 UTC */
export async function makeSigningKey(
  secret: string,
  createdAt: string,
): Promise<{ readonly kept: SigningKey; readonly signer: Signer }> {
  const pair = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const kid = await calculateJwkThumbprint(jwk, 'sha256');
  const kept = {
    kid,
    publicJwk: JSON.stringify(publicJwk(kid, jwk.x ?? '')),
    wrapped: await wrapKey(jwk, kid, secret),
    createdAt,
  };
  return { kept, signer: { kid, key: await importPrivate(jwk) } };
}

/** Ready to sign; null where this secret does not open it, or what it opens is another key. */
export async function openSigningKey(kept: SigningKey, secret: string): Promise<Signer | null> {
  const jwk = await unwrapKey(kept.wrapped, kept.kid, secret);
  if (jwk === null || (await calculateJwkThumbprint(jwk, 'sha256')) !== kept.kid) return null;
  return { kid: kept.kid, key: await importPrivate(jwk) };
}

/** Not to be exported again. */
async function importPrivate(jwk: Parameters<typeof importJWK>[0]): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM, { extractable: false });
  if (key instanceof Uint8Array) throw new Error('an Ed25519 key is no octet sequence');
  return key;
}
