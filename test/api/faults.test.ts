/** What is wrong on this side of the API: said to the caller without its cause, and to the log with it. */
import { Hono } from 'hono';
import { Counter, Gauge } from 'prom-client';
import { describe, expect, test } from 'vitest';
import type { ApiDeps, ApiEnv } from '../../src/api/api-env.js';
import { onError } from '../../src/api/on-error.js';
import { route } from '../../src/api/route.js';
import { serveRoute } from '../../src/api/serve-route.js';
import { fault, FaultError } from '../../src/model/fault.js';
import type { JsonObject } from '../../src/model/json.js';
import { IncidentMoved } from '../../src/store/incident-store.js';
import { BreakerMoved } from '../../src/store/store.js';
import { apiWorld } from './api-world.js';

describe('a fault of the service', () => {
  test('is told by its id only', async () => {
    const world = await apiWorld();
    const broken = new Gauge({ name: 'broken', help: 'Broken.', registers: [], collect: fail });
    world.metrics.registerMetric(broken);
    const { status, body, text } = await world.call('/metrics', {
      headers: { 'X-Request-Id': 'the-one-that-failed' },
    });
    expect([status, body['code']]).toEqual([500, 'internal-error']);
    expect(text).not.toContain('secret');
    const logged = world.log
      .filter((line) => line.includes('a-secret-detail'))
      .map((line) => JSON.parse(line) as JsonObject);
    expect(logged).toMatchObject([{ level: 50, requestId: 'the-one-that-failed', error: 'a-secret-detail' }]);
    await world.close();
  });

  test('a store that is gone makes it unavailable, not wrong', async () => {
    const world = await apiWorld();
    await world.service.store.close();
    for (const path of [
      '/v1/breakers',
      '/v1/audit',
      '/v1/runs/x',
      '/v1/gates/orders/decisions',
      '/v1/incidents',
    ]) {
      const { status, body, headers } = await world.call(path);
      expect([status, body['code']], path).toEqual([503, 'store-unavailable']);
      expect(headers.get('retry-after')).toMatch(/^\d+$/);
    }
    const ready = await world.call('/readyz');
    expect([ready.status, ready.body['ready']]).toEqual([503, false]);
    expect((await world.call('/healthz')).status).toBe(200);
    await world.close().catch(() => undefined);
  });
});

function fail(): never {
  throw new Error('a-secret-detail');
}

describe('what a handler throws or takes its time with', () => {
  /** A route of its own on the app's own parts. */
  function appOf(handle: () => Promise<Response> | Response, limitMs = 1_000) {
    const lines: unknown[] = [];
    const log = {
      info: () => undefined,
      debug: () => undefined,
      error: (line: unknown) => void lines.push(line),
    };
    const app = new Hono<ApiEnv>();
    app.onError(onError({ log }));
    const own = route({
      ...{ method: 'get', path: '/own', scope: null, tag: 'Service', summary: 'Of a test', limitMs },
      answers: {},
      handle,
    });
    serveRoute(app, own, { config: { publicUrl: null } } as ApiDeps, () => Promise.resolve(null));
    return { app, lines };
  }

  test.each([
    [new FaultError([fault('unknown-dataset', 'No such dataset.')]), 404, 'unknown-dataset'],
    [new FaultError([fault('unknown-check', 'No such check.')]), 422, 'unknown-check'],
    [new FaultError([fault('already-anything', 'It is done.')]), 409, 'already-anything'],
    [new FaultError([fault('unknown-batch-column', 'Not partitioned by it.')]), 422, 'unknown-batch-column'],
    [new FaultError([fault('unknown-thing', 'There is none.')]), 422, 'unknown-thing'],
    [new FaultError([fault('something-new', 'It can not be.')]), 422, 'something-new'],
    [new FaultError([fault('store-locked', 'Another process has it.')]), 503, 'store-unavailable'],
    [new BreakerMoved('gold.x'), 409, 'changed-meanwhile'],
    [new IncidentMoved('gold.x'), 409, 'changed-meanwhile'],
    [new TypeError('a-secret-detail'), 500, 'internal-error'],
    [new FaultError([]), 500, 'internal-error'],
  ])('%s is answered with its status and code', async (error, status, code) => {
    const response = await appOf(() => Promise.reject(error)).app.request('/own');
    expect(response.status).toBe(status);
    const body = (await response.json()) as JsonObject;
    expect(body).toMatchObject({ status, code });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test('several faults come all at once, with their cures and without their places', async () => {
    const faults = [
      fault('bad-time', 'It ends at no moment.', { file: '/home/me/a.yaml', line: 3 }, 'Write ISO 8601.'),
      fault('reason-required', 'It needs a reason.', {}, 'Say why with --reason.'),
    ];
    const response = await appOf(() => Promise.reject(new FaultError(faults))).app.request('/own');
    const body = (await response.json()) as JsonObject;
    expect(body).toMatchObject({
      status: 422,
      detail: 'It ends at no moment. Write ISO 8601. It needs a reason. Say why.',
      faults: [
        { code: 'bad-time', message: 'It ends at no moment.', hint: 'Write ISO 8601.' },
        { code: 'reason-required', message: 'It needs a reason.', hint: 'Say why.' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('/home');
  });

  test('an answer that does not come in time is a problem, and one that comes later is nobody’s', async () => {
    const made = new Counter({ name: 'late', help: 'Late answers.', registers: [] });
    const { app } = appOf(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      made.inc();
      throw new Error('nobody hears this');
    }, 20);
    const response = await app.request('/own');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ code: 'timeout' });
    while ((await made.get()).values[0]?.value !== 1) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  test('an answer in time is the answer', async () => {
    const { app } = appOf(() => Promise.resolve(new Response('here')));
    expect(await (await app.request('/own')).text()).toBe('here');
  });
});
