/** Who may do what: every route with every scope, and datasets of other domains as if they were not there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES, type Scope } from '../../src/model/access.js';
import type { JsonObject } from '../../src/model/json.js';
import { ACCESS_DOCS } from '../../src/api/routes/access-docs.js';
import { routes } from '../../src/api/routes/routes.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

const contract = (id: string, domain: string, from: string) => `
apiVersion: v3.1.0
kind: DataContract
id: ${id}
version: 1.0.0
status: active
domain: ${domain}
servers: [{server: files, type: local, path: "data/${id}/*.csv", format: csv}]
customProperties: [{property: layer, value: silver}]
schema:
  - name: ${id}
    properties:
      - {name: total, logicalType: number, required: true, transformSourceObjects: [${from}]}
`;

describe('rights', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld({
      files: {
        'contracts/sales.odcs.yaml': contract('sales', 'sales', 'bronze.orders').trimStart(),
        'contracts/salaries.odcs.yaml': contract('salaries', 'people', 'silver.sales').trimStart(),
        'data/sales/a.csv': 'total\n1\n',
        'data/salaries/a.csv': 'total\n\n',
      },
    });
  });
  afterAll(() => world.close());

  /** A path with something in its places, so that a caller who is let in finds nothing or is told what is missing. */
  const filled = (path: string) =>
    path.replace(/\{(dataset|key)\}/, 'silver.sales').replace(/\{\w+\}/, 'nothing');

  describe.each(SCOPES)('a token of the scope %s', (scope) => {
    test('opens the routes of its scope and no other', async () => {
      const token = await world.token([scope]);
      for (const route of [...routes, ...ACCESS_DOCS]) {
        if (route.path.startsWith('/auth/')) continue;
        const closing = new AbortController();
        const response = await fetch(`${world.listening.url}${filled(route.path)}`, {
          method: route.method.toUpperCase(),
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          signal: closing.signal,
          ...(route.method === 'post' ? { body: '{"nothing": 1}' } : {}),
        });
        const may = route.scope === null || route.scope === 'any' || route.scope === scope;
        const what = `${scope}: ${route.method} ${route.path}`;
        if (may)
          expect([401, 403], what).not.toContain(
            response.status === 401 && route.path === '/v1/slack/actions' ? 0 : response.status,
          );
        else expect(await response.json(), what).toMatchObject({ status: 403, code: 'missing-scope' });
        closing.abort();
      }
    });
  });

  test('without a token, and with one that is none, every route with a scope is closed', async () => {
    for (const headers of [
      {},
      { Authorization: 'Bearer assay_000000000000_' + 'A'.repeat(43) },
      { Authorization: 'Basic x' },
    ])
      for (const route of routes.filter(({ scope }) => scope !== null)) {
        const { method, path } = route;
        const { status, body } = await world.call(filled(path), { method: method.toUpperCase(), headers });
        expect([status, body['code']], `${method} ${path}`).toEqual([401, 'unauthenticated']);
      }
  });

  describe('a token of one domain', () => {
    const ALL: readonly Scope[] = SCOPES;
    let token: string;
    let everything: string;
    let hidden: string;
    beforeAll(async () => {
      token = await world.token(ALL, ['sales']);
      everything = await world.token(ALL);
      const decided = await world.call('/v1/gates/salaries/decisions', {
        body: {},
        token: everything,
        headers: { Prefer: 'wait=60' },
      });
      expect(decided.body).toMatchObject({ outcome: 'block' });
      hidden = textOf(decided.body['id']);
      await world.call('/v1/breakers/bronze.orders/trip', { body: { reason: 'hidden' }, token: everything });
    });
    const get = (path: string) => world.call(path, { token });
    const items = (body: JsonObject) => body['items'] as readonly JsonObject[];

    test('sees its own in every list, and nothing else', async () => {
      expect(items((await get('/v1/datasets')).body).map(({ key }) => key)).toEqual(['silver.sales']);
      expect(items((await get('/v1/breakers')).body).map(({ dataset }) => dataset)).toEqual(['silver.sales']);
      expect(items((await get('/v1/slo')).body).map(({ dataset }) => dataset)).toEqual(['silver.sales']);
      expect(items((await get('/v1/overview')).body).map(({ dataset }) => dataset)).toEqual(['silver.sales']);
      expect((await get('/v1/attention')).text).not.toMatch(/orders|salaries/);
      expect((await get('/v1/project')).body).toMatchObject({ datasets: 1 });
      expect(items((await get('/v1/incidents')).body)).toEqual([]);
      expect(items((await get('/v1/decisions')).body)).toEqual([]);
      expect(items((await get('/v1/audit')).body)).toEqual([]);
      expect(items((await get('/v1/audit?dataset=bronze.orders')).body)).toEqual([]);
      expect((await get('/v1/lineage')).body).toMatchObject({
        nodes: [{ dataset: 'silver.sales' }],
        edges: [],
      });
      const own = await get('/v1/datasets/silver.sales');
      expect(own.body).toMatchObject({ upstream: [], downstream: [] });
    });

    test('finds what is hidden as it finds what does not exist', async () => {
      const { body: run } = await world.call(`/v1/decisions/${hidden}`, { token: everything });
      const incidents = items((await world.call('/v1/incidents', { token: everything })).body);
      expect(incidents.length).toBeGreaterThan(0);
      const ways: readonly (readonly [string, string, unknown?])[] = [
        ['/v1/datasets/silver.salaries', '/v1/datasets/silver.xalaries'],
        ['/v1/datasets/salaries', '/v1/datasets/xalaries'],
        ['/v1/datasets/salaries/runs', '/v1/datasets/xalaries/runs'],
        ['/v1/breakers/salaries', '/v1/breakers/xalaries'],
        ['/v1/breakers?dataset=salaries', '/v1/breakers?dataset=xalaries'],
        ['/v1/gates/salaries/decisions', '/v1/gates/xalaries/decisions'],
        ['/v1/gates/salaries/decisions', '/v1/gates/xalaries/decisions', {}],
        ['/v1/breakers/salaries/trip', '/v1/breakers/xalaries/trip', { reason: 'x' }],
        ['/v1/contracts/salaries/versions', '/v1/contracts/xalaries/versions'],
        ['/v1/slo?dataset=salaries', '/v1/slo?dataset=xalaries'],
        ['/v1/events?dataset=salaries', '/v1/events?dataset=xalaries'],
        [`/v1/decisions/${hidden}`, '/v1/decisions/nothing'],
        ['/v1/decisions?dataset=salaries', '/v1/decisions?dataset=xalaries'],
        [`/v1/decisions/${hidden}/verdict`, '/v1/decisions/nothing/verdict'],
        [`/v1/runs/${textOf(run['runId'])}`, '/v1/runs/nothing'],
        [`/v1/runs/${textOf(run['runId'])}/checks`, '/v1/runs/nothing/checks'],
        ['/v1/runs?dataset=salaries', '/v1/runs?dataset=xalaries'],
        ['/v1/datasets/salaries/checks', '/v1/datasets/xalaries/checks'],
        [`/v1/incidents/${textOf(incidents[0]?.['id'])}`, '/v1/incidents/nothing'],
        [
          `/v1/incidents/${textOf(incidents[0]?.['id'])}/acknowledge`,
          '/v1/incidents/nothing/acknowledge',
          {},
        ],
        [
          '/v1/checks/silver.salaries%2Ftotal%2FnullValues/history',
          '/v1/checks/silver.xalaries%2Ftotal%2FnullValues/history',
        ],
      ];
      for (const [there, nowhere, body] of ways) {
        const options = { token, ...(body === undefined ? {} : { body }) };
        const [one, other] = [await world.call(there, options), await world.call(nowhere, options)];
        const plain = ({ text }: { text: string }) =>
          text.replace(/"instance":"[^"]*"/, '').replaceAll('xalaries', 'salaries');
        expect(one.status, there).toBe(404);
        expect(plain(one), there).toBe(plain(other));
        expect(
          one.text.replaceAll('silver.salaries', '').replaceAll('There is no dataset salaries', ''),
        ).not.toContain('salaries');
      }
      expect((await world.call('/metrics', { token })).status).toBe(403);
      expect((await world.call('/v1/tokens', { token })).status).toBe(403);
    });

    test('is told of a dataset that it may see but not change', async () => {
      const reader = await world.token(['override'], ['people']);
      const mixed = await world.call('/v1/breakers/silver.sales/trip', {
        body: { reason: 'x' },
        token: reader,
      });
      expect(mixed.status).toBe(404);
      const runs = await world.token(['run'], ['sales']);
      expect((await world.call('/v1/datasets/silver.sales', { token: runs })).body['code']).toBe(
        'missing-scope',
      );
    });
  });
});
