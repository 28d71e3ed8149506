import { EncryptJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { signInSeal, type PendingSignIn } from '../../src/auth/sign-in-cookie.js';

const pending: PendingSignIn = {
  state: 'the-state',
  nonce: 'the-nonce',
  verifier: 'the-verifier',
  returnTo: 'https://assay.example.com/',
};
const now = new Date('2026-05-01T12:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const seal = signInSeal('secret', 'https://id.example.com assay');

describe('the cookie of a sign-in on its way', () => {
  it('opens where the same secret is known, for ten minutes', async () => {
    const sealed = await seal.seal(pending, now);
    const twin = signInSeal('secret', 'https://id.example.com assay');
    expect(await twin.open(sealed, later(599))).toEqual(pending);
    expect(await twin.open(sealed, later(600))).toBeNull();
  });

  it('fits into a cookie, and says nothing to who reads it', async () => {
    const sealed = await seal.seal(
      { ...pending, returnTo: `https://assay.example.com/${'x'.repeat(1_000)}` },
      now,
    );
    expect(sealed.length).toBeLessThan(4_000);
    const readable = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    for (const value of Object.values(pending)) expect(readable.join('|')).not.toContain(value);
  });

  it('does not open under another secret or for another client', async () => {
    const sealed = await seal.seal(pending, now);
    expect(await signInSeal('secret2', 'https://id.example.com assay').open(sealed, now)).toBeNull();
    expect(await signInSeal('secret', 'https://id.example.com other').open(sealed, now)).toBeNull();
  });

  it('is refused when any letter was changed', async () => {
    const sealed = await seal.seal(pending, now);
    for (let at = 0; at < sealed.length; at += 7) {
      const letter = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
      // The last letter of a part may hold bits that mean nothing.
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))) continue;
      expect(await seal.open(changed, now)).toBeNull();
    }
  });

  it.each(['', '.', '....', 'x'.repeat(100_000), '漢字', new UnsecuredJWT({ ...pending }).encode()])(
    'is not %.20s',
    async (text) => expect(await seal.open(text, now)).toBeNull(),
  );

  it('is not what somebody else has encrypted, nor what lacks an end', async () => {
    const key = new Uint8Array(32);
    const foreign = await new EncryptJWT({ ...pending })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(later(60))
      .encrypt(key);
    expect(await seal.open(foreign, now)).toBeNull();
  });
});
