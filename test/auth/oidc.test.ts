/** People sign in, at a real provider and over real sockets; and all the ways in which they do not. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Oidc } from '../../src/generated/config.js';
import { hashSecret } from '../../src/auth/secret.js';
import {
  ask,
  movableClock,
  startWorld,
  storeFolder,
  type Answer,
  type StoreFolder,
  type World,
} from './access-world.js';
import { newBrowser, type Browser } from './browser.js';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type TestProvider } from './provider.js';

const HOUR = 3_600_000;

const ADA = { id: 'ada', claims: { email: 'ada@example.com', email_verified: true, groups: ['data-eng'] } };
const SAM = { id: 'sam', claims: { email: 'sam@example.com', groups: 'chess sales-eng' } };
const EVE = { id: 'eve', claims: { email: 'eve@example.com', groups: ['chess'] } };
const ROOT = { id: 'root', claims: { preferred_username: 'root', groups: ['platform'] } };

let place: StoreFolder;
let provider: TestProvider;
let world: World;
let clock: ReturnType<typeof movableClock>;
let browser: Browser;

const oidcOf = (issuer: string, part: Partial<Oidc> = {}): Oidc => ({
  issuer,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  roles: {
    operator: ['data-eng'],
    reader: [{ group: 'sales-eng', domains: ['sales'] }],
    admin: ['platform'],
  },
  ...part,
});

async function start(
  part: Partial<Oidc> | ((issuer: string) => Partial<Oidc>) = {},
  options: Parameters<typeof startProvider>[1] = {},
): Promise<void> {
  clock = movableClock();
  world = await startWorld({
    store: place.store,
    clock,
    oidc: async (url) => {
      provider = await startProvider(`${url}/auth/callback`, options);
      return oidcOf(provider.issuer, typeof part === 'function' ? part(provider.issuer) : part);
    },
  });
  browser = newBrowser();
}

beforeAll(async () => {
  place = await storeFolder();
});
afterAll(() => place.remove());
beforeEach(() => place.empty());
afterEach(async () => {
  await world.close();
  await provider.close();
});

const login = (path = '/auth/login'): Promise<Answer> =>
  browser.follow(world.url + path, isHome).then((steps) => steps.at(-1)?.answer ?? expect.unreachable());
const isHome = (url: string): boolean => url.startsWith(world.url) && !url.startsWith(`${world.url}/auth/`);
/** The address of the callback, not yet opened. */
const untilCallback = async (who = browser): Promise<string> => {
  const steps = await who.follow(`${world.url}/auth/login`, (next) =>
    next.startsWith(`${world.url}/auth/callback`),
  );
  return steps.at(-1)?.answer.headers.location ?? expect.unreachable();
};
const me = (who = browser): Promise<Answer> => who.open(`${world.url}/v1/me`);
const session = (): string | undefined => browser.cookies(world.url).get('assay_session');

