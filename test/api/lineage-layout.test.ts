/** The lineage as it is drawn: around what, in which state, what is held back and by whom; and nothing of what may not be seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

const contract = (id: string, layer: string, from: readonly string[], domain?: string) =>
  `
apiVersion: v3.1.0
kind: DataContract
id: ${id}
version: 1.0.0
status: active${domain === undefined ? '' : `\ndomain: ${domain}`}
team: {members: [{username: ${id}@shop.example, role: owner}]}
servers: [{server: files, type: local, path: "data/${id}/*.csv", format: csv}]
customProperties: [{property: layer, value: ${layer}}]
schema:
  - name: ${id}
    properties:
      - {name: total, logicalType: number, required: true, transformSourceObjects: [${from.join(', ')}]}
`.trimStart();

/** bronze.orders → silver.sales → gold.daily2 → gold.report, silver.people beside; bronze.orders → gold.daily. */
const FILES = {
  'contracts/sales.odcs.yaml': contract('sales', 'silver', ['bronze.orders'], 'sales'),
  'contracts/daily2.odcs.yaml': contract('daily2', 'gold', ['silver.sales', 'silver.people'], 'sales'),
  'contracts/report.odcs.yaml': contract('report', 'gold', ['gold.daily2'], 'sales'),
  'contracts/people.odcs.yaml': contract('people', 'silver', ['bronze.orders'], 'people'),
};

interface Picture extends JsonObject {
  readonly nodes: readonly (JsonObject & { readonly dataset: string })[];
  readonly edges: readonly JsonObject[];
}

