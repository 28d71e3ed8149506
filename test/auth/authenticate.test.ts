/** Who is let in, on a real store whose questions are counted. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticator, type Authenticator, type Credentials } from '../../src/auth/authenticate.js';
import { TRIES_PER_SECOND } from '../../src/auth/cached-lookup.js';
import { hashSecret } from '../../src/auth/secret.js';
import { endSession, startSession } from '../../src/auth/sessions.js';
import { createToken, revokeToken } from '../../src/auth/token-by-hand.js';
import { newTokenSecret } from '../../src/auth/token-secret.js';
import { tokenWish } from '../../src/auth/token-wish.js';
import type { Principal } from '../../src/model/access.js';
import type { AccessStore } from '../../src/store/access-store.js';
import { storeFolder, type StoreFolder } from './access-world.js';

const START = Date.UTC(2026, 4, 1, 12);
const DAY = 86_400_000;

let place: StoreFolder;
let store: AccessStore;
let asked: string[];
let now: number;

/** Writes down what is asked. */
function counted(inner: AccessStore): AccessStore {
  const names = Object.keys(inner) as (keyof AccessStore)[];
  const wrapped = names.map((name) => [
    name,
    (...all: never[]) => {
      asked.push(name);
      return (inner[name] as (...all: never[]) => unknown)(...all);
    },
  ]);
  return Object.fromEntries(wrapped) as AccessStore;
}

beforeAll(async () => {
  place = await storeFolder();
  store = counted(place.store);
});
beforeEach(async () => {
  await place.empty();
  asked = [];
  now = START;
});
afterAll(() => place.remove());

const door = (part: { oidc?: boolean; loopbackOnly?: boolean } = {}): Authenticator =>
  authenticator({ access: store, now: () => new Date(now), oidc: false, loopbackOnly: true, ...part });

const from = (part: Partial<Credentials> = {}): Credentials => ({
  authorization: null,
  session: null,
  address: '127.0.0.1',
  host: 'localhost:8080',
  forwarded: false,
  ...part,
});

async function make(name = 'ci', expires: string | null = null) {
  const wish = tokenWish({ name, scopes: ['read'], domains: ['sales'], expires }, now);
  if (!wish.ok) throw new Error('the wish is not valid');
  return createToken(store, wish.value, { by: 'ana', now });
}

const bearer = (secret: string) => from({ authorization: `Bearer ${secret}` });
const code = async (at: Authenticator, credentials: Credentials) => {
  const answer = await at.authenticate(credentials);
  return answer.ok ? answer.principal.name : answer.code;
};

describe('a token', () => {
  it('lets in whom it was made for, with its grant', async () => {
    const { secret } = await make();
    expect(await door().authenticate(bearer(secret))).toEqual({
      ok: true,
      principal: { name: 'token:ci', via: 'token', grants: [{ scopes: ['read'], domains: ['sales'] }] },
    });
  });

  it('is taken in any case of the scheme, and nowhere but there', async () => {
    const { secret } = await make();
    const at = door();
    expect(await code(at, from({ authorization: `bearer  ${secret} ` }))).toBe('token:ci');
    for (const authorization of [
      secret,
      `Basic ${Buffer.from(`:${secret}`).toString('base64')}`,
      `Bearer`,
      `Bearer `,
      '',
      `Bearer ${secret}, Bearer ${secret}`,
      `Bearer ${secret} ${secret}`,
      `Bearer\u00A0${secret}`,
      `Bearer "${secret}"`,
    ])
      expect(await code(at, from({ authorization }))).toBe('bad-token');
  });

  it('that is none costs the store nothing: another prefix, a huge header, any script', async () => {
    const { secret } = await make();
    asked = [];
    const at = door();
    for (const text of [
      secret.replace('assay_', 'ghp__0'),
      `${secret.slice(0, -1)}é`,
      '漢字🔑',
      secret.repeat(100_000),
      'Bearer '.repeat(50_000),
      `${secret}${' '.repeat(1_000_000)}x`,
    ])
      expect(await code(at, bearer(text))).toBe('bad-token');
    expect(asked).toEqual([]);
  });

  it('of the right form that nobody made is refused', async () => {
    const { secret, token } = await make();
    const at = door();
    expect(await code(at, bearer(newTokenSecret().text))).toBe('bad-token');
    const guessed = newTokenSecret().text.replace(/_.{12}_/, `_${token.id}_`);
    expect(await code(at, bearer(guessed))).toBe('bad-token');
    expect(await code(at, bearer(secret))).toBe('token:ci');
  });

  it('expires on time, also while it is remembered', async () => {
    const { secret } = await make('short', 'PT2S');
    const at = door();
    expect(await code(at, bearer(secret))).toBe('token:short');
    now += 1_999;
    expect(await code(at, bearer(secret))).toBe('token:short');
    now += 1;
    expect(await code(at, bearer(secret))).toBe('expired-token');
  });

  it('that is revoked here works no more at once', async () => {
    const { secret, token } = await make();
    const at = door();
    expect(await code(at, bearer(secret))).toBe('token:ci');
    await revokeToken(store, token.id, { by: 'ben', now });
    at.changed();
    expect(await code(at, bearer(secret))).toBe('revoked-token');
  });

  it('that is revoked elsewhere works for five seconds more at most', async () => {
    const { secret, token } = await make();
    const at = door();
    await code(at, bearer(secret));
    await revokeToken(store, token.id, { by: 'ben', now });
    now += 4_999;
    expect(await code(at, bearer(secret))).toBe('token:ci');
    now += 1;
    expect(await code(at, bearer(secret))).toBe('revoked-token');
  });

  it('is not remembered for longer when the clock is set back', async () => {
    const { secret, token } = await make();
    const at = door();
    await code(at, bearer(secret));
    await revokeToken(store, token.id, { by: 'ben', now });
    now -= 3_600_000;
    expect(await code(at, bearer(secret))).toBe('revoked-token');
  });

  it('is looked up once for many requests', async () => {
    const { secret } = await make();
    const at = door();
    asked = [];
    await Promise.all(Array.from({ length: 50 }, () => at.authenticate(bearer(secret))));
    for (let i = 0; i < 50; i += 1) await at.authenticate(bearer(secret));
    expect(asked).toEqual(['tokenByHash']);
  });

  it('made while the wrong answer is remembered is another one, and works', async () => {
    const at = door();
    await code(at, bearer(newTokenSecret().text));
    expect(await code(at, bearer((await make()).secret))).toBe('token:ci');
  });
});