describe('signing in', () => {
  beforeEach(() => start());

  it('goes to the provider and back, and gives the roles of the groups', async () => {
    provider.person = ADA;
    const done = await login();
    expect(done.status).toBe(303);
    expect(done.headers.location).toBe(`${world.url}/`);
    const who = await me();
    expect(who.status).toBe(200);
    expect(who.headers['cache-control']).toBe('no-store');
    expect(who.json).toEqual({
      name: 'ada@example.com',
      via: 'session',
      grants: [{ scopes: ['read', 'run', 'override'], domains: null }],
    });
  });

  it('asks by code with PKCE, state and nonce, and for no more than is configured', async () => {
    const [first] = await browser.follow(`${world.url}/auth/login`, () => true);
    const question = new URL(first?.answer.headers.location ?? '');
    expect(question.origin).toBe(provider.issuer);
    const of = (name: string) => question.searchParams.get(name) ?? '';
    expect(of('response_type')).toBe('code');
    expect(of('client_id')).toBe(CLIENT_ID);
    expect(of('scope')).toBe('openid profile email');
    expect(of('redirect_uri')).toBe(`${world.url}/auth/callback`);
    expect(of('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(of(name).length).toBeGreaterThan(40);
    const again = newBrowser();
    const [second] = await again.follow(`${world.url}/auth/login`, () => true);
    const other = new URL(second?.answer.headers.location ?? '');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(other.searchParams.get(name)).not.toBe(of(name));
  });

  it('sets cookies that the browser alone reads, and keeps what they hold as hashes', async () => {
    provider.person = ADA;
    const begun = await browser.open(`${world.url}/auth/login`);
    expect(begun.headers['set-cookie']).toEqual([
      expect.stringMatching(/^assay_signin=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const done = await login();
    expect(done.headers['set-cookie']).toContainEqual(
      expect.stringMatching(/^assay_session=[\w-]{43}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/),
    );
    expect(browser.cookies(world.url).has('assay_signin')).toBe(false);
    expect((await place.store.session(hashSecret(session() ?? '')))?.principal.name).toBe('ada@example.com');
  });

  it('shows the browser nothing of the client secret, the verifier or the nonce', async () => {
    provider.person = ADA;
    const steps = await browser.follow(`${world.url}/auth/login`, isHome);
    const seen = steps
      .filter(({ url }) => url.startsWith(world.url))
      .map(({ answer }) => JSON.stringify(answer.headers) + answer.text)
      .join('\n');
    expect(seen).toContain('code_challenge=');
    expect(seen).not.toContain('verifier');
    expect(seen).not.toContain(encodeURIComponent(CLIENT_SECRET));
    expect(seen).not.toContain(CLIENT_SECRET);
  });

  it('limits a person to the domains of the group', async () => {
    provider.person = SAM;
    await login();
    const open = (method: string, dataset: string) =>
      browser.open(`${world.url}/v1/datasets/${dataset}`, { method, headers: { origin: world.url } });
    expect((await open('GET', 'gold.sales')).status).toBe(200);
    const hidden = await open('GET', 'gold.wages');
    const absent = await open('GET', 'gold.none');
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(hidden.text.replaceAll('gold.wages', 'X')).toBe(absent.text.replaceAll('gold.none', 'X'));
    expect((await open('GET', 'gold.misc')).status).toBe(404);
    const run = await open('POST', 'gold.sales');
    expect(run.status).toBe(403);
    expect(run.json).toMatchObject({ code: 'missing-scope', scope: 'run' });
    expect((await open('GET', '../tokens')).status).toBe(403);
  });

  it('makes an administrator of whom the groups say so, and of nobody else', async () => {
    provider.person = ROOT;
    await login();
    expect((await browser.open(`${world.url}/v1/tokens`)).status).toBe(200);
    expect((await me()).json?.['name']).toBe('root');
    browser = newBrowser();
    provider.person = ADA;
    await login();
    expect((await browser.open(`${world.url}/v1/tokens`)).status).toBe(403);
  });

  it('refuses a person without a role, with a page that says so', async () => {
    provider.person = EVE;
    const done = await login();
    expect(done.status).toBe(403);
    expect(done.headers['content-type']).toMatch(/^text\/html/);
    expect(done.headers['content-security-policy']).toContain("default-src 'none'");
    expect(done.text).toContain('no role');
    expect(session()).toBeUndefined();
    expect((await me()).status).toBe(401);
  });

  it('refuses whom the provider refuses, and repeats nothing that the provider wrote', async () => {
    provider.person = { id: 'refuses', claims: {} };
    const done = await login();
    expect(done.status).toBe(403);
    expect(done.text).toContain('access_denied');
    expect(done.text).not.toContain('script');
    expect(session()).toBeUndefined();
  });

  it('begins anew with a new cookie each time: one that was planted is worth nothing', async () => {
    provider.person = ADA;
    const planted = 'A'.repeat(43);
    browser.cookies(world.url).set('assay_session', planted);
    await login();
    const first = session();
    expect(first).not.toBe(planted);
    expect(
      (await ask(`${world.url}/v1/me`, { headers: { cookie: `assay_session=${planted}` } })).status,
    ).toBe(401);
    await login();
    expect(session()).not.toBe(first);
    const old = await ask(`${world.url}/v1/me`, { headers: { cookie: `assay_session=${first ?? ''}` } });
    expect([old.status, old.json?.['reason']]).toEqual([401, 'session-ended']);
    expect((await me()).status).toBe(200);
  });
});

describe('the way back', () => {
  beforeEach(() => start());

  it('leads where the person wanted to go', async () => {
    provider.person = ADA;
    const done = await login('/auth/login?return_to=%2Fdatasets%2Fgold.sales%3Ftab%3Druns');
    expect(done.headers.location).toBe(`${world.url}/datasets/gold.sales?tab=runs`);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/%09/evil.example',
    'javascript:alert(1)',
    '/auth/login',
  ])('never leads elsewhere: %s', async (wished) => {
    provider.person = ADA;
    const done = await login(`/auth/login?return_to=${encodeURIComponent(wished)}`);
    expect(done.status).toBe(303);
    const back = new URL(done.headers.location ?? '');
    expect(back.origin).toBe(world.url);
    expect(back.pathname).not.toMatch(/^\/\/|^\/auth/);
  });
});

describe('a callback that is not the answer to this browser’s question', () => {
  beforeEach(async () => {
    await start();
    provider.person = ADA;
  });

  const refused = async (url: string, who = browser): Promise<Answer> => {
    const before = session();
    const answer = await who.open(url);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(session()).toBe(before);
    return answer;
  };

  it('with another state', async () => {
    const url = new URL(await untilCallback());
    url.searchParams.set('state', 'of-somebody-else');
    expect((await refused(url.href)).status).toBe(400);
    expect(provider.asked).not.toContain('/token');
  });

  it('without a state, without a code, without anything', async () => {
    for (const keep of [['code'], ['state'], []]) {
      const url = new URL(await untilCallback());
      for (const name of [...url.searchParams.keys()])
        if (!keep.includes(name)) url.searchParams.delete(name);
      await refused(url.href);
    }
    expect(provider.asked).not.toContain('/token');
  });

  it('in a browser that asked nothing: nobody is signed in as somebody else', async () => {
    const url = await untilCallback();
    expect((await refused(url, newBrowser())).status).toBe(400);
    expect(provider.asked).not.toContain('/token');
  });

  it('with the code of another sign-in', async () => {
    const other = newBrowser();
    const stolen = new URL(await untilCallback(other)).searchParams.get('code') ?? '';
    const url = new URL(await untilCallback());
    url.searchParams.set('code', stolen);
    expect((await refused(url.href)).text).toContain('invalid_grant');
  });

  it('a second time', async () => {
    const url = await untilCallback();
    const cookie = browser.cookies(world.url).get('assay_signin') ?? '';
    expect((await browser.open(url)).status).toBe(303);
    expect((await refused(url)).status).toBe(400);
    // Even with the cookie of the first time: the provider takes a code once.
    const answer = await ask(url, { headers: { cookie: `assay_signin=${cookie}` } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('invalid_grant');
  });

  it('with two states, of which one is right', async () => {
    const url = new URL(await untilCallback());
    url.searchParams.append('state', 'another');
    await refused(url.href);
  });

  it('with a cookie that was changed', async () => {
    const url = await untilCallback();
    const jar = browser.cookies(world.url);
    const sealed = jar.get('assay_signin') ?? '';
    const at = Math.floor(sealed.length / 2);
    jar.set('assay_signin', sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1));
    expect((await refused(url)).status).toBe(400);
  });

  it('too late', async () => {
    const url = await untilCallback();
    clock.pass(601_000);
    expect((await refused(url)).status).toBe(400);
    expect(provider.asked).not.toContain('/token');
  });

  it('from another issuer', async () => {
    const url = new URL(await untilCallback());
    url.searchParams.set('iss', 'https://evil.example');
    expect((await refused(url.href)).status).toBe(403);
    expect(provider.asked).not.toContain('/token');
  });
});

describe('being signed in', () => {
  beforeEach(async () => {
    await start();
    provider.person = ADA;
    await login();
  });

  const post = (headers: Record<string, string>) =>
    browser.open(`${world.url}/v1/datasets/gold.sales`, { method: 'POST', headers });

  it('lets our own pages act', async () => {
    expect((await post({ origin: world.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['a sandboxed page', { origin: 'null' }],
    ['nobody who says so', {}],
  ])('does not let %s act', async (_, headers) => {
    const answer = await post(headers);
    expect([answer.status, answer.json?.['code']]).toEqual([403, 'cross-site-request']);
  });

  it('ends when it has run out, although the browser still sends the cookie', async () => {
    clock.pass(8 * HOUR - 60_000);
    expect((await me()).status).toBe(200);
    clock.pass(60_000);
    const late = await me();
    expect(late.status).toBe(401);
    expect(late.json).toMatchObject({
      code: 'unauthenticated',
      reason: 'session-ended',
      signIn: '/auth/login',
    });
  });

  it('ends with a sign-out, for whoever has copied the cookie too', async () => {
    const cookie = `assay_session=${session() ?? ''}`;
    const out = await browser.open(`${world.url}/auth/logout`, {
      method: 'POST',
      headers: { origin: world.url },
    });
    expect(out.status).toBe(204);
    expect(session()).toBeUndefined();
    expect((await ask(`${world.url}/v1/me`, { headers: { cookie } })).status).toBe(401);
    expect((await browser.open(`${world.url}/auth/logout`, { method: 'POST' })).status).toBe(204);
  });

  it('is not ended by another site', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await browser.open(`${world.url}/auth/logout`, { method: 'POST', headers })).status).toBe(403);
    expect((await browser.open(`${world.url}/auth/logout`)).status).toBe(404);
    expect((await me()).status).toBe(200);
  });

  it('is not the place that counts: without the cookie nobody on this machine is let in', async () => {
    const answer = await ask(`${world.url}/v1/me`);
    expect([answer.status, answer.json?.['reason']]).toEqual([401, 'no-credentials']);
  });
});

describe('the provider', () => {
  it('that keeps groups in the id token is not asked twice', async () => {
    await start({}, { inIdToken: true });
    provider.person = ADA;
    await login();
    expect((await me()).json?.['name']).toBe('ada@example.com');
    expect(provider.asked).not.toContain('/me');
  });

  it('may take the secret in the body only', async () => {
    await start({}, { method: 'client_secret_post' });
    provider.person = ADA;
    await login();
    expect((await me()).status).toBe(200);
  });

  it('that knows another secret refuses, and the page says what is wrong and not the secret', async () => {
    await start({ clientSecret: 'an old secret' });
    provider.person = ADA;
    const done = await login();
    expect(done.status).toBe(403);
    expect(done.text).toContain('invalid_client');
    expect(done.text).not.toContain('old secret');
  });

  it('may be down: people read so, tokens work, and it is asked again', async () => {
    await start();
    provider.person = ADA;
    provider.broken = 502;
    const down = await browser.open(`${world.url}/auth/login`);
    expect(down.status).toBe(503);
    expect(down.text).toContain('does not answer');
    expect(down.headers['set-cookie']).toBeUndefined();
    provider.broken = null;
    const url = await untilCallback();
    provider.broken = 500;
    expect((await browser.open(url)).status).toBe(503);
    provider.broken = null;
    await login();
    expect((await me()).status).toBe(200);
  });

  it('may be gone altogether', async () => {
    await start();
    await provider.close();
    const down = await browser.open(`${world.url}/auth/login`);
    expect(down.status).toBe(503);
    expect(down.text).not.toContain('ECONNREFUSED');
  });

  it('that says it is somebody else is not believed', async () => {
    await start((issuer) => ({ issuer: issuer.replace('127.0.0.1', 'localhost') }));
    const answer = await browser.open(`${world.url}/auth/login`);
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

it('a sign-in that begins at one process ends at another, behind one name', async () => {
  await start();
  provider.person = ADA;
  const other = await startWorld({
    store: place.store,
    clock,
    publicUrl: world.url,
    oidc: () => Promise.resolve(oidcOf(provider.issuer)),
  });
  try {
    const callback = new URL(await untilCallback());
    const cookie = `assay_signin=${browser.cookies(world.url).get('assay_signin') ?? ''}`;
    const done = await ask(other.url + callback.pathname + callback.search, { headers: { cookie } });
    expect([done.status, done.headers.location]).toEqual([303, `${world.url}/`]);
    const session = /^[^;]+/.exec(done.headers['set-cookie']?.find((line) => line.includes('session')) ?? '');
    const who = await ask(`${world.url}/v1/me`, { headers: { cookie: session?.[0] ?? '' } });
    expect(who.json?.['name']).toBe('ada@example.com');
  } finally {
    await other.close();
  }
});

it('behind HTTPS the cookies are for HTTPS and this host alone', async () => {
  const publicUrl = 'https://assay.example.com';
  world = await startWorld({
    store: place.store,
    publicUrl,
    oidc: async () => {
      provider = await startProvider(`${publicUrl}/auth/callback`);
      return oidcOf(provider.issuer);
    },
  });
  browser = newBrowser();
  provider.person = ADA;
  const steps = await browser.follow(`${world.url}/auth/login`, (next) => next.startsWith(publicUrl));
  expect(steps[0]?.answer.headers['set-cookie']?.[0]).toMatch(
    /^__Host-assay_signin=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const callback = new URL(steps.at(-1)?.answer.headers.location ?? '');
  const done = await browser.open(world.url + callback.pathname + callback.search);
  expect([done.status, done.headers.location]).toEqual([303, `${publicUrl}/`]);
  expect(done.headers['set-cookie']).toContainEqual(
    expect.stringMatching(
      /^__Host-assay_session=[\w-]{43}; Max-Age=28800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  );
  const cookie = `__Host-assay_session=${browser.cookies(world.url).get('__Host-assay_session') ?? ''}`;
  const url = `${world.url}/v1/datasets/gold.sales`;
  const post = (headers: Record<string, string>) =>
    ask(url, { method: 'POST', headers: { cookie, host: 'assay.example.com', ...headers } });
  expect((await post({ origin: publicUrl })).status).toBe(200);
  expect((await post({ origin: 'https://neighbour.example.com' })).status).toBe(403);
  // The name without the prefix, which plain HTTP could have planted, is not looked at.
  expect((await post({ cookie: cookie.replace('__Host-', ''), origin: publicUrl })).status).toBe(401);
});
