/** Tokens and the guards before the API, over real sockets and a real store. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tokenSchemas } from '../../src/api/token-schemas.js';
import { TRIES_PER_SECOND } from '../../src/auth/cached-lookup.js';
import { createToken } from '../../src/auth/token-by-hand.js';
import { newTokenSecret } from '../../src/auth/token-secret.js';
import { SCOPES } from '../../src/model/access.js';
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

const ajv = new Ajv2020({ allowUnionTypes: true });
addFormats.default(ajv);
const valid = (schema: keyof typeof tokenSchemas, value: unknown): boolean =>
  ajv.validate(tokenSchemas[schema], value);

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

const send = (method: string, path: string, token: string | null, body?: unknown): Promise<Answer> =>
  ask(world.url + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

interface Made {
  readonly token: { readonly id: string };
  readonly secret: string;
}

async function make(by: string | null, part: object = {}): Promise<Made> {
  const answer = await send('POST', '/v1/tokens', by, { name: 'ci', scopes: ['read'], ...part });
  expect(answer.status, answer.text).toBe(201);
  return answer.json as unknown as Made;
}

describe('tokens', () => {
  it('are made by the first comer on this machine, who then needs one', async () => {
    const admin = await make(null, { name: 'first', scopes: ['admin'] });
    expect((await send('GET', '/v1/tokens', null)).status).toBe(401);
    expect((await send('GET', '/v1/tokens', admin.secret)).status).toBe(200);
  });

  it('are shown once, and are as the description says', async () => {
    const answer = await send('POST', '/v1/tokens', null, {
      name: 'ci',
      scopes: ['run', 'read'],
      domains: ['sales'],
      expires: '30d',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(valid('NewToken', answer.json), ajv.errorsText()).toBe(true);
    expect(answer.json?.['token']).toMatchObject({
      name: 'ci',
      grant: { scopes: ['read', 'run'], domains: ['sales'] },
      createdBy: 'local',
    });
    const { secret } = answer.json as unknown as Made;
    const admin = await makeAdmin();
    const list = await send('GET', '/v1/tokens', admin);
    expect(valid('TokenList', list.json), ajv.errorsText()).toBe(true);
    expect(list.text).not.toContain(secret.slice(-43));
    expect(list.text).not.toMatch(/hash/i);
    expect((await place.audit()).map((entry) => JSON.stringify(entry)).join()).not.toContain(
      secret.slice(-43),
    );
    const who = await send('GET', '/v1/me', secret);
    expect(valid('Me', who.json), ajv.errorsText()).toBe(true);
    expect(who.json).toEqual({
      name: 'token:ci',
      via: 'token',
      grants: [{ scopes: ['read', 'run'], domains: ['sales'] }],
    });
  });

  /** By way of the store: the routes ask for an administrator already. */
  async function makeAdmin(): Promise<string> {
    const grant = { scopes: SCOPES, domains: null };
    const expiresAt = new Date(clock.now().getTime() + 86_400_000).toISOString();
    const made = await createToken(
      place.store,
      { name: 'admin', grant, expiresAt },
      { by: 'ana', now: Date.now() },
    );
    return made.secret;
  }

  it('end when they are revoked, at once, and once', async () => {
    const admin = await make(null, { name: 'admin', scopes: ['admin'] });
    const ci = await make(admin.secret);
    expect((await send('GET', '/v1/me', ci.secret)).status).toBe(200);
    const path = `/v1/tokens/${ci.token.id}`;
    const done = await send('DELETE', path, admin.secret);
    expect(done.status).toBe(200);
    expect(valid('ApiToken', done.json), ajv.errorsText()).toBe(true);
    expect(done.json?.['revokedAt']).not.toBeNull();
    const late = await send('GET', '/v1/me', ci.secret);
    expect([late.status, late.json?.['reason']]).toEqual([401, 'revoked-token']);
    const again = await send('DELETE', path, admin.secret);
    expect([again.status, again.json?.['code']]).toEqual([409, 'already-revoked']);
    const none = await send('DELETE', '/v1/tokens/000000000000', admin.secret);
    expect([none.status, none.json?.['code']]).toEqual([404, 'unknown-token']);
    expect((await place.audit()).slice(0, 2)).toMatchObject([
      { action: 'token.revoke', by: 'token:admin' },
      { action: 'token.create', by: 'token:admin', before: null },
    ]);
  });

  it('expire, and the answer says so', async () => {
    const { secret } = await make(null, { expires: 'PT1H' });
    clock.pass(3_600_000);
    const late = await send('GET', '/v1/me', secret);
    expect([late.status, late.json?.['reason']]).toEqual([401, 'expired-token']);
    expect(late.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it.each(SCOPES.filter((scope) => scope !== 'admin'))('are no business of the scope %s', async (scope) => {
    const { secret } = await make(null, { scopes: [scope] });
    for (const [method, path, body] of [
      ['GET', '/v1/tokens', undefined],
      ['POST', '/v1/tokens', { name: 'mine', scopes: ['admin'] }],
      ['DELETE', '/v1/tokens/000000000000', undefined],
    ] as const) {
      const answer = await send(method, path, secret, body);
      expect([answer.status, answer.json?.['code']]).toEqual([403, 'missing-scope']);
    }
  });

  it('are no business of an administrator of some domains', async () => {
    const { secret } = await make(null, { scopes: SCOPES, domains: ['sales'] });
    expect((await send('GET', '/v1/tokens', secret)).status).toBe(403);
    expect((await send('POST', '/v1/tokens', secret, { name: 'x', scopes: ['read'] })).status).toBe(403);
  });

  it.each<[string, unknown, string]>([
    ['no object', ['x'], 'wrong-type'],
    ['a key that is not known', { name: 'ci', scopes: ['read'], scope: 'admin' }, 'unknown-key'],
    ['a name that is no text', { name: 7, scopes: ['read'] }, 'wrong-type'],
    ['scopes that are no list', { name: 'ci', scopes: 'admin' }, 'wrong-type'],
    ['no scopes', { name: 'ci', scopes: [] }, 'no-scope'],
    ['a scope that is not known', { name: 'ci', scopes: ['root'] }, 'unknown-scope'],
    [
      'an empty list of domains, which is not all of them',
      { name: 'ci', scopes: ['read'], domains: [] },
      'bad-domain',
    ],
    ['domains that are no list', { name: 'ci', scopes: ['read'], domains: 'sales' }, 'wrong-type'],
    ['an end that is no text', { name: 'ci', scopes: ['read'], expires: 90 }, 'wrong-type'],
    ['an end too far', { name: 'ci', scopes: ['read'], expires: '9999-01-01' }, 'expiry-too-far'],
  ])('are not made from %s', async (_, body, code) => {
    const answer = await send('POST', '/v1/tokens', null, body);
    expect([answer.status, answer.json?.['code']]).toEqual([400, 'invalid-body']);
    expect(answer.json?.['faults']).toContainEqual(expect.objectContaining({ code }));
    expect(await place.store.hasTokens()).toBe(false);
    // What a time means is no matter of form; all else the description says too.
    if (code !== 'expiry-too-far') expect(valid('TokenRequest', body)).toBe(false);
  });

  it('are not made from what is no JSON', async () => {
    const post = (type: string, body: string) =>
      ask(`${world.url}/v1/tokens`, { method: 'POST', headers: { 'content-type': type }, body });
    expect((await post('application/json', '{"name":')).json?.['code']).toBe('malformed-json');
    const form = await post('text/plain', '{"name":"x","scopes":["admin"]}');
    expect([form.status, form.json?.['code']]).toEqual([415, 'unsupported-media-type']);
    expect(await place.store.hasTokens()).toBe(false);
  });

  it('take what the description allows', async () => {
    for (const body of [
      { name: 'a', scopes: ['read'] },
      { name: 'b', scopes: ['read', 'run'], domains: null, expires: null },
      { name: 'c', scopes: SCOPES, domains: ['sales'], expires: '90d' },
    ]) {
      expect(valid('TokenRequest', body), ajv.errorsText()).toBe(true);
      await place.empty();
      world.access.authenticator.changed();
      await world.close();
      world = await startWorld({ store: place.store, clock });
      await make(null, body);
    }
  });
});

describe('without credentials', () => {
  it('the answer is a problem that says what to send', async () => {
    await make(null);
    const answer = await ask(`${world.url}/v1/me`);
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json).toMatchObject({ status: 401, code: 'unauthenticated', reason: 'no-credentials' });
    expect(answer.json).not.toHaveProperty('signIn');
  });

  it('a header that is larger than any token is refused like another one', async () => {
    const answer = await send('GET', '/v1/me', 'x'.repeat(10_000));
    expect([answer.status, answer.json?.['reason']]).toEqual([401, 'bad-token']);
    expect(answer.text).not.toContain('xxxx');
  });

  it('there is no page to sign in at where no provider is configured', async () => {
    const answer = await ask(`${world.url}/auth/login`);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('API token');
    expect((await ask(`${world.url}/auth/callback?code=x&state=y`)).status).toBe(404);
  });
});

