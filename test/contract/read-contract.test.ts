/** What a contract becomes: names, paths, keys, rules, SLAs, people. */
import { describe, expect, it } from 'vitest';
import { readContract } from '../../src/contract/read-contract.js';
import { caseText, contractOf, HEAD } from './contract-of.js';

const orders = contractOf(caseText('orders.odcs.yaml'));
const [dataset, places] = orders.datasets;
const column = (name: string) => dataset?.properties.find((property) => property.name === name);

describe('a contract', () => {
  it('has an identity', () => {
    const { id, version, status, name, domain, tags, file } = orders;
    expect([id, version, status, name, domain, tags, file]).toEqual([
      'shop-orders',
      '2.3.0',
      'active',
      'Orders of the shop',
      'sales',
      ['shop'],
      'a.yaml',
    ]);
  });

  it('has a digest of its content, not of its layout', () => {
    const text = caseText('orders.odcs.yaml');
    expect(contractOf(`# more\n${text.replace('tags: [shop]', 'tags:\n  - shop')}`).digest).toBe(
      orders.digest,
    );
    expect(contractOf(text.replace('mustBeGreaterThan: 0', 'mustBeGreaterThan: 1')).digest).not.toBe(
      orders.digest,
    );
  });

  it('has servers with the settings of their type', () => {
    expect(
      orders.servers.map(({ name, type, environment, settings }) => ({ name, type, environment, settings })),
    ).toEqual([
      {
        name: 'lake',
        type: 'local',
        environment: 'prod',
        settings: { path: 'data/orders/*.parquet', format: 'parquet' },
      },
      {
        name: 'db',
        type: 'postgres',
        environment: null,
        settings: { host: 'localhost', port: 5432, database: 'shop', schema: 'public' },
      },
    ]);
  });

  it('has owners: who left is none', () => {
    expect(orders.owners).toEqual([{ username: 'ada@example.com', name: 'Ada', role: 'owner' }]);
    expect(orders.support).toEqual([{ channel: '#orders', tool: 'slack', url: null, scope: null }]);
  });
});

describe('a dataset', () => {
  it('has a key of layer and name, and custom properties over those of the contract', () => {
    expect(dataset).toMatchObject({
      key: 'silver.orders',
      physicalName: 'orders_v2',
      layer: 'silver',
      id: 'orders_obj',
    });
    expect(dataset?.custom).toEqual({ layer: 'silver', extraColumns: 'warn', columnOrder: 'fail' });
    expect(places?.custom).toEqual({ layer: 'silver', extraColumns: 'warn' });
  });

  it('has columns with physical paths', () => {
    expect(column('order_id')).toMatchObject({
      path: 'id',
      steps: [{ field: 'id' }],
      physicalType: 'bigint',
      required: true,
    });
    expect(column('address')?.properties[0]).toMatchObject({
      path: 'address.st',
      steps: [{ field: 'address' }, { field: 'st' }],
    });
    const sku = column('lines')?.items?.properties[0];
    expect(sku).toMatchObject({
      path: 'lines[].sku',
      steps: [{ field: 'lines' }, { items: true }, { field: 'sku' }],
    });
  });

  it('has keys in order: given positions, then those without one', () => {
    const keys = dataset?.properties.flatMap(({ path, primaryKey }) =>
      primaryKey === null ? [] : [[path, primaryKey]],
    );
    expect(keys).toEqual([
      ['id', 2],
      ['shop', 1],
      ['line_no', 3],
    ]);
    expect(column('day')?.partition).toBe(1);
  });

  it('knows where each clause stands', () => {
    expect(column('country')?.places['logicalTypeOptions/maxLength']).toMatchObject({
      line: 71,
      column: 45,
      path: '/schema/0/properties/4/logicalTypeOptions/maxLength',
    });
    expect(column('order_id')?.places['required']).toMatchObject({ line: 58, column: 9 });
    expect(dataset?.rules[1]?.place).toMatchObject({ line: 43, column: 9, path: '/schema/0/quality/1' });
  });

  it('has rules as written', () => {
    expect(
      dataset?.rules.map(({ id, type, metric, operators }) => ({ id, type, metric, operators })),
    ).toEqual([
      { id: 'some_rows', type: 'library', metric: 'rowCount', operators: { mustBeGreaterThan: 0 } },
      { id: null, type: 'sql', metric: null, operators: { mustBe: 0 } },
      { id: null, type: 'text', metric: null, operators: {} },
    ]);
    expect(column('total')?.rules[1]).toMatchObject({
      type: 'custom',
      engine: 'assay',
      operators: {},
      implementation: { metric: 'mean', mustBeBetween: [0, 60] },
    });
  });

  it('has the SLAs that speak of it', () => {
    const told = (slas: NonNullable<typeof dataset>['slas'] | undefined) =>
      slas?.map(({ property, column: at, timezone }) => [property, at, timezone]);
    expect(told(dataset?.slas)).toEqual([
      ['latency', 'updated_at', null],
      ['retention', 'day', null],
      ['timeOfAvailability', 'updated_at', 'Europe/Paris'],
    ]);
    expect(told(places?.slas)).toEqual([['retention', null, null]]);
  });

  it('has SLAs without an element on every dataset, with the one zone that is told', () => {
    const sla = (rest: string) =>
      contractOf(
        `${HEAD}schema: [{name: a}, {name: b}]\nslaProperties:\n  - {property: x, value: 1${rest}}`,
      ).datasets.map(({ slas }) => slas[0]?.timezone);
    expect(sla('')).toEqual([null, null]);
    expect(sla(', description: at 6 in Europe/Rome')).toEqual(['Europe/Rome', 'Europe/Rome']);
    expect(sla(', description: Europe/Rome or Europe/Paris')).toEqual([null, null]);
    expect(sla(', valueExt: Europe/Rome, description: Europe/Paris')).toEqual(['Europe/Rome', 'Europe/Rome']);
    const fixed = `${HEAD}customProperties: [{property: timezone, value: Europe/Rome}]\nschema: [{name: a}]\nslaProperties:\n`;
    expect(contractOf(`${fixed}  - {property: x, value: '09:00'}`).datasets[0]?.slas[0]?.timezone).toBe(
      'Europe/Rome',
    );
    expect(
      contractOf(`${fixed}  - {property: x, value: '09:00-08:00'}`).datasets[0]?.slas[0]?.timezone,
    ).toBeNull();
  });
});