describe('a flood of bad tokens', () => {
  it('of one secret reaches the store once', async () => {
    const at = door();
    const bad = bearer(newTokenSecret().text);
    for (let i = 0; i < 1_000; i += 1) expect(await code(at, bad)).toBe('bad-token');
    expect(asked).toEqual(['tokenByHash']);
  });

  it('of many secrets is cut short, and stops neither known callers nor other addresses', async () => {
    const known = await make('known');
    const fresh = await make('fresh');
    const at = door();
    await at.authenticate(bearer(known.secret));
    asked = [];
    const codes = new Map<string, number>();
    for (let i = 0; i < 2_000; i += 1) {
      const found = await code(at, { ...bearer(newTokenSecret().text), address: '10.9.9.9' });
      codes.set(found, (codes.get(found) ?? 0) + 1);
    }
    expect(asked).toHaveLength(TRIES_PER_SECOND);
    expect(codes).toEqual(
      new Map([
        ['bad-token', TRIES_PER_SECOND],
        ['too-many-attempts', 2_000 - TRIES_PER_SECOND],
      ]),
    );
    const bad = { ...bearer(known.secret), address: '10.9.9.9' };
    expect(await code(at, bad)).toBe('token:known');
    now += 6_000;
    // Known, though not remembered any more: it counts for no try.
    for (let i = 0; i < TRIES_PER_SECOND; i += 1)
      await at.authenticate({ ...bearer(newTokenSecret().text), address: '10.9.9.9' });
    expect(await code(at, { ...bearer(newTokenSecret().text), address: '10.9.9.9' })).toBe(
      'too-many-attempts',
    );
    expect(await code(at, bad)).toBe('token:known');
    expect(await code(at, bearer(fresh.secret))).toBe('token:fresh');
    now += 1_000;
    expect(await code(at, { ...bearer(newTokenSecret().text), address: '10.9.9.9' })).toBe('bad-token');
  });
});

