/** What every request meets: ids, headers, limits, the log; and what is no request at all. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { apiWorld, type ApiWorld } from './api-world.js';

const ASK = '/v1/gates/bronze.orders/decisions';

describe('every request', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld({ api: { bodyLimit: 2_000 } });
  });
  afterAll(() => world.close());

  const lines = () => world.log.map((line) => JSON.parse(line) as JsonObject);

  test('has an id: its own where that is sane, else a new one', async () => {
    const own = await world.call('/healthz', { headers: { 'X-Request-Id': 'dag-42:task_7.try-1' } });
    expect(own.headers.get('x-request-id')).toBe('dag-42:task_7.try-1');
    for (const id of ['short', 'x'.repeat(129), '{"a":1}"', 'a b c d e f'])
      expect(
        (await world.call('/healthz', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id'),
      ).toMatch(/^[0-9a-f-]{36}$/);
    const missing = await world.call('/v1/runs/none', { headers: { 'X-Request-Id': 'look-me-up' } });
    expect(missing.body['instance']).toBe('urn:assay:request:look-me-up');
  });

  test('is answered with headers that keep browsers from doing more', async () => {
    for (const path of ['/healthz', '/nothing', '/v1/datasets', '/docs/problems']) {
      const { headers } = await world.call(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('is logged by who, what and how long, without its query, its body or its token', async () => {
    const token = await world.token(['read', 'run']);
    const headers = { 'X-Request-Id': 'to-be-logged' };
    await world.call('/v1/datasets?search=s3cret-query', { token, headers });
    await world.call(ASK, { token, headers, body: { batch: { 's3cret-body': 'x' } } });
    const own = lines().filter(({ requestId }) => requestId === 'to-be-logged');
    expect(own).toMatchObject([
      { method: 'GET', path: '/v1/datasets', route: '/v1/datasets', status: 200, by: 'token:test-1' },
      { method: 'POST', path: ASK, route: '/v1/gates/{dataset}/decisions', by: 'token:test-1' },
    ]);
    const text = world.log.join('');
    expect(text).not.toContain('s3cret');
    expect(text).not.toContain(token);
    expect(text).not.toContain(token.slice(-43));
  });

  test('has a body of JSON, of a size and a form', async () => {
    const token = await world.token(['read', 'run']);
    const send = async (body: string, headers: Record<string, string>) => {
      const response = await fetch(`${world.listening.url}${ASK}`, {
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${token}`, Prefer: 'wait=0', ...headers },
      });
      const answered = (await response.json()) as JsonObject;
      return [response.status, answered['code'] ?? answered['kind']];
    };
    const json = { 'Content-Type': 'application/json' };
    expect(await send('{}', { 'Content-Type': 'application/json; charset=utf-8' })).toEqual([202, 'Ask']);
    expect(await send('', json)).toEqual([202, 'Ask']);
    expect(await send('{}', { 'Content-Type': 'text/plain' })).toEqual([415, 'unsupported-media-type']);
    expect(await send('{}', { 'Content-Type': 'application/jsonx' })).toEqual([
      415,
      'unsupported-media-type',
    ]);
    expect(await send('{}', { ...json, 'Content-Encoding': 'gzip' })).toEqual([
      415,
      'unsupported-media-type',
    ]);
    expect(await send('{', json)).toEqual([400, 'malformed-json']);
    for (const wrong of [
      'null',
      '[]',
      '"x"',
      '1',
      '{"batch": []}',
      '{"batch": {"a": 1}}',
      '{"force": "yes"}',
      '{"x": 1}',
    ])
      expect(await send(wrong, json), wrong).toEqual([400, 'invalid-body']);
    expect(await send('{"batch": {"__proto__": "x"}}', json)).toEqual([400, 'invalid-body']);
    expect(await send(`"${'x'.repeat(2_000)}"`, json)).toEqual([413, 'body-too-large']);
    expect(await send('['.repeat(999) + ']'.repeat(999), json)).toEqual([400, 'invalid-body']);
  });

  test('may come in chunks, and is stopped where it grows too large', async () => {
    const send = (chunks: readonly string[]) =>
      new Promise<string>((resolve) => {
        const socket = connect(world.listening.port, '127.0.0.1');
        let text = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        socket.on('error', () => undefined).on('close', () => resolve(text));
        const head = ['POST /v1/tokens HTTP/1.1', 'Host: localhost', 'Content-Type: application/json'];
        socket.write([...head, 'Transfer-Encoding: chunked', 'Connection: close', '', ''].join('\r\n'));
        for (const chunk of chunks) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
        socket.write('0\r\n\r\n');
      });
    // Nobody may make tokens without one by now; the size is looked at first all the same.
    expect(await send(['{}'])).toMatch(/^HTTP\/1.1 401 /);
    expect(await send(Array.from({ length: 30 }, () => 'x'.repeat(100)))).toMatch(
      /^HTTP\/1.1 413 [^]*body-too-large/,
    );
  });

  test('that is none is refused as a problem, without a word about the server', async () => {
    const raw = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(world.listening.port, '127.0.0.1');
        let answer = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        socket.on('error', () => undefined).on('close', () => resolve(answer));
        socket.end(text);
      });
    const wrong = [
      'nonsense\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      'GET /v1/datasets HTTP/1.1\r\nHost: a b\r\n\r\n',
      'GET /v1/datasets HTTP/1.1\r\nHost: x@y\r\n\r\n',
      'GET \\\\x HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ];
    for (const text of wrong) {
      const answer = await raw(text);
      expect(answer, text.slice(0, 80)).toMatch(/^HTTP\/1.1 4(00|31) /);
      expect(answer.toLowerCase()).not.toMatch(/node|hono|at .*\.js/);
    }
    expect((await world.call('/healthz')).status).toBe(200);
  });

  test('knows its methods', async () => {
    const wrong = await world.call('/v1/breakers/x/trip', { method: 'PUT' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await world.call('/v1/datasets', { method: 'OPTIONS' })).headers.get('allow')).toBe('GET, HEAD');
    const head = await fetch(`${world.listening.url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('a caller that asks too often', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld({
      api: { requestsPerMinute: 20, publicUrl: 'https://assay.example/here/', trustProxy: true },
    });
  });
  afterAll(() => world.close());

  test('is told to wait, and nobody else is', async () => {
    const [one, other] = [await world.token(['read']), await world.token(['read'])];
    const statuses: number[] = [];
    for (let i = 0; i < 25; i += 1) statuses.push((await world.call('/v1/datasets', { token: one })).status);
    expect(statuses).toEqual([...Array<number>(20).fill(200), ...Array<number>(5).fill(429)]);
    const late = await world.call('/v1/datasets', { token: one });
    expect(late.body['code']).toBe('too-many-requests');
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(late.headers.get('ratelimit')).toMatch(/^"caller";r=0;t=\d+$/);
    expect(late.headers.get('ratelimit-policy')).toBe('"caller";q=20;w=60');
    expect((await world.call('/v1/datasets', { token: other })).status).toBe(200);
  });

  test('is told apart by its address where it says nothing else, and an IPv6 network is one caller', async () => {
    const from = (address: string) =>
      world.call('/.well-known/jwks.json', { headers: { 'X-Forwarded-For': address } });
    // What a caller writes itself stands before what the proxy adds.
    for (let i = 0; i < 20; i += 1) expect((await from(`10.0.0.${i}, 192.0.2.7`)).status).toBe(200);
    expect((await from('10.0.0.99, 192.0.2.7')).status).toBe(429);
    expect((await from('192.0.2.8')).status).toBe(200);
    for (let i = 0; i < 20; i += 1) expect((await from(`2001:db8:1:2::${i.toString(16)}`)).status).toBe(200);
    expect((await from('2001:db8:1:2:ffff:1:2:3')).status).toBe(429);
    expect((await from('2001:db8:1:3::1')).status).toBe(200);
  });

  test('finds links below the public address, and browsers are kept on https', async () => {
    const token = await world.token(['read']);
    const { headers, body } = await world.call('/v1/datasets/orders', { token });
    expect(body['links']).toMatchObject({ self: '/here/v1/datasets/bronze.orders' });
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect((await world.call('/docs')).text).toContain('src="/here/docs/start.js"');
    expect((await world.call('/nothing')).body['type']).toBe('/here/docs/problems#not-found');
    expect(world.description.document['servers']).toEqual([{ url: 'https://assay.example/here' }]);
  });
});

describe('the end', () => {
  test('comes when the requests under way are answered, and takes no new ones', async () => {
    const world = await apiWorld();
    const before = await world.listening.connections();
    const socket = connect(world.listening.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`POST ${ASK} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`);
    socket.write('Prefer: wait=0\r\nContent-Length: 2\r\n\r\n{');
    while ((await world.listening.connections()) <= before)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = world.listening.close(30_000);
    await expect(fetch(`${world.listening.url}/healthz`)).rejects.toThrow();
    socket.write('}');
    await ended;
    expect(text).toMatch(/^HTTP\/1.1 202 /);
    await closed;
    await world.close();
  });

  test('does not wait for ever', async () => {
    const world = await apiWorld();
    const socket = connect(world.listening.port, '127.0.0.1').on('error', () => undefined);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    const before = await world.listening.connections();
    socket.write('POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n');
    while ((await world.listening.connections()) < before)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await world.listening.close(100);
    await ended;
    await world.close();
  });
});