describe('open to this machine', () => {
  const act = (headers: Record<string, string>, method = 'POST') =>
    ask(`${world.url}/v1/datasets/gold.sales`, { method, headers });
  const outcome = async (answer: Promise<Answer>) => {
    const { status, json } = await answer;
    return status === 200 ? 200 : json?.['code'];
  };

  it('programs on it may do everything', async () => {
    expect(await outcome(act({}))).toBe(200);
    expect((await ask(`${world.url}/v1/me`)).json).toMatchObject({ name: 'local', via: 'loopback' });
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.nip.io', 'localhost.evil.example', '0.0.0.0'])(
    'a page whose name was made to point here sees nothing: %j',
    async (host) => {
      for (const method of ['GET', 'POST']) {
        const answer = await act({ host }, method);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.text).not.toContain('"key"');
      }
      expect((await ask(`${world.url}/v1/me`, { headers: { host } })).text).not.toContain('local"');
    },
  );

  it('it is reached by each of its names', async () => {
    const port = new URL(world.url).port;
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect(await outcome(act({ host }))).toBe(200);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another site in an old browser', { origin: 'https://evil.example' }],
    ['another program’s page here', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['a sandboxed page', { origin: 'null' }],
  ])('%s can not act through the browser on it', async (_, headers) => {
    expect(await outcome(act(headers))).toBe('cross-site-request');
  });

  it('its own pages can', async () => {
    expect(await outcome(act({ origin: world.url, 'sec-fetch-site': 'same-origin' }))).toBe(200);
  });

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host'])(
    'what a proxy on it passes on is a stranger: %s',
    async (header) => expect(await outcome(act({ [header]: '10.0.0.7' }))).toBe('unauthenticated'),
  );

  it('a service that other machines reach too is open to nobody', async () => {
    await world.close();
    world = await startWorld({ store: place.store, clock, loopbackOnly: false });
    expect(await outcome(act({}))).toBe('unauthenticated');
  });
});

