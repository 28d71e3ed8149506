/** Hallmarks of a project, composed: keys from the store, their secret from outside of it, data versions from the sources. */
import { LRUCache } from 'lru-cache';
import { hallmarkClaims } from '../gate/hallmark.js';
import { createKeyRing, type KeyStore } from '../hallmark/key-ring.js';
import { keysOf } from '../hallmark/public-keys.js';
import { signHallmark } from '../hallmark/sign.js';
import type { Decision } from '../model/decision.js';
import type { JwkSet, Verification } from '../model/hallmark.js';
import { namedSecret, ownSecret } from './hallmark-secret.js';
import type { HallmarkSettings } from './hallmark-settings.js';
import { verifyHallmark, type VerifyUse } from './verify-hallmark.js';

export interface HallmarkParts {
  readonly settings: HallmarkSettings;
  /** Where relative paths of references start, and where the secret's own file lies if the store is on a server. */
  readonly root: string;
  /** Of the store, resolved; asked for when a secret of Assay's own is needed. */
  readonly address: () => string;
  /** Asked for when keys are needed. */
  readonly keys: () => Promise<KeyStore>;
  readonly now: () => Date;
}

/** One for the life of a process. */
export interface Hallmarks {
  /** To be called before deciding, so that a wrong setting decides nothing. @throws FaultError missing-secret, bad-reference, weak-secret */
  prepare(): Promise<void>;
  /** The signed promise of a decision that is on record; null where there is nothing to promise. The same for the same decision, at next to no cost. */
  strike(decision: Decision): Promise<string | null>;
  /** Takes the data version again. `jwks`: with these keys, not with the store's. Never throws for what is wrong with the token or the source. @throws StoreError */
  verify(token: string, use: VerifyUse & { readonly jwks?: JwkSet }): Promise<Verification>;
  jwks(): Promise<JwkSet>;
}

/** Tokens that are kept at hand, about a kilobyte each. */
const KEPT = 10_000;

export function openHallmarks({ settings, root, address, keys, now }: HallmarkParts): Hallmarks {
  const struck = new LRUCache<string, string>({ max: KEPT });
  let secret: string | null = null;
  const store: KeyStore = {
    keys: async () => (await keys()).keys(),
    addKey: async (key) => (await keys()).addKey(key),
  };
  const ring = createKeyRing({
    store,
    secret: () => (secret ??= namedSecret(settings, root) ?? ownSecret(address(), root)),
    rotateMs: settings.rotateMs,
    now,
  });
  return {
    prepare: async () => {
      secret ??= namedSecret(settings, root);
      return Promise.resolve();
    },
    async strike(decision) {
      const before = struck.get(decision.id);
      if (before !== undefined) return before;
      const claims = hallmarkClaims(decision, settings);
      if (claims === null) return null;
      const token = await signHallmark(claims, await ring.signer());
      if (token !== null) struck.set(decision.id, token);
      return token;
    },
    verify: (token, { jwks, ...use }) =>
      verifyHallmark(token, jwks === undefined ? ring.publicKey : keysOf(jwks), use, now),
    jwks: ring.jwks,
  };
}
