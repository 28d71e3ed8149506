/** The runs of all datasets: newest recorded first, with what the gate made of them, and only those that the caller may see. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { BAD_ORDERS, GOOD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

const SALARIES = `
apiVersion: v3.1.0
kind: DataContract
id: salaries
version: 1.0.0
status: active
domain: people
servers: [{server: files, type: local, path: "data/salaries/*.csv", format: csv}]
customProperties: [{property: layer, value: silver}]
schema:
  - name: salaries
    properties: [{name: total, logicalType: number, required: true}]
`;

describe('runs of all datasets', () => {
  let world: ApiWorld;
  /** In the order of recording: two days of orders, the later one first; daily; salaries. */
  const runs: string[] = [];
  const decide = async (dataset: string, day: string | null): Promise<void> => {
    const body = day === null ? {} : { batch: { day }, asOf: `${day}T06:00:00Z` };
    const headers = { Prefer: 'wait=60' };
    const { body: decided } = await world.call(`/v1/gates/${dataset}/decisions`, { body, headers, token });
    runs.push(textOf(decided['runId']));
  };
  let token: string;

  beforeAll(async () => {
    world = await apiWorld({
      config: 'policy: {bronze: {failuresToOpen: 9}, silver: {shadow: true}}\n',
      files: { 'contracts/salaries.odcs.yaml': SALARIES.trimStart(), 'data/salaries/a.csv': 'total\n\n' },
    });
    token = await world.token(['read', 'run']);
    world.project.write('data/orders/day=2026-05-01/orders.csv', GOOD_ORDERS);
    world.project.write('data/orders/day=2026-05-02/orders.csv', BAD_ORDERS);
    await decide('orders', '2026-05-02');
    await decide('orders', '2026-05-01');
    await decide('daily', '2026-05-01');
    await decide('salaries', null);
  });
  afterAll(() => world.close());

  const items = (body: JsonObject) => body['items'] as readonly JsonObject[];
  const ask = async (query: string, as = token): Promise<readonly string[]> => {
    const { status, body } = await world.call(`/v1/runs${query}`, { token: as });
    expect(status).toBe(200);
    return items(body).map(({ runId }) => textOf(runId));
  };

  test('come as they were recorded, page by page, with their decisions', async () => {
    expect(await ask('')).toEqual(runs.toReversed());
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await world.call(`/v1/runs?limit=1${cursor}`, { token });
      paged.push(...items(body).map(({ runId }) => textOf(runId)));
      if (body['next'] === null) break;
      cursor = `&cursor=${textOf(body['next'])}`;
    }
    expect(paged).toEqual(runs.toReversed());
    const { body } = await world.call('/v1/runs', { token });
    expect(items(body)[3]).toMatchObject({
      ...{ dataset: 'bronze.orders', layer: 'bronze', verdict: 'fail', batch: { day: '2026-05-02' } },
      decision: { outcome: 'block', enforced: 'block', shadow: false },
    });
    expect(items(body)[0]).toMatchObject({
      ...{ dataset: 'silver.salaries', layer: 'silver' },
      decision: { outcome: 'block', enforced: 'allow', shadow: true },
    });
    expect(items(body).every((run) => !('checks' in run))).toBe(true);
  });

  test('are filtered by dataset, layer, verdict, server and moment', async () => {
    expect(await ask('?dataset=orders')).toEqual([runs[1], runs[0]]);
    expect(await ask('?layer=gold')).toEqual([runs[2]]);
    expect(await ask('?layer=gold&dataset=orders')).toEqual([]);
    expect(await ask('?layer=nothing')).toEqual([]);
    expect(await ask('?verdict=fail&dataset=orders')).toEqual([runs[0]]);
    expect(await ask('?server=files')).toHaveLength(4);
    expect(await ask(`?server=${encodeURIComponent('"💥\\')}`)).toEqual([]);
    expect(await ask('?since=2026-05-01&until=2026-05-02')).toEqual([runs[2], runs[1]]);
    expect((await world.call('/v1/runs?dataset=none', { token })).body['code']).toBe('unknown-dataset');
    expect((await world.call('/v1/runs?since=soon', { token })).body['code']).toBe('bad-time');
    expect((await world.call('/v1/runs?cursor=W10', { token })).body['code']).toBe('invalid-cursor');
  });

  test('of other domains do not exist, nor do those of no domain', async () => {
    const limited = await world.token(['read'], ['people']);
    expect(await ask('', limited)).toEqual([runs[3]]);
    expect(await ask('?layer=bronze', limited)).toEqual([]);
    expect((await world.call('/v1/runs?dataset=orders', { token: limited })).body['code']).toBe(
      'unknown-dataset',
    );
    expect((await world.call(`/v1/runs/${runs[0] ?? ''}/checks`, { token: limited })).status).toBe(404);
    const paths = ['/v1/datasets/orders/checks', '/v1/datasets/xrders/checks'] as const;
    const [one, other] = await Promise.all(paths.map((path) => world.call(path, { token: limited })));
    const plain = ({ body }: { body: JsonObject }) => [body['status'], body['code'], body['title']];
    expect(one?.status).toBe(404);
    expect(plain(one ?? { body: {} })).toEqual(plain(other ?? { body: {} }));
    // Another scope in the domain does not show what was found there.
    const asks = await world.token(['run'], ['people']);
    expect((await world.call('/v1/runs', { token: asks })).body['code']).toBe('missing-scope');
  });

  test('of a dataset that the project no longer has are for those who may read everything', async () => {
    const limited = await world.token(['read'], ['people']);
    rmSync(`${world.project.root}/contracts/salaries.odcs.yaml`);
    const known = async () => items((await world.call('/v1/datasets', { token })).body).map(({ key }) => key);
    while ((await known()).includes('silver.salaries')) await new Promise((done) => setTimeout(done, 100));
    expect(await ask('', limited)).toEqual([]);
    const { body } = await world.call('/v1/runs', { token });
    expect(items(body)[0]).toMatchObject({ dataset: 'silver.salaries', layer: null });
    const results = await world.call(`/v1/runs/${runs[3] ?? ''}/checks`, { token });
    expect(results.body).toMatchObject({ run: { dataset: 'silver.salaries' } });
  });
});
