/** Sign-in of a browser with an API token: worth what the token is worth, for as long as the token lasts. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  ask,
  movableClock,
  startWorld,
  storeFolder,
  type Answer,
  type Clock,
  type StoreFolder,
  type World,
} from '../auth/access-world.js';

let place: StoreFolder;
let world: World;
let clock: Clock;
beforeAll(async () => {
  place = await storeFolder();
});
afterAll(() => place.remove());
beforeEach(async () => {
  await place.empty();
  clock = movableClock();
  world = await startWorld({ store: place.store, clock });
});
afterEach(() => world.close());

type Headers = Record<string, string>;
const OURS: Headers = { 'sec-fetch-site': 'same-origin' };
const call = (method: string, path: string, headers: Headers, body?: unknown): Promise<Answer> =>
  ask(world.url + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function makeToken(
  scopes: readonly string[],
  by: string | null = null,
): Promise<{ id: string; secret: string }> {
  const headers: Headers = by === null ? {} : { authorization: `Bearer ${by}` };
  const answer = await call('POST', '/v1/tokens', headers, { name: 'ci', scopes });
  expect(answer.status, answer.text).toBe(201);
  const made = answer.json as unknown as { token: { id: string }; secret: string };
  return { id: made.token.id, secret: made.secret };
}

async function signIn(secret: string, headers: Headers = OURS): Promise<{ answer: Answer; cookie: string }> {
  const answer = await call('POST', '/auth/token', { authorization: `Bearer ${secret}`, ...headers });
  const [set = ''] = answer.headers['set-cookie'] ?? [];
  return { answer, cookie: set.split(';')[0] ?? '' };
}

test('the cookie stands for the token, no script can read it, and it is not the token', async () => {
  const { secret } = await makeToken(['read', 'override']);
  const { answer, cookie } = await signIn(secret);
  expect(answer.status).toBe(204);
  const [set = ''] = answer.headers['set-cookie'] ?? [];
  expect(set).toMatch(/HttpOnly/);
  expect(set).toMatch(/SameSite=Lax/);
  expect(set).not.toContain(secret.split('_').at(-1));
  const me = await call('GET', '/v1/me', { cookie });
  expect(me.json).toMatchObject({ name: 'token:ci', via: 'session' });
  expect(me.json?.['grants']).toEqual([{ scopes: ['read', 'override'], domains: null }]);
});

test('a token that is revoked takes its sign-ins with it', async () => {
  const admin = await makeToken(['admin']);
  const { id, secret } = await makeToken(['read'], admin.secret);
  const { cookie } = await signIn(secret);
  expect((await call('GET', '/v1/me', { cookie })).status).toBe(200);
  const revoked = await call('DELETE', `/v1/tokens/${id}`, { authorization: `Bearer ${admin.secret}` });
  expect(revoked.status).toBeLessThan(300);
  expect((await call('GET', '/v1/me', { cookie })).status).toBe(401);
});

test('it ends after 8 hours, and by signing out', async () => {
  const { secret } = await makeToken(['read']);
  const first = await signIn(secret);
  clock.pass(8 * 3_600_000 - 1_000);
  expect((await call('GET', '/v1/me', { cookie: first.cookie })).status).toBe(200);
  clock.pass(2_000);
  expect((await call('GET', '/v1/me', { cookie: first.cookie })).status).toBe(401);
  const second = await signIn(secret);
  expect((await call('POST', '/auth/logout', { cookie: second.cookie, ...OURS })).status).toBe(204);
  expect((await call('GET', '/v1/me', { cookie: second.cookie })).status).toBe(401);
});

test('a bad token signs nobody in, and a page of a stranger neither', async () => {
  const { secret } = await makeToken(['read']);
  expect((await signIn(`${secret}x`)).answer.status).toBe(401);
  expect((await call('POST', '/auth/token', OURS)).status).toBe(401);
  const crossed = await signIn(secret, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' });
  expect([crossed.answer.status, crossed.cookie]).toEqual([403, '']);
});

test('acting by the cookie takes a page of our own', async () => {
  const { secret } = await makeToken(['admin']);
  const { cookie } = await signIn(secret);
  const body = { name: 'more', scopes: ['read'] };
  expect((await call('POST', '/v1/tokens', { cookie }, body)).status).toBe(403);
  expect((await call('POST', '/v1/tokens', { cookie, ...OURS }, body)).status).toBe(201);
});
