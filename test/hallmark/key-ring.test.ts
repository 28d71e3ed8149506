/** Keys: made, rotated, kept under a secret, used by several processes. */
import { compactDecrypt, compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { expect, test } from 'vitest';
import { hallmarkClaims } from '../../src/gate/hallmark.js';
import { createKeyRing, type KeyStore } from '../../src/hallmark/key-ring.js';
import { signHallmark } from '../../src/hallmark/sign.js';
import { verifyToken } from '../../src/hallmark/verify-token.js';
import { keyCupboard } from './key-cupboard.js';
import { allowed } from './make-decision.js';

const DAY = 86_400_000;
const SECRET = 'a-secret-of-many-random-characters-1';
const OTHER = 'a-secret-of-many-random-characters-2';

/** A process: its key ring, with a clock that it moves. */
function processOn(store: KeyStore, secret = SECRET) {
  let clock = Date.parse('2026-01-01T00:00:00Z');
  const ring = createKeyRing({
    store,
    secret: () => secret,
    rotateMs: 30 * DAY,
    now: () => new Date(clock),
  });
  return {
    ring,
    daysLater: (days: number) => void (clock += days * DAY),
    kid: async () => (await ring.signer()).kid,
    async token(): Promise<string> {
      const claims = hallmarkClaims(allowed(), { issuer: 'shop' });
      const token = claims === null ? null : await signHallmark(claims, await ring.signer());
      if (token === null) throw new Error('nothing was signed');
      return token;
    },
    isGood: async (token: string) => (await verifyToken(token, ring.publicKey)).ok,
  };
}

test('the first need makes a key, later needs and later processes use it', async () => {
  const store = keyCupboard();
  const one = processOn(store);
  const [a, b] = await Promise.all([one.token(), one.token()]);
  expect(a).toBe(b);
  expect(await processOn(store).token()).toBe(a);
  expect(store.made).toHaveLength(1);
});

test('an old key signs no more and verifies for ever', async () => {
  const store = keyCupboard();
  const one = processOn(store);
  const before = await one.token();
  const kid = await one.kid();
  one.daysLater(29.9);
  expect(await one.kid()).toBe(kid);
  one.daysLater(0.1);
  const after = await one.token();
  expect(await one.kid()).not.toBe(kid);
  expect(store.made).toHaveLength(2);
  one.daysLater(3_000);
  for (const each of [one, processOn(store), processOn(store, OTHER)]) {
    expect(await each.isGood(before)).toBe(true);
    expect(await each.isGood(after)).toBe(true);
  }
});

test('a process with another secret makes its own key; both verify everywhere', async () => {
  const store = keyCupboard();
  const [one, other] = [processOn(store), processOn(store, OTHER)];
  const [a, b] = [await one.token(), await other.token()];
  expect(await one.kid()).not.toBe(await other.kid());
  for (const each of [one, other]) for (const token of [a, b]) expect(await each.isGood(token)).toBe(true);
  // Each goes on with its own, whichever is the newest.
  expect(await processOn(store).token()).toBe(a);
  expect(await processOn(store, OTHER).token()).toBe(b);
  expect(store.made).toHaveLength(2);
});

test('two processes that make a key at once both have one', async () => {
  const store = keyCupboard();
  let waiting = 0;
  let open = (): void => undefined;
  const both = new Promise<void>((resolve) => (open = resolve));
  // Both look before either has written.
  const meeting: KeyStore = {
    ...store,
    keys: async () => {
      const seen = await store.keys();
      if (++waiting === 2) open();
      await both;
      return seen;
    },
  };
  const [one, other] = [processOn(meeting), processOn(meeting)];
  const tokens = await Promise.all([one.token(), other.token()]);
  expect(store.made).toHaveLength(2);
  for (const token of tokens)
    expect([await one.isGood(token), await other.isGood(token)]).toEqual([true, true]);
});

test('a store that fails once is asked again', async () => {
  const store = keyCupboard();
  let fails = true;
  const { ring } = processOn({
    ...store,
    keys: () => (fails ? Promise.reject(new Error('no connection')) : store.keys()),
  });
  await expect(ring.signer()).rejects.toThrow('no connection');
  fails = false;
  expect((await ring.signer()).kid).toMatch(/^[\w-]{43}$/);
});

test('a key that could not be kept signs nothing', async () => {
  const store = keyCupboard();
  const { ring } = processOn({ ...store, addKey: () => Promise.reject(new Error('read-only')) });
  await expect(ring.signer()).rejects.toThrow('read-only');
});

test('what is kept opens with the secret only, and holds neither', async () => {
  const store = keyCupboard();
  const one = processOn(store);
  await one.token();
  const [kept] = store.made;
  if (kept === undefined) throw new Error('no key');
  const text = JSON.stringify(kept);
  expect(text).not.toContain(SECRET);
  expect(JSON.parse(kept.publicJwk)).toEqual({
    kty: 'OKP',
    crv: 'Ed25519',
    alg: 'EdDSA',
    use: 'sig',
    kid: kept.kid,
    x: expect.stringMatching(/^[\w-]{43}$/) as string,
  });
  const raw = new TextEncoder().encode(SECRET.slice(0, 32));
  await expect(compactDecrypt(kept.wrapped, raw)).rejects.toThrow('decryption');
  // Bound to its id: the private half of one key can not be put in the place of another's.
  await processOn(store, OTHER).token();
  const [, foreign] = store.made;
  if (foreign === undefined) throw new Error('no second key');
  const mixed = { ...keyCupboard(), keys: () => Promise.resolve([{ ...foreign, wrapped: kept.wrapped }]) };
  expect(await processOn(mixed).kid()).not.toBe(foreign.kid);
});

test('a key that is damaged is passed over', async () => {
  const store = keyCupboard();
  const before = await processOn(store).token();
  const [kept] = store.made;
  if (kept === undefined) throw new Error('no key');
  for (const wrapped of ['', 'no JWE', `${kept.wrapped.slice(0, -2)}AA`]) {
    const own = keyCupboard();
    const damaged: KeyStore = { ...own, keys: async () => [...(await own.keys()), { ...kept, wrapped }] };
    const one = processOn(damaged);
    expect(await one.kid()).not.toBe(kept.kid);
    expect(await one.isGood(before)).toBe(true);
  }
});

test('the published keys are public halves, newest first, and any JWT library verifies with them', async () => {
  const store = keyCupboard();
  const one = processOn(store);
  const before = await one.token();
  one.daysLater(31);
  const after = await one.token();
  const set = await one.ring.jwks();
  expect(set.keys.map((each) => each['kid'])).toEqual(store.made.map(({ kid }) => kid).reverse());
  for (const each of set.keys)
    expect(Object.keys(each).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  const published = createLocalJWKSet(set as unknown as JSONWebKeySet);
  for (const token of [before, after])
    expect((await compactVerify(token, published)).protectedHeader.typ).toBe('hallmark+jwt');
});

test('of very many keys the newest hundred are published, and all verify', async () => {
  const store = keyCupboard();
  const first = processOn(store);
  const token = await first.token();
  for (let i = 0; i < 100; i += 1) await processOn(store, `${OTHER}${String(i)}`).token();
  expect(store.made).toHaveLength(101);
  const kids = (await first.ring.jwks()).keys.map((each) => each['kid']);
  expect(kids).toHaveLength(100);
  expect(kids).not.toContain(store.made[0]?.kid);
  expect(await processOn(store).isGood(token)).toBe(true);
});
