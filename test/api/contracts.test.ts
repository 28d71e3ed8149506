/** Contracts as a dashboard reads them: the list, one rendered, what became of each clause; and nothing of what may not be seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

/** A contract of nearly everything that can be said; `"/%é🛫` in its id. */
const RICH = `
apiVersion: v3.1.0
kind: DataContract
id: 'a "b"/c%é🛫'
version: 1.2.0
name: Sales of the day
status: draft
domain: sales
tags: [daily]
description: {purpose: To count money., usage: 'See https://ana:pw@shop.example/x', limitations: Not for tax.}
team: {members: [{username: sal@shop.example, name: Sal, role: owner}]}
support: [{channel: '#sales', tool: slack, url: 'https://slack.example/sales'}]
servers:
  - {server: files, type: local, environment: prod, path: "data/sales/*.csv", format: csv}
customProperties: [{property: layer, value: silver}]
schema:
  - name: sales
    description: One row a sale.
    tags: [money]
    properties:
      - name: id
        logicalType: integer
        primaryKey: true
        primaryKeyPosition: 1
        transformSourceObjects: [bronze.orders]
      - name: person
        classification: confidential
        businessName: Who bought
        description: Never shown.
        logicalType: string
        logicalTypeOptions: {minLength: 2, maxLength: 40}
        relationships: [{to: staff.id}]
      - name: address
        logicalType: object
        properties: [{name: city, logicalType: string, required: true}]
      - {name: at, logicalType: timestamp}
    quality:
      - {id: some, metric: rowCount, mustBeGreaterThan: 0, dimension: completeness, severity: warning}
      - {type: text, description: Looks right to people.}
slaProperties:
  - {property: latency, value: 1, unit: d, element: sales.at}
  - {property: availability, value: 99.9, unit: '%'}
`;

const STAFF = `
apiVersion: v3.1.0
kind: DataContract
id: staff
version: 1.0.0
status: active
domain: people
servers: [{server: files, type: local, path: "data/staff/*.csv", format: csv}]
customProperties: [{property: layer, value: silver}]
schema:
  - name: staff
    properties: [{name: id, logicalType: string}]
`;

const ID = encodeURIComponent('a "b"/c%é🛫');