describe('versions', () => {
  it('v3.0: flags become limits, `rule` the metric, a list is a team', () => {
    const customers = contractOf(caseText('customers.odcs.yaml'));
    expect(customers.datasets[0]?.properties[1]?.options).toEqual({ exclusiveMinimum: 0, maximum: 150 });
    expect(customers.datasets[0]?.rules[0]).toMatchObject({ type: 'library', metric: 'rowCount' });
    expect(customers.owners.map((owner) => owner.username)).toEqual(['eve@example.com']);
  });

  it('v3.0 may use what v3.1.0 allows', () => {
    const text = HEAD.replace('v3.1.0', 'v3.0.1');
    expect(contractOf(`${text}team: {members: [{username: a}]}`).owners).toHaveLength(1);
  });

  it('v3.2.0: an enum is an option of its column', () => {
    const text = HEAD.replace('v3.1.0', 'v3.2.0');
    const [own] = contractOf(`${text}schema: [{name: t, properties: [{name: c, enum: [a, b]}]}]`).datasets;
    expect(own?.properties[0]?.options).toEqual({ enum: ['a', 'b'] });
    expect(own?.properties[0]?.places['enum']?.path).toBe('/schema/0/properties/0/enum');
  });
});

describe('the text', () => {
  it('numbers that a double can not hold stay exact', () => {
    const rules = contractOf(
      `${HEAD}schema:\n  - name: t\n    quality:\n      - {metric: rowCount, mustBeLessThan: 9007199254740993}\n      - {metric: rowCount, mustBeLessThan: 0.1}`,
    ).datasets[0]?.rules;
    expect(rules?.map((rule) => rule.operators['mustBeLessThan'])).toEqual(['9007199254740993', 0.1]);
  });

  it('a byte order mark, Windows line ends and plain aliases are fine', () => {
    const text = `\uFEFF${HEAD}tags: &t [x]\nschema: [{name: a, tags: *t}]\n`.replaceAll('\n', '\r\n');
    expect(contractOf(text).datasets[0]?.tags).toEqual(['x']);
  });

  it('JSON is read as JSON, tabs and all', () => {
    const json = JSON.stringify(
      { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'a', version: '1', status: 'x' },
      null,
      '\t',
    );
    expect(readContract(json, 'a.json').ok).toBe(true);
  });

  it('keys of the language itself are plain keys', () => {
    const text = `${HEAD}customProperties:\n  - {property: __proto__, value: {__proto__: 1, constructor: 2}}`;
    expect(readContract(text, 'a.yaml').ok).toBe(true);
  });
});
