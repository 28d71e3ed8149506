/** The page that a message links to: for those who may see the incident, and harmless whatever its texts hold. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BAD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, type ApiWorld } from './api-world.js';

let world: ApiWorld;
let id: string;
const get = (path: string, token?: string) =>
  fetch(world.listening.url + path, {
    redirect: 'manual',
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });

beforeAll(async () => {
  world = await apiWorld({ files: { 'data/orders/day=2026-05-02/orders.csv': BAD_ORDERS } });
  const token = await world.token(['run', 'read']);
  await world.call('/v1/gates/bronze.orders/decisions', { body: { batch: { day: '2026-05-02' } }, token });
  const [incident] = await world.service.store.incidents.unresolved();
  id = incident?.id ?? '';
  await world.service.acknowledge(id, 'ada', '<script>alert(1)</script> & "quotes"');
});
afterAll(() => world.close());

test('it tells the incident, its timeline and whom to thank, and nothing in it runs', async () => {
  const response = await get(`/incidents/${id}`, await world.token(['read']));
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
  expect(page).toContain('bronze.orders');
  expect(page).toContain('olga@shop.example');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;');
  expect(page).not.toContain('<script');
});

test('who may not see it learns nothing', async () => {
  expect((await get(`/incidents/${id}`)).status).toBe(401);
  const elsewhere = await world.token(['read'], ['finance']);
  expect((await get(`/incidents/${id}`, elsewhere)).status).toBe(404);
  expect((await get('/incidents/none', await world.token(['read']))).status).toBe(404);
});

test('the front door leads to the page of the API', async () => {
  const response = await get('/');
  expect([response.status, response.headers.get('location')]).toEqual([302, '/docs']);
});
