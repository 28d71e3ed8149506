/** What the pages of gates, decisions, incidents and the audit log read: what is held back and by what, what was decided, what is wrong by how much. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/model/access.js';
import type { JsonObject } from '../../src/model/json.js';
import { BAD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

const WEEKLY = `apiVersion: v3.1.0
kind: DataContract
id: weekly
version: 1.0.0
status: active
domain: board
servers: [{server: files, type: local, path: "data/weekly/*.csv", format: csv}]
customProperties: [{property: layer, value: gold}]
schema:
  - name: weekly
    properties:
      - {name: total, logicalType: number, required: true, transformSourceObjects: [gold.daily]}
`;
const BAD = 'data/orders/day=2026-05-02/orders.csv';
const MAY_2 = { batch: { day: '2026-05-02' } };
const AMOUNT = 'bronze.orders/amount/nullValues';

describe('gates', () => {
  let world: ApiWorld;
  let ada: string;
  let board: string;
  beforeAll(async () => {
    world = await apiWorld({
      files: {
        [BAD]: BAD_ORDERS,
        'contracts/weekly.odcs.yaml': WEEKLY,
        'data/weekly/a.csv': 'total\n1\n',
      },
    });
    const scopes: readonly Scope[] = ['read', 'run', 'override', 'approve'];
    ada = await world.token(scopes);
    board = await world.token(scopes, ['board']);
    await ask('bronze.orders', { batch: { day: '2026-05-01' } });
    await ask('bronze.orders', MAY_2);
    await ask('gold.daily', { batch: { day: '2026-05-01' } });
  });
  afterAll(() => world.close());

  const ask = (dataset: string, body: unknown) =>
    world.call(`/v1/gates/${dataset}/decisions`, { body, token: ada, headers: { Prefer: 'wait=60' } });
  const post = (path: string, body: unknown, token = ada) => world.call(path, { body, token });
  const get = (path: string, token = ada) => world.call(path, { token });
  const items = async (path: string, token = ada) =>
    (await get(path, token)).body['items'] as readonly JsonObject[];
  const keys = async (path: string, token = ada) =>
    (await items(path, token)).map(({ dataset }) => textOf(dataset));

  test('a breaker says what stands before its gate, and whose it is', async () => {
    const [orders, daily, weekly] = await items('/v1/breakers');
    expect(orders).toMatchObject({
      ...{ dataset: 'bronze.orders', layer: 'bronze', domain: null, owners: ['olga@shop.example'] },
      ...{ phase: 'open', blocked: true, blockedBy: [], shadow: false, secondApprover: false },
      lastDecision: { outcome: 'block' },
    });
    const [incident] = await items('/v1/incidents?state=open');
    expect(orders?.['incident']).toBe(incident?.['id']);
    expect(daily).toMatchObject({
      ...{ dataset: 'gold.daily', phase: 'closed', blocked: true, blockedBy: ['bronze.orders'] },
      ...{ secondApprover: true, incident: null, lastDecision: { outcome: 'block' } },
    });
    expect(weekly).toMatchObject({
      dataset: 'gold.weekly',
      blockedBy: ['bronze.orders'],
      lastDecision: null,
    });
    const one = await get('/v1/breakers/gold.daily');
    expect(one.body).toMatchObject({ blocked: true, blockedBy: ['bronze.orders'] });
  });

  test('breakers are filtered by layer, by words, by phase and by what is held back', async () => {
    expect(await keys('/v1/breakers?layer=gold')).toEqual(['gold.daily', 'gold.weekly']);
    expect(await keys('/v1/breakers?search=DAIL')).toEqual(['gold.daily']);
    expect(await keys('/v1/breakers?search=olga')).toEqual(['bronze.orders']);
    expect(await keys('/v1/breakers?phase=open')).toEqual(['bronze.orders']);
    expect(await keys('/v1/breakers?dataset=daily')).toEqual(['gold.daily']);
    expect((await get('/v1/breakers?dataset=none')).body['code']).toBe('unknown-dataset');
    expect(await keys('/v1/breakers?blocked=true')).toHaveLength(3);
    expect(await keys('/v1/breakers?blocked=false')).toEqual([]);
    expect((await get('/v1/breakers?blocked=perhaps')).body['code']).toBe('invalid-query');
  });

  test('who may not see the root of a block is told of the block alone', async () => {
    expect(await items('/v1/breakers', board)).toMatchObject([
      { dataset: 'gold.weekly', blocked: true, blockedBy: [] },
    ]);
    expect(await keys('/v1/decisions', board)).toEqual([]);
    expect(await keys('/v1/incidents?assigned=false', board)).toEqual([]);
  });

  test('decisions of all datasets are one list, filtered and paged', async () => {
    const all = await items('/v1/decisions');
    expect(all.map(({ dataset, outcome }) => [dataset, outcome])).toEqual([
      ['gold.daily', 'block'],
      ['bronze.orders', 'block'],
      ['bronze.orders', 'allow'],
    ]);
    expect(await keys('/v1/decisions?outcome=allow')).toEqual(['bronze.orders']);
    expect(await keys('/v1/decisions?layer=gold')).toEqual(['gold.daily']);
    expect(await keys('/v1/decisions?layer=gold&dataset=orders')).toEqual([]);
    expect(await keys('/v1/decisions?dataset=orders')).toHaveLength(2);
    expect(await items(`/v1/decisions?until=${textOf(all[0]?.['decidedAt'])}`)).toEqual(all.slice(1));
    const first = await get('/v1/decisions?limit=2');
    expect(first.body['items']).toEqual(all.slice(0, 2));
    const second = await get(`/v1/decisions?limit=2&cursor=${textOf(first.body['next'])}`);
    expect(second.body).toEqual({ items: all.slice(2), next: null });
    expect((await get('/v1/decisions?cursor=x')).body['code']).toBe('invalid-cursor');
    expect((await get('/v1/decisions?since=yesterday')).body['code']).toBe('bad-time');
    expect((await get('/v1/decisions?dataset=nothing')).body['code']).toBe('unknown-dataset');
  });

  test('an incident says how far its heaviest cause is off', async () => {
    const [incident] = await items('/v1/incidents');
    expect(incident).toMatchObject({
      dataset: 'bronze.orders',
      lead: { check: AMOUNT, observed: 1, unit: 'rows', expected: '= 0' },
      affected: [{ dataset: 'gold.daily' }],
    });
    const lead = incident?.['lead'];
    expect((await get(`/v1/incidents/${textOf(incident?.['id'])}`)).body['lead']).toEqual(lead);
    expect((await get('/v1/datasets/orders')).body['incident']).toMatchObject({ lead });
  });

  test('incidents are filtered by weight, layer, owner, words and whether somebody has them', async () => {
    const one = ['bronze.orders'];
    for (const [query, found] of [
      ['severity=error', one],
      ['severity=warning&severity=critical', []],
      ['severity=warning&severity=error', one],
      ['layer=bronze', one],
      ['layer=gold', []],
      ['owner=olga%40shop.example', one],
      ['owner=OLGA', one],
      ['owner=ida', []],
      ['search=NULLVALUES', one],
      ['search=nothing', []],
      ['assigned=false', one],
      ['assigned=true', []],
    ] as const)
      expect(await keys(`/v1/incidents?${query}`), query).toEqual(found);
    const id = textOf((await items('/v1/incidents'))[0]?.['id']);
    const taken = await post(`/v1/incidents/${id}/acknowledge`, { note: 'mine' });
    expect(taken.body).toMatchObject({ state: 'acknowledged', lead: { check: AMOUNT } });
    expect(await keys('/v1/incidents?assigned=true')).toEqual(one);
    expect(await keys('/v1/incidents?assigned=false')).toEqual([]);
  });

  test('an override lifts the block, upstream and downstream', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const wish = { reason: 'known', until, checks: [AMOUNT] };
    const made = await post('/v1/breakers/bronze.orders/override', wish);
    expect(made.body).toMatchObject({ state: 'in_force', domain: null });
    // One of two failing checks is not enough.
    expect(await keys('/v1/breakers?blocked=true')).toHaveLength(3);
    await post('/v1/breakers/bronze.orders/override', { reason: 'all of it', until });
    expect(await items('/v1/breakers')).toMatchObject([
      { dataset: 'bronze.orders', phase: 'open', blocked: false },
      { dataset: 'gold.daily', blocked: false, blockedBy: [] },
      { dataset: 'gold.weekly', blocked: false },
    ]);
    expect(await keys('/v1/breakers?blocked=false')).toHaveLength(3);
    const weekly = await post('/v1/breakers/weekly/override', { reason: 'x', until });
    expect(weekly.body).toMatchObject({ domain: 'board', state: 'waiting' });
    expect((await items('/v1/overrides?state=waiting', board)).map(({ domain }) => domain)).toEqual([
      'board',
    ]);
  });

  test('a kill switch is lifted by no override', async () => {
    const tripped = await post('/v1/breakers/bronze.orders/trip', { reason: 'stop' });
    expect(tripped.body).toMatchObject({ phase: 'isolated', blocked: true, owners: ['olga@shop.example'] });
    expect(await keys('/v1/breakers?blocked=true')).toHaveLength(3);
    const reset = await post('/v1/breakers/bronze.orders/reset', { reason: 'go' });
    expect(reset.body).toMatchObject({ phase: 'closed', blocked: false });
    expect(await keys('/v1/breakers?blocked=true')).toEqual([]);
  });

  test('an incident that is over still says what it was about', async () => {
    const id = textOf((await items('/v1/incidents'))[0]?.['id']);
    const over = await post(`/v1/incidents/${id}/resolve`, { reason: 'reloaded' });
    expect(over.body).toMatchObject({ state: 'resolved', lead: { check: AMOUNT, observed: 1 } });
  });

  test('the audit log is filtered by who', async () => {
    const by = 'token:test-1';
    const own = await items(`/v1/audit?by=${by}`);
    expect(own.length).toBeGreaterThan(4);
    expect(own.every((entry) => entry['by'] === by)).toBe(true);
    expect(await items('/v1/audit?by=token')).toEqual([]);
  });

  test('in shadow nothing is held back', async () => {
    const shadow = await apiWorld({
      config: 'policy: {bronze: {shadow: true}}\n',
      files: { [BAD]: BAD_ORDERS },
    });
    try {
      await shadow.call('/v1/breakers/bronze.orders/trip', { body: { reason: 'try' } });
      const { body } = await shadow.call('/v1/breakers');
      expect(body['items']).toMatchObject([
        { dataset: 'bronze.orders', phase: 'isolated', shadow: true, blocked: false },
        { dataset: 'gold.daily', blocked: false, blockedBy: [] },
      ]);
    } finally {
      await shadow.close();
    }
  });
});
