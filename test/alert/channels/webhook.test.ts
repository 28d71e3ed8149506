/** Webhooks: signed, sent only where they may go, and never led elsewhere. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../../src/alert/channel.js';
import type { WebhookSettings } from '../../../src/alert/channel-settings.js';
import type { HostAddress } from '../../../src/alert/channels/public-address.js';
import { openChannel } from '../../../src/alert/open-channel.js';
import { certificate, key } from '../../support/certificate.js';
import { context, message, NASTY, T1 } from '../../support/alert-messages.js';
import { startHttp, type HttpStandIn, type Reply } from '../../support/http-stand-in.js';

let http: HttpStandIn;
beforeEach(async () => {
  http = await startHttp();
});
afterEach(() => http.close());

const here = (): WebhookSettings => ({
  type: 'webhook',
  url: `http://127.0.0.1:${String(http.port)}/hook?of=data`,
  secret: 'hook-secret',
  allowPrivate: true,
});

const send = (
  part: Partial<WebhookSettings> = {},
  seams: Parameters<typeof openChannel>[1] = {},
  one = message(),
): Promise<SendResult> => openChannel({ ...here(), ...part }, seams).send(one, context());

describe('a request', () => {
  it('carries the message, its id, and a signature that a receiver can check', async () => {
    const one = message();
    expect(await send({}, {}, one)).toEqual({ ok: true, receipt: { status: '200' } });
    const [request] = http.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/hook?of=data' });
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ schemaVersion: 1, id: one.id });
    const timestamp = String(Date.parse(T1) / 1000);
    const hex = createHmac('sha256', 'hook-secret')
      .update(`${timestamp}.${request?.body ?? ''}`)
      .digest('hex');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-assay-id': one.id,
      'x-assay-attempt': '1',
      'x-assay-timestamp': timestamp,
      'x-assay-signature': `v1=${hex}`,
    });
  });

  it('has the same id and the same body when it is sent again', async () => {
    http.answer({ status: 500 }, { status: 204 });
    const one = message();
    const channel = openChannel(here());
    expect(await channel.send(one, context())).toMatchObject({ ok: false, retry: true });
    expect(await channel.send(one, context({ attempt: 2, now: new Date(0) }))).toMatchObject({ ok: true });
    const [a, b] = http.requests;
    expect(b?.body).toBe(a?.body);
    expect(b?.headers['x-assay-id']).toBe(a?.headers['x-assay-id']);
    expect(b?.headers['x-assay-signature']).not.toBe(a?.headers['x-assay-signature']);
  });

  it.each(NASTY)('tells of %j as it is', async (name) => {
    await send({}, {}, message({ summary: name }));
    const body = JSON.parse(http.requests[0]?.body ?? '') as { summary: string };
    // Half a character has no form in UTF-8.
    expect(body.summary).toBe(
      Buffer.from(JSON.stringify(name)).toString() === JSON.stringify(name) ? name : body.summary,
    );
  });
});

describe('an answer', () => {
  it.each<[Reply, Partial<SendResult> & object]>([
    [{ status: 202 }, { ok: true }],
    [{ status: 408 }, { ok: false, retry: true }],
    [{ status: 425 }, { ok: false, retry: true }],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { ok: false, retry: true, retryAfterMs: 7000 },
    ],
    [
      { status: 503, headers: { 'retry-after': 'Sat, 03 Feb 2001 05:00:10 GMT' } },
      { ok: false, retry: true, retryAfterMs: 10_000 },
    ],
    [
      { status: 503, headers: { 'retry-after': '999999' } },
      { ok: false, retry: true, retryAfterMs: 3_600_000 },
    ],
    [
      { status: 500, headers: { 'retry-after': 'soon' } },
      { ok: false, retry: true },
    ],
    [{ status: 400 }, { ok: false, retry: false }],
    [{ status: 401 }, { ok: false, retry: false }],
    [{ status: 410 }, { ok: false, retry: false }],
    ['cut', { ok: false, retry: true }],
  ])('%j', async (reply, expected) => {
    http.answer(reply);
    expect(await send()).toMatchObject(expected);
    expect(http.requests).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    const elsewhere = await startHttp();
    http.answer({ status, headers: { location: `http://127.0.0.1:${String(elsewhere.port)}/` } });
    const result = await send();
    await elsewhere.close();
    expect(result).toMatchObject({ ok: false, retry: false });
    expect(JSON.stringify(result)).toContain('redirects');
    expect(elsewhere.requests).toEqual([]);
  });

  it('counts by its status, however long its body is or whether that ends', async () => {
    http.answer({ status: 200, body: 'x'.repeat(3_000_000) }, 'hang-body');
    expect(await send()).toMatchObject({ ok: true });
    expect(await send()).toMatchObject({ ok: true });
  });

  it('without an end is not read to its end', async () => {
    http.answer('flood');
    expect(await send()).toMatchObject({ ok: true });
    // What the buffers on the way hold; a second of reading would be hundreds of times that.
    expect(http.flooded()).toBeLessThan(30_000_000);
  });

  it('that never comes is not waited for', async () => {
    http.answer('hang');
    expect(await send({}, { timeoutMs: 50 })).toMatchObject({ ok: false, retry: true });
  });

  it('comes again when the receiver is back', async () => {
    const port = http.port;
    await http.close();
    const channel = openChannel({ ...here(), url: `http://127.0.0.1:${String(port)}/` });
    expect(await channel.send(message(), context())).toEqual({
      ok: false,
      retry: true,
      error: 'The webhook can not be reached (ECONNREFUSED).',
    });
    http = await startHttp();
    const back = openChannel(here());
    expect(await back.send(message(), context())).toMatchObject({ ok: true });
  });
});

describe('where it goes', () => {
  const PRIVATE = [
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://①②⑦.⓪.⓪.①/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://172.31.255.255/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://198.18.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::7f00:1]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://[2001:db8::1]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://hooks.localhost:8443/',
  ];

  it.each(PRIVATE)('%s is refused before anything is looked up', async (url) => {
    const resolve = () => Promise.reject(new Error('looked up'));
    const result = await send({ url, allowPrivate: false }, { resolve });
    expect(result).toMatchObject({ ok: false, retry: false });
    expect(JSON.stringify(result)).toContain('private network');
  });

  it.each([
    [[{ address: '10.0.0.1', family: 4 }]],
    [[{ address: '::ffff:192.168.1.1', family: 6 }]],
    [
      [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ],
    [[{ address: 'fe80::1%eth0', family: 6 }]],
  ])('a name that stands for %j is refused', async (addresses) => {
    const resolve = (): Promise<readonly HostAddress[]> => Promise.resolve(addresses);
    expect(
      await send({ url: 'https://hooks.example.test/', allowPrivate: false }, { resolve }),
    ).toMatchObject({ ok: false, retry: false });
  });

  it('is what was looked up, once: the name is not asked again for the connection', async () => {
    let asked = 0;
    const resolve = (): Promise<readonly HostAddress[]> => {
      asked += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    const url = `http://hooks.example.test:${String(http.port)}/`;
    expect(await send({ url }, { resolve })).toMatchObject({ ok: true });
    expect(asked).toBe(1);
    expect(http.requests[0]?.headers.host).toBe(`hooks.example.test:${String(http.port)}`);
  });

  it('over HTTPS is checked against the name, not the address', async () => {
    const secure = await startHttp({ key, cert: certificate });
    const resolve = (): Promise<readonly HostAddress[]> =>
      Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const to = (host: string) => ({ url: `https://${host}:${String(secure.port)}/` });
    expect(await send(to('hooks.example.test'), { resolve, ca: certificate })).toMatchObject({ ok: true });
    expect(await send(to('other.example.test'), { resolve, ca: certificate })).toMatchObject({ ok: false });
    expect(await send(to('hooks.example.test'), { resolve })).toMatchObject({ ok: false });
    await secure.close();
    expect(secure.requests).toHaveLength(1);
  });

  it.each([
    [
      'a name that nobody knows',
      () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
      'ENOTFOUND',
    ],
    ['a name without addresses', () => Promise.resolve([]), 'reached'],
  ])('%s may be known later', async (_, resolve, word) => {
    const result = await send({ url: 'https://hooks.example.test/' }, { resolve });
    expect(result).toMatchObject({ ok: false, retry: true });
    expect(JSON.stringify(result)).toContain(word);
  });

  it('a look-up that hangs ends in time', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    expect(await send({ url: 'https://hooks.example.test/' }, { resolve, timeoutMs: 50 })).toMatchObject({
      ok: false,
      retry: true,
    });
  });

  it.each([
    ['http://hooks.example.com/', false],
    ['ftp://hooks.example.com/', true],
    ['file:///etc/passwd', true],
    ['hooks.example.com', true],
  ])('%s is no address for it', async (url, allowPrivate) => {
    expect(await send({ url, allowPrivate })).toMatchObject({ ok: false, retry: false });
  });
});
