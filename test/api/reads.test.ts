/** What a dashboard reads: datasets, runs, histories, contracts, lineage, service levels; page by page, filtered, in a stable order. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { BAD_ORDERS, GOOD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

describe('reading', () => {
  let world: ApiWorld;
  const days = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'];

  beforeAll(async () => {
    world = await apiWorld({ config: 'policy: {bronze: {failuresToOpen: 9}}\n' });
    for (const [i, day] of days.entries()) {
      world.project.write(`data/orders/day=${day}/orders.csv`, i === 3 ? BAD_ORDERS : GOOD_ORDERS);
      const body = { batch: { day }, asOf: `${day}T06:00:00Z` };
      await world.call('/v1/gates/bronze.orders/decisions', { body, headers: { Prefer: 'wait=60' } });
    }
  });
  afterAll(() => world.close());

  const items = (body: JsonObject): readonly JsonObject[] => body['items'] as readonly JsonObject[];
  const all = async (path: string, limit: number): Promise<readonly JsonObject[]> => {
    const found: JsonObject[] = [];
    for (let cursor = ''; ;) {
      const separator = path.includes('?') ? '&' : '?';
      const { body, status } = await world.call(`${path}${separator}limit=${limit}${cursor}`);
      expect(status).toBe(200);
      expect(items(body).length).toBeLessThanOrEqual(limit);
      found.push(...items(body));
      if (body['next'] === null) return found;
      cursor = `&cursor=${textOf(body['next'])}`;
    }
  };
  const CHECK = encodeURIComponent('bronze.orders/amount/nullValues');

  test.each([
    ['/v1/datasets', 2],
    ['/v1/breakers', 2],
    ['/v1/slo', 2],
    ['/v1/datasets/orders/runs', 5],
    ['/v1/gates/orders/decisions', 5],
    [`/v1/checks/${CHECK}/history`, 5],
    ['/v1/contracts/orders/versions', 1],
  ])('%s is the same whatever the size of its pages', async (path, count) => {
    const whole = await all(path, 200);
    expect(whole).toHaveLength(count);
    const strip = (list: readonly JsonObject[]) => list.map((each) => ({ ...each, from: null, to: null }));
    for (const limit of [1, 2, 3]) expect(strip(await all(path, limit))).toEqual(strip(whole));
  });

  test('runs come by their moment, the latest first, without checks, and filtered', async () => {
    const runs = await all('/v1/datasets/bronze.orders/runs', 200);
    expect(runs.map(({ asOf }) => asOf)).toEqual(days.map((day) => `${day}T06:00:00.000Z`).reverse());
    expect(runs.every((run) => !('checks' in run))).toBe(true);
    expect(await all('/v1/datasets/orders/runs?verdict=fail', 200)).toMatchObject([
      { batch: { day: days[3] } },
    ]);
    const between = await all('/v1/datasets/orders/runs?since=2026-05-02&until=2026-05-04', 200);
    expect(between.map(({ batch }) => (batch as { day: string }).day)).toEqual([days[2], days[1]]);
    const one = await world.call(`/v1/runs/${textOf(runs[0]?.['runId'])}`);
    expect((one.body['checks'] as unknown[]).length).toBe(11);
    expect((await world.call('/v1/runs/nothing')).body['code']).toBe('unknown-run');
  });

  test('decisions are filtered by outcome', async () => {
    const blocked = await all('/v1/gates/orders/decisions?outcome=block', 200);
    expect(blocked).toMatchObject([{ batch: { day: days[3] }, enforced: 'block' }]);
    expect((await world.call('/v1/gates/orders/decisions?outcome=maybe')).body['code']).toBe('invalid-query');
  });

  test('a check has its history, with what it may be and what it was', async () => {
    const points = await all(`/v1/checks/${CHECK}/history`, 200);
    expect(points.map(({ verdict, observed }) => [verdict, observed])).toEqual([
      ['pass', 0],
      ['fail', 1],
      ['pass', 0],
      ['pass', 0],
      ['pass', 0],
    ]);
    expect(points[0]).toMatchObject({
      expected: '= 0',
      unit: 'rows',
      accepted: true,
      batch: { day: days[4] },
    });
    expect(await all(`/v1/checks/${CHECK}/history?until=2026-05-02`, 200)).toHaveLength(1);
    for (const id of ['nothing', 'bronze.orders', encodeURIComponent('silver.none/x/y')])
      expect((await world.call(`/v1/checks/${id}/history`)).body['code']).toBe('unknown-check');
    // A check that the suite never had has no history; its dataset is there.
    expect(await all(`/v1/checks/${encodeURIComponent('bronze.orders/x/y')}/history`, 10)).toEqual([]);
  });

  test('datasets are filtered, and one is told in full', async () => {
    expect((await all('/v1/datasets?layer=gold', 9)).map(({ key }) => key)).toEqual(['gold.daily']);
    expect((await all('/v1/datasets?search=ORD', 9)).map(({ key }) => key)).toEqual(['bronze.orders']);
    expect(await all('/v1/datasets?domain=none', 9)).toEqual([]);
    const { body } = await world.call('/v1/datasets/orders');
    expect(body).toMatchObject({
      key: 'bronze.orders',
      owners: ['olga@shop.example'],
      downstream: ['gold.daily'],
      upstream: [],
      lastDecision: { batch: { day: days[4] } },
    });
    expect(
      (body['suite'] as JsonObject[]).find(({ id }) => id === 'bronze.orders/amount/nullValues'),
    ).toMatchObject({
      expected: '= 0',
    });
    const unknown = await world.call('/v1/datasets/bronze.order');
    expect(unknown.status).toBe(404);
    expect(unknown.body['detail']).toContain('bronze.orders');
  });

  test('the lineage is told whole or around one dataset', async () => {
    const { body } = await world.call('/v1/lineage');
    expect(body['edges']).toEqual([{ from: 'bronze.orders', to: 'gold.daily' }]);
    const around = await world.call('/v1/lineage?dataset=daily');
    expect((around.body['nodes'] as JsonObject[]).map(({ dataset }) => dataset)).toEqual([
      'bronze.orders',
      'gold.daily',
    ]);
  });

  test('service levels can be checked by hand', async () => {
    const { body } = await world.call('/v1/slo?dataset=orders&days=366');
    // Five runs of eleven checks; on one day an amount is missing and one is negative.
    expect(items(body)[0]).toMatchObject({
      dataset: 'bronze.orders',
      runs: 5,
      checks: { total: 55, pass: 53, fail: 2, attainment: 53 / 55 },
      dimensions: { completeness: { total: 15, pass: 14, fail: 1 }, conformity: { total: 35, fail: 1 } },
      decisions: { total: 5, allowed: 4, attainment: 0.8 },
    });
    const none = await world.call('/v1/slo?dataset=daily');
    expect(items(none.body)[0]).toMatchObject({
      checks: { total: 0, attainment: null },
      decisions: { total: 0, attainment: null },
      lastRunAt: null,
      lastSuccessAt: null,
    });
  });

  test('a contract has versions, and what differs between two', async () => {
    const file = 'contracts/orders.odcs.yaml';
    const before = readFileSync(`${world.project.root}/${file}`, 'utf8');
    const after = before
      .replace('version: 1.0.0', 'version: 1.1.0')
      .replace('minimum: 0', 'minimum: 1')
      .replace('      - name: amount', '      - {name: note, logicalType: string}\n      - name: amount');
    world.project.write(file, after);
    const versions = async () => all('/v1/contracts/orders/versions', 10);
    while ((await versions()).length < 2) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await versions()).map(({ version, current }) => [version, current])).toEqual([
      ['1.1.0', true],
      ['1.0.0', false],
    ]);
    const { body } = await world.call('/v1/contracts/orders/diff?from=1.0.0&to=1.1.0');
    const changes = body['changes'] as { path: string; change: string; before?: unknown; after?: unknown }[];
    expect(changes.map(({ path, change }) => [path, change])).toEqual([
      ['/version', 'changed'],
      ['/datasets/bronze.orders/properties/amount/options/minimum', 'changed'],
      ['/datasets/bronze.orders/properties/note', 'added'],
    ]);
    expect(changes[1]).toMatchObject({ before: 0, after: 1 });
    expect(body).toMatchObject({
      semantic: {
        suggestedVersion: '1.1.0',
        writtenVersion: '1.1.0',
        step: 'minor',
        versionHolds: true,
        summary: { breaking: 1, risky: 1, safe: 0 },
        changes: [
          { code: 'C042', name: 'constraint-tightened', breaks: ['producer'], before: 0, after: 1 },
          { code: 'C011', name: 'column-added', level: 'risky', breaks: [], column: 'note' },
        ],
      },
      truncated: false,
      from: { version: '1.0.0' },
      to: { version: '1.1.0' },
    });
    expect((await world.call('/v1/contracts/orders/diff?from=1.0.0&to=9')).body['code']).toBe(
      'unknown-version',
    );
    expect((await world.call('/v1/contracts/orders/diff?from=1.0.0')).body['code']).toBe('invalid-query');
    expect((await world.call('/v1/contracts/nothing/versions')).body['code']).toBe('unknown-contract');
  });

  test('a cursor of another list, or of nobody, is refused', async () => {
    const cursors = [
      'x',
      'W10',
      Buffer.from('[1,2,3]').toString('base64url'),
      Buffer.from('["a"]').toString('base64url'),
    ];
    for (const cursor of cursors)
      for (const path of [
        '/v1/audit',
        '/v1/gates/orders/decisions',
        '/v1/datasets/orders/runs',
        `/v1/checks/${CHECK}/history`,
      ])
        expect((await world.call(`${path}?cursor=${cursor}`)).body['code']).toBe('invalid-cursor');
    const far = Buffer.from(JSON.stringify([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])).toString(
      'base64url',
    );
    expect((await world.call(`/v1/datasets/orders/runs?cursor=${far}`)).status).toBe(200);
  });

  test('figures and keys are there', async () => {
    const figures = await world.call('/metrics');
    expect(figures.text).toContain('assay_http_request_seconds_bucket{');
    expect(figures.text).toContain('route="/v1/datasets/{key}/runs"');
    expect(figures.text).not.toContain('nothing');
    const keys = await world.call('/.well-known/jwks.json');
    expect(keys.headers.get('cache-control')).toContain('max-age');
    expect(keys.text).not.toContain('"d":');
    expect((await world.call('/healthz')).body).toMatchObject({ status: 'ok' });
    expect((await world.call('/readyz')).body).toMatchObject({ ready: true });
    expect((await world.call('/v1/me')).body).toMatchObject({ name: 'local' });
  });
});
