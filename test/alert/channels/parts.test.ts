/** The small parts that channels share. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sent, tryLater } from '../../../src/alert/channel.js';
import { channelProblem } from '../../../src/alert/channel-problem.js';
import type { ChannelSettings } from '../../../src/alert/channel-settings.js';
import { attempt, errorCode } from '../../../src/alert/channels/attempt.js';
import { domainOf, parseMailbox } from '../../../src/alert/channels/mailbox.js';
import { isLoopback, isPublicAddress } from '../../../src/alert/channels/public-address.js';
import { retryAfterMs } from '../../../src/alert/channels/retry-after.js';

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8',
    '93.184.215.14',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '::ffff:8.8.8.8',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '',
    'example.com',
    '127.0.0.1',
    '10.0.0.1',
    '192.0.2.1',
    '::ffff:127.0.0.1',
    '::7f00:1',
    '4000::1',
    'fe80::1%eth0',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('never is one of the private blocks, in any of its clothes', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.constantFrom('10', '127', '192.168', '169.254', '100.64', '0', '224', '240'),
        byte,
        byte,
        byte,
        (block, a, b, c) => {
          const parts = [...block.split('.'), String(a), String(b), String(c)].slice(0, 4).join('.');
          expect(isPublicAddress(parts)).toBe(false);
          expect(isPublicAddress(`::ffff:${parts}`)).toBe(false);
          expect(isPublicAddress(`64:ff9b::${parts}`)).toBe(false);
        },
      ),
    );
  });
});

it.each([
  ['localhost', true],
  ['LOCALHOST.', true],
  ['mail.localhost', true],
  ['127.8.8.8', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['localhost.example.com', false],
  ['10.0.0.1', false],
  ['127.0.0.1.example.com', false],
])('isLoopback(%s) is %s', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});

describe('parseMailbox', () => {
  it.each([
    ['ada@example.com', '', 'ada@example.com'],
    ['Ada Lovelace <ada@example.com>', 'Ada Lovelace', 'ada@example.com'],
    ['"Lovelace, Ada" <ada@example.com> ', 'Lovelace, Ada', 'ada@example.com'],
    ['dätä@exämple.com', '', 'dätä@exämple.com'],
  ])('%s', (text, name, address) => {
    expect(parseMailbox(text)).toEqual({ name, address });
  });

  it.each([
    '',
    'ada',
    'a@b@c',
    'a@example.com, b@example.com',
    'a b@example.com',
    'Ada <a@x.org> <b@x.org>',
    'a@x.org\r\nBcc: b@x.org',
    'A\nB <a@x.org>',
    '<>',
    '"a@x.org b"@y.org',
  ])('%j is none', (text) => {
    expect(parseMailbox(text)).toBeNull();
  });

  it('gives a domain that may stand in a header', () => {
    expect(domainOf('a@Example.COM')).toBe('example.com');
    expect(domainOf('a@exämple.com')).toBe('assay.invalid');
  });
});

describe('retryAfterMs', () => {
  const now = new Date('2001-02-03T05:00:00Z');
  it.each([
    [null, null],
    ['', null],
    ['12', 12_000],
    ['0', 0],
    ['7200', 3_600_000],
    ['Sat, 03 Feb 2001 05:01:00 GMT', 60_000],
    ['Sat, 03 Feb 2001 04:00:00 GMT', 0],
    ['-5', expect.anything()],
    ['later', null],
  ])('%j: %j', (header, expected) => {
    expect(retryAfterMs(header, now)).toEqual(expected);
  });
});

describe('attempt', () => {
  const limits = (part = {}) => ({ signal: new AbortController().signal, timeoutMs: 60_000, ...part });
  const explain = (error: unknown) => tryLater(`explained${errorCode(error)}`);

  it('gives what the work gives, or what explains its error', async () => {
    expect(await attempt(limits(), () => Promise.resolve(sent({})), explain)).toEqual({
      ok: true,
      receipt: {},
    });
    const thrown = Object.assign(new Error('to 10.0.0.1'), { code: 'ECONNRESET' });
    expect(await attempt(limits(), () => Promise.reject(thrown), explain)).toEqual(
      tryLater('explained (ECONNRESET)'),
    );
  });

  it('is over when its time is, and tells the work', async () => {
    let told = false;
    const work = (signal: AbortSignal) =>
      new Promise<never>(() => signal.addEventListener('abort', () => (told = true)));
    expect(await attempt(limits({ timeoutMs: 5 }), work, explain)).toMatchObject({ ok: false, retry: true });
    expect(told).toBe(true);
  });

  it('does not begin when the signal has spoken', async () => {
    let begun = false;
    const work = () => {
      begun = true;
      return Promise.resolve(sent({}));
    };
    expect(await attempt(limits({ signal: AbortSignal.abort() }), work, explain)).toMatchObject({
      ok: false,
    });
    expect(begun).toBe(false);
  });
});

it('errorCode shows codes and nothing else', () => {
  expect(errorCode(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))).toBe(' (ENOTFOUND)');
  expect(errorCode(new Error('x', { cause: Object.assign(new Error('y'), { code: 'ECONNREFUSED' }) }))).toBe(
    ' (ECONNREFUSED)',
  );
  expect(errorCode(Object.assign(new Error('x'), { code: 'at 10.0.0.1' }))).toBe('');
  expect(errorCode('x')).toBe('');
});

describe('channelProblem', () => {
  const email = {
    type: 'email',
    host: 'mail.example.com',
    port: null,
    secure: null,
    requireTls: null,
    user: null,
    password: null,
    from: 'a@x.org',
    to: [],
  } as const;
  const webhook = {
    type: 'webhook',
    url: 'https://hooks.example.com/',
    secret: 's',
    allowPrivate: false,
  } as const;
  const slack = { type: 'slack', token: 't', channel: '#data', signingSecret: null, apiUrl: null } as const;
  const pagerduty = { type: 'pagerduty', routingKey: 'k', url: null } as const;

  it.each<ChannelSettings>([
    email,
    webhook,
    slack,
    pagerduty,
    { type: 'file', path: '/x' },
    { type: 'console' },
  ])('$type: nothing is wrong', (settings) => {
    expect(channelProblem(settings)).toBeNull();
  });

  it.each<[ChannelSettings, string]>([
    [{ ...email, from: 'x' }, '`from`'],
    [{ ...email, to: ['x'] }, '`to`'],
    [{ ...email, user: 'u' }, 'password'],
    [{ ...webhook, url: 'https://10.0.0.1/secret' }, 'allowPrivate'],
    [{ ...webhook, url: 'http://hooks.example.com/secret' }, 'https://'],
    [{ ...slack, apiUrl: 'http://slack.example.com/secret' }, 'https://'],
    [{ ...pagerduty, url: 'secret' }, 'URL'],
  ])('%j', (settings, word) => {
    const problem = channelProblem(settings) ?? '';
    expect(problem).toContain(word);
    expect(problem).not.toMatch(/secret$|10\.0|example/);
  });
});
