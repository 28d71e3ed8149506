/** The dashboard as it is served: one page for its addresses, files that are compressed and kept, a policy that lets nothing else in. */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGES } from '../../src/api/dashboard-pages.js';
import { ask } from '../auth/access-world.js';
import { apiWorld, type ApiWorld } from './api-world.js';

let world: ApiWorld;
let below: ApiWorld;
beforeAll(async () => {
  world = await apiWorld({ quiet: true });
  below = await apiWorld({ quiet: true, api: { publicUrl: 'https://data.example/quality/' } });
});
afterAll(() => Promise.all([world.close(), below.close()]));

const nonceOf = (page: string): string => /name="assay-nonce" content="([^"]+)"/.exec(page)?.[1] ?? '';
const get = (path: string, headers: Record<string, string> = {}) =>
  ask(world.listening.url + path, { headers });

test('every address of the dashboard is the same page, with a nonce of its own', async () => {
  const nonces = new Set<string>();
  for (const path of [
    ...PAGES.map((each) => each.replace(/:\w+/, 'silver.orders%2Fx%22')),
    '/?search=%22%3C',
  ]) {
    const { status, headers, text } = await get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(headers['content-type']).toContain('text/html');
    expect(headers['cache-control']).toBe('no-store');
    const nonce = nonceOf(text);
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(PAGES.length + 1);
});

test('the page holds no script, style or address of others, and the policy would not let them run', async () => {
  const { headers, text } = await get('/');
  const policy = headers['content-security-policy'] as string;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
  expect(text).not.toMatch(/<style|<script(?![^>]* src="\/assets\/)/);
  expect(text).not.toMatch(/https?:\/\//);
});

test('what the page loads is there, compressed as the browser likes it, and may be kept for ever', async () => {
  const { text } = await get('/');
  const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(addresses.length).toBeGreaterThanOrEqual(3);
  for (const address of addresses) expect([address, (await get(address)).status]).toEqual([address, 200]);
  const script = addresses.find((address) => address.endsWith('.js')) ?? '';
  const plain = await fetch(world.listening.url + script, { headers: { 'Accept-Encoding': 'identity' } });
  expect(plain.headers.get('cache-control')).toContain('immutable');
  expect(plain.headers.get('content-encoding')).toBe(null);
  expect(plain.headers.get('vary')).toBe('Accept-Encoding');
  const whole = await plain.text();
  for (const encoding of ['gzip', 'br']) {
    const packed = await fetch(world.listening.url + script, { headers: { 'Accept-Encoding': encoding } });
    expect(packed.headers.get('content-encoding')).toBe(encoding);
    expect(await packed.text()).toBe(whole);
  }
});

test('only built files are served', async () => {
  for (const path of [
    '/assets/none.js',
    '/assets/..%2findex.html',
    '/assets/%2e%2e%2f..%2findex.html',
    '/assets/',
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

test('an address that the dashboard does not have is a problem, as for any program', async () => {
  const { status, json } = await get('/datasets');
  expect([status, json?.['code']]).toEqual([404, 'not-found']);
});

test('below a path, all addresses begin with it', async () => {
  const { text } = await ask(`${below.listening.url}/`);
  expect(text).toContain('name="assay-base" content="/quality"');
  const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(addresses.every((address) => address.startsWith('/quality/'))).toBe(true);
});

test('the first page takes less than 200 KB of JavaScript', async () => {
  const { text } = await get('/');
  const folder = 'dist/src/api/dashboard/';
  const first = [...text.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name ?? '');
  const overview = readdirSync(`${folder}assets`).find((name) => /^overview-page-.*\.js$/.test(name)) ?? '';
  const wanted = new Set([...first, `assets/${overview}`]);
  // What a file imports at its top is needed before it runs.
  for (const name of wanted)
    for (const [, file] of readFileSync(folder + name, 'utf8').matchAll(
      /(?:from|import)\s*"\.\/([^"]+\.js)"/g,
    ))
      wanted.add(`assets/${file ?? ''}`);
  const sizes = [...wanted].map((name) => travelling(`${folder}${name}`));
  expect(wanted.size).toBeGreaterThanOrEqual(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(200_000);
});

/** Bytes as they travel with gzip; small files travel as they are. */
function travelling(path: string): number {
  const plain = readFileSync(path);
  if (plain.length < 1_000) return plain.length;
  const packed = readFileSync(`${path}.gz`);
  expect(gunzipSync(packed).equals(plain)).toBe(true);
  return packed.length;
}