describe('the lineage that is drawn', () => {
  let world: ApiWorld;
  const layout = async (query = '', token?: string): Promise<Picture> => {
    const { status, body } = await world.call(
      `/v1/lineage/layout${query}`,
      token === undefined ? {} : { token },
    );
    expect(status).toBe(200);
    return body as Picture;
  };
  const keys = ({ nodes }: Picture) => nodes.map(({ dataset }) => dataset);
  const node = ({ nodes }: Picture, key: string) => nodes.find(({ dataset }) => dataset === key);
  const edge = ({ edges }: Picture, from: string, to: string) =>
    edges.find((each) => each['from'] === from && each['to'] === to);

  beforeAll(async () => {
    world = await apiWorld({ files: FILES, config: 'layers: [bronze, silver, gold]\n' });
  });
  afterAll(() => world.close());

  test('where nothing is wrong all of it is told, in the order of the layers', async () => {
    const all = await layout();
    expect(all).toMatchObject({
      focus: { reason: 'all', dataset: null, hops: null },
      ...{ total: 6, shown: 6, hidden: 0, leftOut: 0, limit: 300 },
    });
    expect((all['layers'] as JsonObject[]).map(({ name }) => name)).toEqual(['bronze', 'silver', 'gold']);
    expect(node(all, 'silver.sales')).toMatchObject({
      ...{ name: 'sales', health: null, breaker: 'closed', blocked: false, blockedBy: null },
      ...{ staleAsOf: null, owner: 'sales@shop.example', incident: null, domain: 'sales' },
    });
    expect(all.edges.every(({ blocked, reason }) => blocked === false && reason === null)).toBe(true);
  });

  test('a part is told around a dataset, around what is searched for, or of a layer', async () => {
    expect(keys(await layout('?dataset=report&hops=1'))).toEqual(['gold.daily2', 'gold.report']);
    const two = await layout('?dataset=report');
    expect(keys(two)).toEqual(['gold.daily2', 'gold.report', 'silver.people', 'silver.sales']);
    expect(two).toMatchObject({ focus: { reason: 'dataset', dataset: 'gold.report', hops: 2 }, hidden: 2 });
    // What lies beside is not what feeds or is fed.
    expect(keys(await layout('?dataset=sales&hops=all'))).not.toContain('silver.people');
    const found = await layout('?search=DAILY');
    expect(found['focus']).toEqual({ reason: 'search', dataset: null, hops: 1 });
    expect(keys(found)).toContain('bronze.orders');
    expect(keys(await layout('?layer=gold'))).toEqual(['gold.daily', 'gold.daily2', 'gold.report']);
    expect(keys(await layout('?search=nothing'))).toEqual([]);
    for (const hops of ['0', '11', 'x', ''])
      expect((await world.call(`/v1/lineage/layout?hops=${hops}`)).body['code'], hops).toBe('invalid-query');
    expect((await world.call('/v1/lineage/layout?dataset=gold.reprot')).body['detail']).toContain(
      'gold.report',
    );
  });

  describe('with an open breaker', () => {
    beforeAll(async () => {
      const allowed = await world.call('/v1/gates/orders/decisions', {
        body: { batch: { day: '2026-05-01' }, asOf: '2026-05-01T06:00:00Z' },
        headers: { Prefer: 'wait=60' },
      });
      expect(allowed.body['outcome']).toBe('allow');
      await world.call('/v1/breakers/silver.sales/trip', { body: { reason: 'wrong since noon' } });
    });

    test('that dataset is the one to look at, and what it feeds is held back', async () => {
      const worst = await layout();
      expect(worst['focus']).toEqual({ reason: 'worst', dataset: 'silver.sales', hops: 2 });
      expect(node(worst, 'silver.sales')).toMatchObject({ breaker: 'isolated', blocked: false });
      expect(node(worst, 'gold.report')).toMatchObject({
        ...{ blocked: true, blockedBy: 'silver.sales', breaker: 'closed', staleAsOf: null },
      });
      expect(node(worst, 'bronze.orders')).toMatchObject({ health: 'pass', blocked: false });
      expect(edge(worst, 'bronze.orders', 'silver.sales')).toMatchObject({ blocked: false, reason: null });
      for (const [from, to] of [
        ['silver.sales', 'gold.daily2'],
        ['gold.daily2', 'gold.report'],
      ] as const)
        expect(edge(worst, from, to)?.['reason']).toMatch(
          /^The breaker of silver\.sales is isolated by hand since .*: wrong since noon\.$/,
        );
      // It comes to daily2 by way of sales, not of people.
      const beside = await layout('?dataset=daily2');
      expect(edge(beside, 'silver.people', 'gold.daily2')).toMatchObject({ blocked: false });
    });

    test('what is held back says how old its data are', async () => {
      await world.call('/v1/breakers/bronze.orders/trip', { body: { reason: 'feed' } });
      const all = await layout('?hops=all');
      expect(all['focus']).toMatchObject({ reason: 'all' });
      expect(node(all, 'bronze.orders')).toMatchObject({
        ...{
          breaker: 'isolated',
          blocked: false,
          staleAsOf: '2026-05-01T06:00:00.000Z',
          asOf: '2026-05-01T06:00:00.000Z',
        },
      });
      // The root is named, not what is open below it.
      expect(node(all, 'gold.report')).toMatchObject({ blocked: true, blockedBy: 'bronze.orders' });
      await world.call('/v1/breakers/bronze.orders/reset', { body: { reason: 'again' } });
    });

    test('who may not see a domain sees nothing of it, and that it is blocked all the same', async () => {
      const sales = await world.token(['read'], ['sales']);
      const seen = await layout('?hops=all', sales);
      expect(keys(seen)).toEqual(['gold.daily2', 'gold.report', 'silver.sales']);
      expect(seen).toMatchObject({ total: 3, hidden: 0 });
      expect(JSON.stringify(seen)).not.toMatch(/people|orders/);
      expect((await world.call('/v1/lineage/layout?dataset=people', { token: sales })).status).toBe(404);
      expect(keys(await layout('?search=people', sales))).toEqual([]);

      const everything = await world.token(['override', 'read']);
      const trip = { body: { reason: 'a secret of people' }, token: everything };
      await world.call('/v1/breakers/silver.people/trip', trip);
      await world.call('/v1/breakers/silver.sales/reset', { body: { reason: 'x' }, token: everything });
      const held = await layout('', sales);
      expect(node(held, 'gold.daily2')).toMatchObject({ blocked: true, blockedBy: null });
      expect(edge(held, 'gold.daily2', 'gold.report')?.['reason']).toBe(
        'Held back by something upstream that you may not see.',
      );
      expect(JSON.stringify(held)).not.toMatch(/people|secret/);
      const nobody = await layout('', await world.token(['read'], ['nothing']));
      expect(nobody).toMatchObject({ total: 0, nodes: [], edges: [], width: 0 });
    });
  });
});

describe('a large lineage', () => {
  const COUNT = 340;
  const schema = Array.from(
    { length: COUNT },
    (_, i) => `  - name: t${String(i).padStart(3, '0')}
    properties:
      - {name: a, logicalType: integer${i < 20 ? '' : `, transformSourceObjects: [t${String(Math.floor(i / 2) - 10).padStart(3, '0')}]`}}`,
  );
  let world: ApiWorld;
  beforeAll(async () => {
    const head = contract('many', 'silver', []).split('schema:')[0] ?? '';
    world = await apiWorld({
      files: { 'contracts/many.odcs.yaml': `${head}schema:\n${schema.join('\n')}\n` },
    });
  });
  afterAll(() => world.close());

  test('is told as far as a picture holds, with what is left out, worst first', async () => {
    await world.call('/v1/breakers/silver.t339/trip', { body: { reason: 'last by name' } });
    const { body } = await world.call('/v1/lineage/layout?hops=all');
    expect(body).toMatchObject({ total: COUNT + 2, shown: 300, hidden: 42, leftOut: 42, limit: 300 });
    const nodes = body['nodes'] as JsonObject[];
    expect(nodes).toHaveLength(300);
    expect(nodes.map(({ dataset }) => textOf(dataset))).toContain('silver.t339');
    const ends = (body['edges'] as JsonObject[]).flatMap(({ from, to }) => [from, to]);
    expect(ends.every((end) => nodes.some(({ dataset }) => dataset === end))).toBe(true);
  });
});
