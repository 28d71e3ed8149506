import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isOwnRequest, namesLoopback } from '../../src/auth/same-origin.js';

const post = (part: { host?: string; origin?: string; fetchSite?: string; method?: string }) => ({
  method: 'POST',
  host: 'assay.example',
  origin: null,
  fetchSite: null,
  ...part,
});
const PUBLIC = 'https://assay.example/gate';

describe('a request with a cookie', () => {
  const own = (part: Parameters<typeof post>[0], publicUrl: string | null = PUBLIC) =>
    isOwnRequest(post(part), publicUrl, 'cookie');

  it.each([
    ['of our own page', { origin: 'https://assay.example', fetchSite: 'same-origin' }],
    ['of an old browser that names the origin alone', { origin: 'https://assay.example' }],
    ['of a browser that judges by itself', { fetchSite: 'same-origin' }],
    ['to an inner name, from a page under it', { host: 'inner:8080', origin: 'http://inner:8080' }],
    ['that reads', { method: 'GET', origin: 'https://evil.example', fetchSite: 'cross-site' }],
  ])('%s is let through', (_, part) => {
    expect(own(part)).toBe(true);
  });

  it.each([
    ['of another site', { origin: 'https://evil.example', fetchSite: 'cross-site' }],
    ['of another site, by its origin alone', { origin: 'https://evil.example' }],
    ['of a neighbour', { origin: 'https://other.assay.example', fetchSite: 'same-site' }],
    ['of a neighbour by another port', { origin: 'https://assay.example:8443' }],
    ['of our own name in the clear', { origin: 'http://assay.example' }],
    ['of a name that begins like ours', { origin: 'http://assay.example.evil' }],
    ['of a sandboxed page', { origin: 'null' }],
    ['of nobody', {}],
    ['that was typed', { fetchSite: 'none' }],
    ['with an origin that is none', { origin: 'assay.example' }],
    ['with more than an origin', { origin: 'https://assay.example/' }],
    ['with two origins', { origin: 'https://assay.example https://evil.example' }],
    ['whose browser and origin do not agree', { origin: 'https://assay.example', fetchSite: 'cross-site' }],
    ['by another method', { method: 'DELETE', origin: 'https://evil.example' }],
    ['by a method in small letters', { method: 'patch', origin: 'https://evil.example' }],
  ])('%s is refused', (_, part) => {
    expect(own(part)).toBe(false);
  });

  it('is judged by its own host where no public address is set', () => {
    expect(own({ origin: 'http://assay.example' }, null)).toBe(true);
    expect(own({ host: 'ASSAY.example', origin: 'http://assay.example' }, null)).toBe(true);
    expect(own({ origin: 'http://evil.example' }, null)).toBe(false);
  });
});

describe('a request by right of the place', () => {
  const own = (part: Parameters<typeof post>[0]) =>
    isOwnRequest(post({ host: 'localhost:8080', ...part }), null, 'loopback');

  it('is let through from a program, which names no origin', () => {
    expect(own({})).toBe(true);
  });

  it('is refused from any page but our own', () => {
    expect(own({ origin: 'http://localhost:8080' })).toBe(true);
    expect(own({ origin: 'http://localhost:3000', fetchSite: 'same-site' })).toBe(false);
    expect(own({ origin: 'http://localhost:3000' })).toBe(false);
    expect(own({ origin: 'https://evil.example' })).toBe(false);
    expect(own({ fetchSite: 'cross-site' })).toBe(false);
    expect(own({ origin: 'null' })).toBe(false);
  });
});

describe('names of this machine', () => {
  it.each([
    'localhost',
    'localhost:8080',
    'LOCALHOST:1',
    '127.0.0.1',
    '127.0.0.1:65535',
    '[::1]',
    '[::1]:80',
  ])('%s is one', (host) => expect(namesLoopback(host)).toBe(true));

  it.each([
    null,
    '',
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    'localhost:8080.evil.example',
    '127.0.0.1.nip.io',
    '127.0.0.2',
    '0.0.0.0',
    '[::]',
    '::1',
    'localhost:',
    'localhost:123456',
    'localhost\n',
    ' localhost',
    'user@localhost',
  ])('%j is none', (host) => expect(namesLoopback(host)).toBe(false));
});

describe('addresses of this machine', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '::FFFF:127.0.0.1'])(
    '%s is one',
    (address) => expect(isLoopbackAddress(address)).toBe(true),
  );
  it.each([
    null,
    '',
    '10.0.0.1',
    '128.0.0.1',
    '::',
    '::2',
    '::ffff:10.0.0.1',
    '127.0.0.1.example',
    '1270.0.0.1',
  ])('%j is none', (address) => expect(isLoopbackAddress(address)).toBe(false));
});