describe('a token of some domains', () => {
  it('does not see the others, and may there what its scopes say', async () => {
    const { secret } = await make(null, { scopes: ['run'], domains: ['sales'] });
    const answers = async (method: string) => {
      const asked = ['gold.sales', 'gold.wages', 'gold.misc', 'gold.none'].map((key) =>
        send(method, `/v1/datasets/${key}`, secret),
      );
      return (await Promise.all(asked)).map((answer) => answer.status);
    };
    expect(await answers('POST')).toEqual([200, 404, 404, 404]);
    expect(await answers('GET')).toEqual([403, 403, 403, 403]);
  });

  it('may be used from any page: it is no cookie', async () => {
    const { secret } = await make(null, { scopes: ['run'] });
    const answer = await ask(`${world.url}/v1/datasets/gold.sales`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, origin: 'https://other.example', host: 'other.example' },
    });
    expect(answer.status).toBe(200);
  });
});

it('a flood of bad tokens is told to wait', async () => {
  await make(null);
  await world.close();
  const moment = new Date();
  // All of it happens within one second.
  world = await startWorld({ store: place.store, clock: { now: () => moment, pass: () => undefined } });
  const answers: Answer[] = [];
  for (let i = 0; i <= TRIES_PER_SECOND; i += 1)
    answers.push(await send('GET', '/v1/me', newTokenSecret().text));
  const last = answers.pop();
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([401]));
  expect([last?.status, last?.json?.['code']]).toEqual([429, 'too-many-requests']);
  expect(last?.headers['retry-after']).toBe('1');
});
