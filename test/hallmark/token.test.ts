/** Which texts are hallmarks of ours: every one that was signed, no other. */
import {
  base64url,
  calculateJwkThumbprint,
  CompactSign,
  exportJWK,
  generateKeyPair,
  UnsecuredJWT,
  type CompactJWSHeaderParameters,
  type CryptoKey,
} from 'jose';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { hallmarkClaims } from '../../src/gate/hallmark.js';
import { publicJwk, keysOf } from '../../src/hallmark/public-keys.js';
import { signHallmark, type Signer } from '../../src/hallmark/sign.js';
import { LONGEST_TOKEN } from '../../src/hallmark/token.js';
import { verifyToken, type KeyOf } from '../../src/hallmark/verify-token.js';
import type { HallmarkClaims } from '../../src/model/hallmark.js';
import { allowed, anyDecision } from './make-decision.js';

const TYPE = 'hallmark+jwt';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
let signer: Signer;
let x: string;
let keyOf: KeyOf;
let good: string;
const claims = hallmarkClaims(allowed(), { issuer: 'shop' });

async function sign(what: HallmarkClaims | null): Promise<string> {
  const token = what === null ? null : await signHallmark(what, signer);
  if (token === null) throw new Error('nothing was signed');
  return token;
}

/** Signed by the right key, in another form. */
const signedAs = (
  header: CompactJWSHeaderParameters,
  payload: unknown = claims,
  key: Signer['key'] = signer.key,
) =>
  new CompactSign(bytes(typeof payload === 'string' ? payload : JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(key);

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const reasonOf = async (token: string): Promise<string> => {
  const read = await verifyToken(token, keyOf);
  return read.ok ? 'good' : read.reason;
};

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwk = await exportJWK(pair.publicKey);
  x = jwk.x ?? '';
  const kid = await calculateJwkThumbprint(jwk);
  signer = { kid, key: pair.privateKey };
  keyOf = keysOf({ keys: [{ ...publicJwk(kid, x) }] });
  good = await sign(claims);
});

test('what was signed is read back', async () => {
  expect(await verifyToken(good, keyOf)).toEqual({ ok: true, claims });
  const [header] = good.split('.');
  expect(JSON.parse(new TextDecoder().decode(base64url.decode(header ?? '')))).toEqual({
    alg: 'EdDSA',
    kid: signer.kid,
    typ: TYPE,
  });
});

test('any claims come back to the letter', async () => {
  await fc.assert(
    fc.asyncProperty(anyDecision, async (decision) => {
      const said = hallmarkClaims(decision, { issuer: 'shop' });
      fc.pre(said !== null);
      expect(await verifyToken(await sign(said), keyOf)).toEqual({ ok: true, claims: said });
    }),
  );
});

test('a change of any one character is a refusal', async () => {
  // All places, each with all characters that may stand there: the last one is where a lenient reader takes several for one.
  const places = [...good].map((_, i) => i);
  const last = [...ALPHABET].map((other) => good.slice(0, -1) + other).filter((each) => each !== good);
  for (const token of last) expect(await reasonOf(token), token.slice(-1)).not.toBe('good');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom(...ALPHABET), async (place, other) => {
      const changed = good.slice(0, place) + other + good.slice(place + 1);
      if (changed !== good) expect(await reasonOf(changed)).not.toBe('good');
    }),
    { numRuns: 500 },
  );
});

test('nothing can be added, taken away or put around it', async () => {
  for (const token of [` ${good}`, `${good}\n`, `${good}=`, `${good}.`, good.slice(0, -1), '', '..'])
    expect(await reasonOf(token)).toBe('malformed');
});

