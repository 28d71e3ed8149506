/**
 * A private key under a secret that is not in the store: compact JWE, `dir` with A256GCM. The wrapping key comes from the secret by
 * HKDF-SHA256 with the key's own id as salt. HKDF is quick: it is for secrets of many random bits, never for passwords.
 */
import { CompactEncrypt, compactDecrypt, type CryptoKey, type JWK } from 'jose';
import { isObject } from '../model/json.js';

const ENCRYPTION = 'A256GCM';
const PURPOSE = 'assay: private key of hallmarks';

/** The private key as a text that only the secret opens. */
export async function wrapKey(privateJwk: JWK, kid: string, secret: string): Promise<string> {
  return new CompactEncrypt(encode(JSON.stringify(privateJwk)))
    .setProtectedHeader({ alg: 'dir', enc: ENCRYPTION, kid })
    .encrypt(await wrappingKey(secret, kid));
}

/** Null where it was wrapped with another secret, or is damaged: then this process does not sign with it. */
export async function unwrapKey(wrapped: string, kid: string, secret: string): Promise<JWK | null> {
  const key = await wrappingKey(secret, kid);
  try {
    const { plaintext } = await compactDecrypt(wrapped, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: [ENCRYPTION],
    });
    const jwk: unknown = JSON.parse(new TextDecoder().decode(plaintext));
    if (!isObject(jwk)) return null;
    const { kty, crv, x, d } = jwk;
    return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && typeof d === 'string'
      ? { kty, crv, x, d }
      : null;
  } catch {
    return null;
  }
}

async function wrappingKey(secret: string, kid: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', encode(secret), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: encode(kid), info: encode(PURPOSE) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