describe('open to this machine', () => {
  it('is a service that listens on loopback, signs nobody in, and has no token', async () => {
    expect(await door().authenticate(from())).toMatchObject({
      ok: true,
      principal: { name: 'local', via: 'loopback', grants: [{ domains: null }] },
    });
    expect(await code(door({ loopbackOnly: false }), from())).toBe('no-credentials');
    expect(await code(door({ oidc: true }), from())).toBe('no-credentials');
  });

  it('is no service with a token, even an ended one', async () => {
    const { token } = await make('short', 'PT1S');
    now += DAY;
    expect(await code(door(), from())).toBe('no-credentials');
    await revokeToken(store, token.id, { by: 'ben', now });
    expect(await code(door(), from())).toBe('no-credentials');
  });

  it('ends with the first token: at once where it is made, within a second elsewhere', async () => {
    const [here, elsewhere] = [door(), door()];
    expect(await code(here, from())).toBe('local');
    expect(await code(elsewhere, from())).toBe('local');
    await make();
    here.changed();
    expect(await code(here, from())).toBe('no-credentials');
    now += 1_000;
    expect(await code(elsewhere, from())).toBe('no-credentials');
    asked = [];
    await code(elsewhere, from());
    expect(asked).toEqual([]);
  });

  it('does not fall back to it for a bad token', async () => {
    expect(await code(door(), bearer('assay_x'))).toBe('bad-token');
  });

  it.each([
    ['another machine', { address: '10.0.0.7' }, 'no-credentials'],
    ['an address that is not known', { address: null }, 'no-credentials'],
    ['what a proxy passes on', { forwarded: true }, 'no-credentials'],
    ['a name that was made to point here', { host: 'evil.example' }, 'foreign-host'],
    ['no name at all', { host: null }, 'foreign-host'],
  ] as const)('is closed to %s', async (_, part, refusal) => {
    expect(await code(door(), from(part))).toBe(refusal);
  });
});

describe('a sign-in', () => {
  const ada: Principal = {
    name: 'ada@example.com',
    via: 'session',
    grants: [{ scopes: ['read', 'run'], domains: null }],
  };
  const begin = (before: string | null = null) =>
    startSession(store, ada, { now, lastsMs: 8 * 3_600_000 }, before);

  it('is known by its cookie, until it ends', async () => {
    const at = door({ oidc: true });
    const session = await begin();
    expect(await at.authenticate(from({ session }))).toEqual({ ok: true, principal: ada });
    now += 8 * 3_600_000 - 1;
    expect(await code(at, from({ session }))).toBe('ada@example.com');
    now += 1;
    expect(await code(at, from({ session }))).toBe('session-ended');
  });

  it('counts for nothing where nobody can sign in any more', async () => {
    const session = await begin();
    await make();
    expect(await code(door(), from({ session }))).toBe('no-credentials');
  });

  it('has a new secret each time, and the one before ends with it', async () => {
    const at = door({ oidc: true });
    const first = await begin();
    const second = await begin(first);
    expect(second).not.toBe(first);
    expect(await code(at, from({ session: first }))).toBe('session-ended');
    expect(await code(at, from({ session: second }))).toBe('ada@example.com');
  });

  it('ends where a person signs out', async () => {
    const at = door({ oidc: true });
    const session = await begin();
    await code(at, from({ session }));
    await endSession(store, session);
    at.changed();
    expect(await code(at, from({ session }))).toBe('session-ended');
  });

  it('gives way to a token, good or bad', async () => {
    const at = door({ oidc: true });
    const session = await begin();
    const { secret } = await make();
    expect(await code(at, { ...bearer(secret), session })).toBe('token:ci');
    expect(await code(at, { ...bearer('nonsense'), session })).toBe('bad-token');
  });

  it('is not found by a cookie of any other text', async () => {
    const at = door({ oidc: true });
    await begin();
    for (const session of ['', 'x', '漢字', '\0', 'y'.repeat(1_000_000)])
      expect(await code(at, from({ session }))).toBe('session-ended');
  });

  it('leaves no trace in the store after it has run out and another begins', async () => {
    const first = await begin();
    now += 2 * DAY;
    await begin();
    expect(await place.store.session(hashSecret(first))).toBeNull();
  });
});

describe('on disk', () => {
  it('there are hashes, and nothing of a secret', async () => {
    const { secret, token } = await make();
    const cookie = await startSession(
      store,
      { name: 'ada', via: 'session', grants: [] },
      { now, lastsMs: 1_000 },
      null,
    );
    await revokeToken(store, token.id, { by: 'ben', now });
    const [audit] = await place.audit();
    await place.close();
    const files = readdirSync(place.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    const holds = (text: string) => files.some((bytes) => bytes.includes(text));
    // The scan sees what is there.
    expect(holds(hashSecret(secret))).toBe(true);
    expect(holds(hashSecret(cookie))).toBe(true);
    expect(holds(token.id)).toBe(true);
    expect(holds(secret)).toBe(false);
    expect(holds(secret.slice(-43))).toBe(false);
    expect(holds(cookie)).toBe(false);
    expect(audit).toMatchObject({ action: 'token.revoke', by: 'ben' });
    expect(JSON.stringify(audit)).not.toContain(hashSecret(secret));
  });
});
