/** What a sign-in remembers between leaving for the provider and coming back, sealed into a cookie of the browser that began it. */
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { EncryptJWT, jwtDecrypt } from 'jose';

export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
  /** Absolute, of our own origin. */
  readonly returnTo: string;
}

/** A person may take this long at the provider. */
export const PENDING_SECONDS = 600;

export interface SignInSeal {
  seal(pending: PendingSignIn, now: Date): Promise<string>;
  /** Null for what is not ours, has been changed, or has run out. */
  open(sealed: string, now: Date): Promise<PendingSignIn | null>;
}

/**
 * The key comes from the client secret, so that a sign-in that begins at one process may end at another. It is derived slowly, because
 * anyone may ask for sealed text and try secrets against it.
 */
export function signInSeal(secret: string, purpose: string): SignInSeal {
  let derived: Promise<Uint8Array> | null = null;
  const key = (): Promise<Uint8Array> => (derived ??= derive(secret, `assay sign-in ${purpose}`));
  return {
    async seal(pending, now) {
      const at = Math.floor(now.getTime() / 1000);
      return new EncryptJWT({ ...pending })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(at + PENDING_SECONDS)
        .encrypt(await key());
    },
    async open(sealed, now) {
      try {
        const { payload } = await jwtDecrypt(sealed, await key(), {
          currentDate: now,
          requiredClaims: ['exp', 'state', 'nonce', 'verifier', 'returnTo'],
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        const { state, nonce, verifier, returnTo } = payload;
        // Sealed by ourselves.
        return { state, nonce, verifier, returnTo } as PendingSignIn;
      } catch {
        return null;
      }
    },
  };
}

async function derive(secret: string, salt: string): Promise<Uint8Array> {
  // Copied: a Buffer may be a window on shared memory.
  return new Uint8Array(await promisify<string, string, number, Buffer>(scrypt)(secret, salt, 32));
}
