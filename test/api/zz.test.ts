import { test } from 'vitest';
import autocannon from 'autocannon';
import { apiWorld } from './api-world.js';
test('smoke', async () => {
  const w = await apiWorld({});
  const body = JSON.stringify({ batch: { day: '2026-05-01' } });
  for (let i = 0; i < 3; i++) await w.call('/v1/gates/bronze.orders/decisions', { body: JSON.parse(body), headers: { Prefer: 'wait=20' } });
  for (const [path, method] of [['/healthz', 'GET'], ['/v1/datasets', 'GET'], ['/v1/gates/bronze.orders/decisions', 'POST']] as const) {
    const r = await autocannon({ url: w.listening.url + path, method, connections: 16, duration: 5, headers: { 'content-type': 'application/json' }, ...(method === 'POST' ? { body } : {}) });
    console.log(path, r.requests.average, r.latency.p99, r['2xx'], r.non2xx);
  }
  await w.close();
});
