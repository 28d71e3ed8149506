/** Every dataset at a glance, and what needs somebody: counted by hand, kept up to date, and only what the caller may see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { BAD_ORDERS, GOOD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

const contract = (id: string, domain: string, columns: string) => `
apiVersion: v3.1.0
kind: DataContract
id: ${id}
version: 1.0.0
status: active
domain: ${domain}
team: {members: [{username: "${domain}@shop.example", role: owner}]}
servers: [{server: files, type: local, path: "data/${id}/*.csv", format: csv}]
customProperties: [{property: layer, value: silver}]
schema:
  - name: ${id}
    properties:
${columns}`;

const SALES = contract(
  'sales',
  'sales',
  '      - {name: total, logicalType: number, required: true, transformSourceObjects: [bronze.orders]}',
);
/** A rule without its own dimension, one with, and a name that is no friend of addresses. */
const ODD = contract(
  'odd',
  'people',
  `      - name: pay
        logicalType: number
        quality:
          - {type: sql, query: "select count(*) from \${object} where pay < 0", mustBe: 0, dimension: timeliness, name: 'no "debts" / 100 % 🙂'}`,
);

const items = (body: JsonObject): readonly JsonObject[] => body['items'] as readonly JsonObject[];
const list = (body: JsonObject, name: string) =>
  body[name] as { items: readonly JsonObject[]; total: number };