describe('contracts', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld({
      files: {
        'contracts/rich.odcs.yaml': RICH.trimStart(),
        'contracts/staff.odcs.yaml': STAFF.trimStart(),
        'contracts/empty.odcs.yaml':
          'apiVersion: v3.1.0\nkind: DataContract\nid: empty\nversion: 0.1.0\nstatus: proposed\n',
      },
    });
  });
  afterAll(() => world.close());

  const get = async (path: string, token?: string): Promise<JsonObject> => {
    const { status, body } = await world.call(path, token === undefined ? {} : { token });
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const items = (body: JsonObject) => body['items'] as readonly JsonObject[];
  const ids = (body: JsonObject) => items(body).map(({ id }) => id);

  test('are listed with what of them is checked, page by page, filtered', async () => {
    const all = await get('/v1/contracts');
    expect(ids(all)).toEqual(['a "b"/c%é🛫', 'daily', 'empty', 'orders', 'staff']);
    expect(items(all)[0]).toMatchObject({
      ...{ name: 'Sales of the day', version: '1.2.0', status: 'draft', domain: 'sales', tags: ['daily'] },
      file: 'contracts/rich.odcs.yaml',
      owners: [{ username: 'sal@shop.example', name: 'Sal', role: 'owner' }],
      datasets: [{ key: 'silver.sales', layer: 'silver' }],
      versionsRecorded: 1,
      links: { self: `/v1/contracts/${ID}` },
    });
    expect(items(all)[2]).toMatchObject({
      datasets: [],
      coverage: { checks: 0, clauses: 0, executed: 0, notExecuted: 0 },
    });
    for (const { coverage, datasets } of items(all)) {
      const { clauses, executed, notExecuted } = coverage as Record<string, number>;
      expect((executed ?? 0) + (notExecuted ?? 0)).toBe(clauses);
      const sum = (datasets as { checks: number }[]).reduce((total, { checks }) => total + checks, 0);
      expect(sum).toBe((coverage as { checks: number }).checks);
    }
    const paged: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: JsonObject = await get(`/v1/contracts?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...items(page));
      cursor = page['next'] === null ? null : textOf(page['next']);
    }
    expect(paged).toEqual(items(all));
    for (const [query, found] of [
      ['search=SILVER.STAFF', ['staff']],
      ['search=of%20the%20DAY', ['a "b"/c%é🛫']],
      ['domain=people', ['staff']],
      ['layer=gold', ['daily']],
      ['status=proposed', ['empty']],
      ['status=proposed&layer=gold', []],
    ] as const)
      expect(ids(await get(`/v1/contracts?${query}`)), query).toEqual(found);
  });

  test('one is rendered: words, columns with their fields, rules, promises, references', async () => {
    const body = await get(`/v1/contracts/${ID}`);
    expect(body).toMatchObject({
      apiVersion: 'v3.1.0',
      description: { purpose: 'To count money.', usage: 'See https://***@shop.example/x' },
      support: [{ channel: '#sales', tool: 'slack' }],
      servers: [{ name: 'files', type: 'local', environment: 'prod' }],
      truncated: false,
    });
    // Where the data are is nobody's business here.
    expect(JSON.stringify(body)).not.toContain('data/sales');
    const [sales] = body['datasets'] as JsonObject[];
    expect(sales).toMatchObject({
      ...{ key: 'silver.sales', description: 'One row a sale.', upstream: ['bronze.orders'], columnCount: 5 },
      columns: [
        { path: 'id', depth: 0, primaryKey: 1 },
        {
          ...{ path: 'person', classification: 'confidential', businessName: 'Who bought' },
          constraints: ['at least 2 characters', 'at most 40 characters'],
        },
        { path: 'address', depth: 0 },
        { path: 'address.city', depth: 1, required: true },
        { path: 'at' },
      ],
      relationships: [
        { from: ['person'], to: ['staff.id'], target: { dataset: 'silver.staff', columns: ['id'] } },
      ],
    });
    const [some, text] = sales?.['rules'] as JsonObject[];
    expect(some).toMatchObject({
      ...{ id: 'some', column: null, metric: 'rowCount', notExecuted: null },
      checks: [{ id: 'silver.sales/some', expected: '> 0', severity: 'warn', dimension: 'completeness' }],
    });
    expect(text).toMatchObject({ type: 'text', checks: [] });
    expect(text?.['notExecuted']).toMatch(/\w/);
    const [latency, availability] = sales?.['slas'] as JsonObject[];
    expect(latency).toMatchObject({
      property: 'latency',
      value: 1,
      unit: 'd',
      column: 'at',
      notExecuted: null,
    });
    expect((latency?.['checks'] as unknown[]).length).toBe(1);
    expect(availability).toMatchObject({ property: 'availability', value: 99.9, checks: [] });
    expect((await get(`/v1/contracts/${ID}?dataset=nothing`))['datasets']).toEqual([]);
    expect((await get(`/v1/contracts/${ID}?version=1.2.0`))['version']).toBe('1.2.0');
    for (const path of ['/v1/contracts/nothing', `/v1/contracts/${ID}?version=9`])
      expect((await world.call(path)).body['code']).toBe('unknown-contract');
  });

  test('every clause is told, executed or not, as the contract counts them', async () => {
    const path = `/v1/contracts/${ID}/coverage`;
    const { coverage } = (await get(`/v1/contracts/${ID}`)) as { coverage: Record<string, number> };
    const all = items(await get(`${path}?limit=200`));
    expect(all).toHaveLength(coverage['clauses'] ?? -1);
    const left = items(await get(`${path}?executed=no`));
    expect(left).toHaveLength(coverage['notExecuted'] ?? -1);
    expect(
      left.every(({ notExecuted, checks }) => typeof notExecuted === 'string' && (checks as []).length === 0),
    ).toBe(true);
    const done = items(await get(`${path}?executed=yes&limit=200`));
    expect(done).toHaveLength(coverage['executed'] ?? -1);
    const paged: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: JsonObject = await get(`${path}?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...items(page));
      cursor = page['next'] === null ? null : textOf(page['next']);
    }
    expect(paged).toEqual(all);
    const found = items(await get(`${path}?search=MINLENGTH&dataset=silver.sales`));
    expect(found).toMatchObject([{ text: 'person: minLength 2', checks: [{ kind: 'invalidValues' }] }]);
    expect(items(await get(`${path}?dataset=nothing`))).toEqual([]);
    expect((await world.call(`${path}?cursor=x`)).body['code']).toBe('invalid-cursor');
    expect((await world.call(`${path}?executed=maybe`)).body['code']).toBe('invalid-query');
  });

  test('what may not be seen is as if it were not there', async () => {
    const sales = await world.token(['read'], ['sales']);
    expect(ids(await get('/v1/contracts', sales))).toEqual(['a "b"/c%é🛫']);
    expect(ids(await get('/v1/contracts?search=staff', sales))).toEqual([]);
    const body = await get(`/v1/contracts/${ID}`, sales);
    const [dataset] = body['datasets'] as JsonObject[];
    expect(dataset).toMatchObject({
      upstream: [],
      relationships: [{ from: ['person'], to: null, target: null }],
    });
    const clauses = await get(`/v1/contracts/${ID}/coverage?limit=200`, sales);
    expect(items(clauses).map(({ text }) => text)).toContain('person → a dataset that you may not see');
    for (const text of [JSON.stringify(body), JSON.stringify(clauses)])
      expect(text).not.toMatch(/staff|bronze/);
    for (const path of ['', '/coverage', '/versions']) {
      const [there, nowhere] = [
        await world.call(`/v1/contracts/staff${path}`, { token: sales }),
        await world.call(`/v1/contracts/xtaff${path}`, { token: sales }),
      ];
      const plain = ({ text }: { text: string }) => text.replace(/"instance":"[^"]*"/, '');
      expect([there.status, plain(there)]).toEqual([404, plain(nowhere)]);
    }
    // To run checks is not to read contracts.
    const runs = await world.token(['run'], ['sales']);
    expect((await world.call('/v1/contracts', { token: runs })).body['code']).toBe('missing-scope');
  });

  test('a version that comes while the service runs is counted, and the new one is rendered', async () => {
    world.project.write(
      'contracts/staff.odcs.yaml',
      STAFF.trimStart().replace('version: 1.0.0', 'version: 1.1.0'),
    );
    const token = await world.token(['read']);
    const version = async () => textOf((await get('/v1/contracts/staff', token))['version']);
    while ((await version()) !== '1.1.0') await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await get('/v1/contracts/staff', token)).toMatchObject({ versionsRecorded: 2 });
    expect((await world.call('/v1/contracts/staff?version=1.0.0', { token })).status).toBe(404);
  });
});
