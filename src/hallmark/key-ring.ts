/** The keys of a project: which one signs, which ones verify. */
import type { CryptoKey } from 'jose';
import type { JwkSet, SigningKey } from '../model/hallmark.js';
import { importPublic, readPublicJwk, type PublicJwk } from './public-keys.js';
import type { Signer } from './sign.js';
import { makeSigningKey, openSigningKey } from './signing-key.js';

/** Where keys are kept. */
export interface KeyStore {
  /** All that were ever made, newest first. */
  keys(): Promise<readonly SigningKey[]>;
  addKey(key: SigningKey): Promise<void>;
}

export interface KeyRingParts {
  readonly store: KeyStore;
  /** What wraps private keys; asked for when one is needed. */
  readonly secret: () => string;
  /** Age at which a key signs no more. It verifies for ever. */
  readonly rotateMs: number;
  readonly now: () => Date;
}

export interface KeyRing {
  /** The newest young key that the secret opens; else a new one, which is kept before it signs. */
  readonly signer: () => Promise<Signer>;
  readonly publicKey: (kid: string) => Promise<CryptoKey | null>;
  readonly jwks: () => Promise<JwkSet>;
}

/** As many keys are published, and tried for signing: more come together only where processes do not share their secret. */
const MOST_KEYS = 100;

/** Opened keys stay in memory until they are too old. Two processes that make a key at once both make one, and both hold. */
export function createKeyRing(parts: KeyRingParts): KeyRing {
  const verifying = new Map<string, CryptoKey | null>();
  let current: Current | null = null;
  let coming: Promise<Current> | null = null;
  const isYoung = (createdAt: string): boolean =>
    parts.now().getTime() - Date.parse(createdAt) < parts.rotateMs;
  // Those who come while a key is looked for or made share it.
  const next = (): Promise<Current> =>
    (coming ??= currentKey(parts, isYoung).finally(() => {
      coming = null;
    }));

  return {
    async signer() {
      if (current === null || !isYoung(current.createdAt)) current = await next();
      return current.signer;
    },
    async publicKey(kid) {
      const known = verifying.get(kid);
      if (known !== undefined) return known;
      const kept = (await parts.store.keys()).find((each) => each.kid === kid);
      if (kept === undefined) return null;
      const jwk = publicHalf(kept);
      const key = jwk === null ? null : await importPublic(jwk);
      verifying.set(kid, key);
      return key;
    },
    async jwks() {
      const kept = (await parts.store.keys()).slice(0, MOST_KEYS);
      return { keys: kept.flatMap((each) => publicHalf(each) ?? []).map((jwk) => ({ ...jwk })) };
    },
  };
}

interface Current {
  readonly signer: Signer;
  readonly createdAt: string;
}

async function currentKey(
  { store, secret, now }: KeyRingParts,
  isYoung: (createdAt: string) => boolean,
): Promise<Current> {
  const young = (await store.keys()).slice(0, MOST_KEYS).filter(({ createdAt }) => isYoung(createdAt));
  for (const kept of young) {
    const signer = await openSigningKey(kept, secret());
    if (signer !== null) return { signer, createdAt: kept.createdAt };
  }
  const { kept, signer } = await makeSigningKey(secret(), now().toISOString());
  await store.addKey(kept);
  return { signer, createdAt: kept.createdAt };
}

/** Null for a key that a later version made in a way that this one does not know. */
function publicHalf(kept: SigningKey): PublicJwk | null {
  try {
    const jwk = readPublicJwk(JSON.parse(kept.publicJwk));
    return jwk?.kid === kept.kid ? jwk : null;
  } catch {
    return null;
  }
}