describe('forged', () => {
  const header = (part: object = {}): CompactJWSHeaderParameters => ({
    alg: 'EdDSA',
    kid: signer.kid,
    typ: TYPE,
    ...part,
  });

  test('the form that the others below are changed in is good', async () => {
    expect(await reasonOf(await signedAs(header()))).toBe('good');
  });

  test('without a signature', async () => {
    const none = new UnsecuredJWT({ ...claims }).encode();
    expect(await reasonOf(none)).toBe('malformed');
    const [, payload = '', signature = ''] = good.split('.');
    for (const alg of ['none', 'None', 'HS256', 'ES256', 'Ed25519', ''])
      expect(await reasonOf(`${encoded(header({ alg }))}.${payload}.${signature}`)).toBe('malformed');
  });

  test('with the public key as the secret of an HMAC', async () => {
    for (const secret of [bytes(x), base64url.decode(x), bytes(JSON.stringify(publicJwk(signer.kid, x)))]) {
      const key = await crypto.subtle.importKey(
        'raw',
        secret.slice(),
        { name: 'HMAC', hash: 'SHA-512' },
        false,
        ['sign'],
      );
      // A MAC of 64 bytes, as long as our signatures, under each name.
      const [, payload = ''] = good.split('.');
      for (const alg of ['HS512', 'EdDSA']) {
        const input = `${encoded(header({ alg }))}.${payload}`;
        const mac = base64url.encode(
          new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(input).slice())),
        );
        expect(await reasonOf(`${input}.${mac}`)).not.toBe('good');
      }
    }
  });

  test('by another key under the same name', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    expect(await reasonOf(await signedAs(header(), claims, privateKey))).toBe('bad_signature');
  });

  test('by a key that it brings along', async () => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const jwk = await exportJWK(pair.publicKey);
    expect(await reasonOf(await signedAs(header({ jwk }), claims, pair.privateKey))).toBe('malformed');
    const kid = await calculateJwkThumbprint(jwk);
    expect(await reasonOf(await signedAs(header({ kid }), claims, pair.privateKey))).toBe('unknown_key');
  });

  test.each([
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['no key', { kid: undefined }],
    ['a key that is no text', { kid: 7 }],
    ['something critical', { crit: ['b64'], b64: true }],
    ['a payload that is not encoded', { crit: ['b64'], b64: false }],
    ['an address of keys', { jku: 'https://keys.example/jwks.json' }],
    ['a content type', { cty: 'JWT' }],
  ])('with %s in its header', async (_, part) => {
    const [, payload = ''] = good.split('.');
    const text = encoded(header(part));
    const signature = await rawSignature(`${text}.${payload}`, signer.key);
    expect(await reasonOf(`${text}.${payload}.${signature}`)).toBe('malformed');
  });

  test.each([
    ['no JSON', 'hallmark'],
    ['a list', []],
    ['nothing', {}],
    ['a block', { ...claims, outcome: 'block' }],
    ['no end', { ...claims, exp: undefined }],
    ['an end as text', { ...claims, exp: '4102444800' }],
    ['an end after all time', { ...claims, exp: 1e300 }],
    ['half a second', { ...claims, nbf: 1.5 }],
    ['no data version', { ...claims, dataVersion: null }],
    ['a data version of a strange kind', { ...claims, dataVersion: { kind: 'vibe', id: 'x' } }],
    ['a batch of numbers', { ...claims, batch: { day: 1 } }],
  ])('signed by us, but says %s', async (_, payload) => {
    expect(await reasonOf(await signedAs(header(), payload))).toBe('malformed');
  });

  test('claims of others are left out', async () => {
    const read = await verifyToken(await signedAs(header(), { ...claims, admin: true }), keyOf);
    expect(read).toEqual({ ok: true, claims });
  });

  const encoded = (value: unknown): string => base64url.encode(JSON.stringify(value));
  async function rawSignature(input: string, key: CryptoKey): Promise<string> {
    return base64url.encode(new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes(input).slice())));
  }
});

test('what is too long is neither signed nor read', async () => {
  const long = (length: number) =>
    hallmarkClaims(allowed({ batch: { day: 'x'.repeat(length) } }), { issuer: 'shop' });
  expect((await sign(long(4_000))).length).toBeLessThanOrEqual(LONGEST_TOKEN);
  await expect(sign(long(8_000))).rejects.toThrow('nothing was signed');
  expect(await reasonOf(await signedAs({ alg: 'EdDSA', kid: signer.kid, typ: TYPE }, long(8_000)))).toBe(
    'malformed',
  );
});

test('of a published key set, only keys for this are used', async () => {
  const { kid } = signer;
  const is = async (jwk: Record<string, unknown>): Promise<boolean> =>
    (await verifyToken(good, keysOf({ keys: [jwk] }))).ok;
  const plain = { kty: 'OKP', crv: 'Ed25519', kid, x };
  expect(await is(plain)).toBe(true);
  expect(await is({ ...plain, alg: 'Ed25519', use: 'sig', key_ops: ['verify'] })).toBe(true);
  for (const other of [
    { use: 'enc' },
    { alg: 'HS256' },
    { crv: 'X25519' },
    { kty: 'oct', k: x },
    { kid: 'k2' },
    { x: 'AA' },
  ])
    expect(await is({ ...plain, ...other }), JSON.stringify(other)).toBe(false);
});