describe('the overview', () => {
  let world: ApiWorld;
  const days = ['2026-05-01', '2026-05-02', '2026-05-03'];
  const ask = (dataset: string, body: JsonObject = {}) =>
    world.call(`/v1/gates/${dataset}/decisions`, { body, headers: { Prefer: 'wait=60' } });
  const overview = async (query = '', token?: string) =>
    (await world.call(`/v1/overview${query}`, token === undefined ? {} : { token })).body;
  const row = async (dataset: string) => items(await overview(`?dataset=${dataset}`))[0];

  beforeAll(async () => {
    world = await apiWorld({
      files: {
        'contracts/sales.odcs.yaml': SALES.trimStart(),
        'contracts/odd.odcs.yaml': ODD.trimStart(),
        'data/sales/a.csv': 'total\n1\n',
        'data/odd/a.csv': 'pay\n1\n',
      },
    });
    for (const [i, day] of days.entries()) {
      world.project.write(`data/orders/day=${day}/orders.csv`, i === 2 ? BAD_ORDERS : GOOD_ORDERS);
    }
  });
  afterAll(() => world.close());

  test('before the first run nothing has run, and nothing needs anybody', async () => {
    const body = await overview();
    expect(items(body).map(({ dataset }) => dataset)).toEqual([
      'bronze.orders',
      'silver.odd',
      'silver.sales',
      'gold.daily',
    ]);
    expect(body['totals']).toMatchObject({
      datasets: 4,
      health: { fail: 0, unknown: 0, warn: 0, pass: 0, neverRun: 4 },
      blocked: 0,
      incidents: 0,
      stale: 0,
    });
    expect(items(body)[0]).toMatchObject({
      health: null,
      worstCheck: null,
      gate: {
        breaker: 'closed',
        since: null,
        blocked: false,
        outcome: null,
        decision: null,
        decidedAt: null,
      },
      runs: [],
      lastRunAt: null,
      staleSince: null,
      staleBy: null,
      incident: null,
    });
    const { body: attention } = await world.call('/v1/attention');
    for (const name of ['blocked', 'incidents', 'approvals', 'objectives', 'stale'])
      expect(list(attention, name), name).toEqual({ items: [], total: 0 });
  });

  test('a run changes its dataset at once, and what it feeds', async () => {
    for (const day of days.slice(0, 2)) await ask('bronze.orders', { batch: { day }, asOf: `${day}T06:00Z` });
    expect(await row('bronze.orders')).toMatchObject({ health: 'pass', gate: { outcome: 'allow' } });
    const { body: decided } = await ask('bronze.orders', {
      batch: { day: days[2] ?? '' },
      asOf: '2026-05-03T06:00Z',
    });
    const orders = await row('bronze.orders');
    expect(orders).toMatchObject({
      name: 'orders',
      layer: 'bronze',
      owners: ['olga@shop.example'],
      contract: { id: 'orders', version: '1.0.0' },
      health: 'fail',
      gate: {
        breaker: 'open',
        blocked: true,
        inherited: false,
        outcome: 'block',
        decision: decided['id'],
        shadow: false,
      },
      incident: { severity: 'error', state: 'open' },
    });
    const runs = orders?.['runs'] as readonly JsonObject[];
    expect(runs.map(({ asOf, verdict, outcome }) => [asOf, verdict, outcome])).toEqual([
      ['2026-05-01T06:00:00.000Z', 'pass', 'allow'],
      ['2026-05-02T06:00:00.000Z', 'pass', 'allow'],
      ['2026-05-03T06:00:00.000Z', 'fail', 'block'],
    ]);
    expect(await row('gold.daily')).toMatchObject({
      health: null,
      gate: { breaker: 'closed', blocked: true, inherited: true, blockedBy: ['bronze.orders'] },
    });
  });

  test('checks are counted by dimension, and all of them', async () => {
    const orders = await row('bronze.orders');
    const dimensions = orders?.['dimensions'] as readonly {
      dimension: string;
      health: string;
      counts: JsonObject;
    }[];
    const at = (name: string) => dimensions.find(({ dimension }) => dimension === name);
    // Order 3 has no amount, order 2 a negative one.
    expect(at('completeness')).toMatchObject({ health: 'fail', counts: { fail: 1, unknown: 0, notRun: 0 } });
    expect(at('validity')).toMatchObject({ health: 'fail', counts: { fail: 1, warn: 0 } });
    expect(at('schema')).toMatchObject({ health: 'pass', counts: { fail: 0 } });
    const { body } = await world.call('/v1/datasets/bronze.orders');
    const sum = dimensions
      .flatMap(({ counts }) => Object.values(counts))
      .reduce<number>((a, b) => a + Number(b), 0);
    expect(sum).toBe((body['suite'] as unknown[]).length);
    expect(['bronze.orders/amount/nullValues']).toContain(orders?.['worstCheck']);
    // A query goes by the dimension of its contract.
    const odd = (await row('silver.odd'))?.['dimensions'] as readonly JsonObject[];
    expect(odd.find(({ dimension }) => dimension === 'freshness')).toMatchObject({
      health: null,
      counts: { notRun: 1 },
    });
  });

  test('what is wrong comes first in its layer; filters narrow the list and its totals', async () => {
    await ask('silver.sales');
    const body = await overview();
    expect(items(body).map(({ dataset }) => dataset)).toEqual([
      'bronze.orders',
      'silver.odd',
      'silver.sales',
      'gold.daily',
    ]);
    expect(body).toMatchObject({
      totals: { datasets: 4, blocked: 3, incidents: 1, health: { fail: 1, neverRun: 3 } },
      domains: ['people', 'sales'],
      owners: ['olga@shop.example', 'people@shop.example', 'sales@shop.example'],
    });
    const layers = body['layers'] as readonly { layer: string; totals: JsonObject }[];
    expect(layers.map(({ layer, totals }) => [layer, totals['datasets']])).toEqual([
      ['bronze', 1],
      ['silver', 2],
      ['gold', 1],
    ]);
    const keys = async (query: string) => items(await overview(query)).map(({ dataset }) => dataset);
    expect(await keys('?layer=silver')).toEqual(['silver.odd', 'silver.sales']);
    expect(await keys('?layer=')).toEqual([]);
    expect(await keys('?health=fail')).toEqual(['bronze.orders']);
    expect(await keys('?health=fail&health=never_run&layer=gold')).toEqual(['gold.daily']);
    expect(await keys('?search=ORD')).toEqual(['bronze.orders']);
    expect(await keys('?domain=people')).toEqual(['silver.odd']);
    expect(await keys('?owner=olga@shop.example')).toEqual(['bronze.orders']);
    expect(await keys('?search=nothing-like-it')).toEqual([]);
    // The layers are told of by the other filters, so that a page can show one and offer the rest.
    const narrow = await overview('?layer=gold&domain=sales');
    expect(narrow).toMatchObject({
      totals: { datasets: 0 },
      layers: [{ layer: 'silver', totals: { datasets: 1 } }],
    });
    expect((await world.call('/v1/overview?health=ill')).body['code']).toBe('invalid-query');
  });

  test.each([1, 2, 3])('pages of %i are the whole list in its order', async (limit) => {
    const whole = items(await overview()).map(({ dataset }) => dataset);
    const found: unknown[] = [];
    for (let cursor = ''; ;) {
      const body = await overview(`?limit=${String(limit)}${cursor}`);
      found.push(...items(body).map(({ dataset }) => dataset));
      if (body['next'] === null) break;
      cursor = `&cursor=${textOf(body['next'])}`;
    }
    expect(found).toEqual(whole);
    expect((await world.call('/v1/overview?cursor=WzEsMl0')).body['code']).toBe('invalid-cursor');
  });

  test('what needs somebody names the check at fault', async () => {
    const { body } = await world.call('/v1/attention');
    const blocked = list(body, 'blocked');
    expect(blocked.total).toBe(3);
    expect(blocked.items.map(({ dataset, inherited, check }) => [dataset, inherited, check])).toEqual([
      ['bronze.orders', false, 'bronze.orders/amount/nullValues'],
      ['gold.daily', true, 'bronze.orders/amount/nullValues'],
      ['silver.sales', true, 'bronze.orders/amount/nullValues'],
    ]);
    const [incident] = list(body, 'incidents').items;
    expect(incident).toMatchObject({
      dataset: 'bronze.orders',
      severity: 'error',
      owner: 'olga@shop.example',
    });
    await world.call(`/v1/incidents/${textOf(incident?.['id'])}/acknowledge`, { body: {} });
    expect(list((await world.call('/v1/attention')).body, 'incidents').total).toBe(0);
    expect(await row('bronze.orders')).toMatchObject({ incident: { state: 'acknowledged' } });
  });

  test('an override that lets the data through ends the block, here and downstream', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await world.call('/v1/breakers/bronze.orders/override', { body: { reason: 'known', until } });
    expect(await row('bronze.orders')).toMatchObject({ gate: { breaker: 'open', blocked: false } });
    expect(await row('gold.daily')).toMatchObject({
      gate: { blocked: false, inherited: false, blockedBy: [] },
    });
    expect(list((await world.call('/v1/attention')).body, 'blocked').total).toBe(0);
  });

  test('a breaker opened by hand has a reason and no check', async () => {
    await world.call('/v1/breakers/gold.daily/trip', { body: { reason: 'the feed is wrong' } });
    const { body } = await world.call('/v1/attention');
    expect(list(body, 'blocked').items).toMatchObject([
      { dataset: 'gold.daily', phase: 'isolated', inherited: false, check: null },
    ]);
    expect(textOf(list(body, 'blocked').items[0]?.['cause'])).toContain('the feed is wrong');
  });

  describe('for a caller with rights in one domain', () => {
    let token: string;
    beforeAll(async () => {
      token = await world.token(['read'], ['sales']);
    });

    test('the rest does not exist: not in lists, totals, choices, causes', async () => {
      const all = await world.token(['read', 'override']);
      await world.call('/v1/breakers/bronze.orders/trip', { body: { reason: 'hidden words' }, token: all });
      const body = await overview('', token);
      expect(items(body).map(({ dataset }) => dataset)).toEqual(['silver.sales']);
      expect(items(body)[0]).toMatchObject({ gate: { blocked: true, inherited: true, blockedBy: [] } });
      expect(body).toMatchObject({
        totals: { datasets: 1 },
        domains: ['sales'],
        owners: ['sales@shop.example'],
      });
      expect(body['layers']).toHaveLength(1);
      const attention = await world.call('/v1/attention', { token });
      expect(list(attention.body, 'blocked')).toMatchObject({
        total: 1,
        items: [
          { dataset: 'silver.sales', blockedBy: [], since: null, cause: null, check: null, incident: null },
        ],
      });
      for (const text of [JSON.stringify(body), attention.text])
        expect(text).not.toMatch(/bronze|odd|olga|hidden/);
      expect((await world.call('/v1/project', { token })).body).toMatchObject({ name: 'shop', datasets: 1 });
    });
  });

  test('an override waits for whoever may approve it, never for its author', async () => {
    const [author, second, other] = await Promise.all([
      world.token(['read', 'override', 'approve'], null),
      world.token(['read', 'approve'], null),
      world.token(['read', 'approve'], ['sales']),
    ]);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const made = await world.call('/v1/breakers/gold.daily/override', {
      body: { reason: 'fine "so" far 🙂', until, checks: ['gold.daily/total/nullValues'] },
      token: author,
    });
    expect(made.body).toMatchObject({ state: 'waiting' });
    const waiting = async (token: string) =>
      list((await world.call('/v1/attention', { token })).body, 'approvals');
    expect(await waiting(second)).toMatchObject({
      total: 1,
      items: [{ id: made.body['id'], dataset: 'gold.daily', reason: 'fine "so" far 🙂', checks: 1 }],
    });
    expect((await waiting(author)).total).toBe(0);
    expect((await waiting(other)).total).toBe(0);
    await world.call(`/v1/overrides/${textOf(made.body['id'])}/approve`, { body: {}, token: second });
    expect((await waiting(second)).total).toBe(0);
  });

  test('a check that the contract no longer has does not count; a new one has not run', async () => {
    const token = await world.token(['read', 'run']);
    await world.call('/v1/gates/silver.odd/decisions', { body: {}, headers: { Prefer: 'wait=60' }, token });
    const odd = async () => items(await overview('?dataset=silver.odd', token))[0];
    expect(await odd()).toMatchObject({ health: 'pass' });
    world.project.write(
      'contracts/odd.odcs.yaml',
      ODD.trimStart().replace('timeliness', 'coverage').replace('pay < 0', 'pay < 1'),
    );
    const volume = async () =>
      ((await odd())?.['dimensions'] as readonly { dimension: string; counts: JsonObject }[]).find(
        ({ dimension }) => dimension === 'volume',
      );
    // The row count ran; the query, which asks something else now, did not.
    while ((await volume())?.counts['notRun'] !== 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await volume()).toMatchObject({ health: 'pass', counts: { pass: 1 } });
    expect(await odd()).toMatchObject({ health: 'pass' });
  });
});
