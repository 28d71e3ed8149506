/** What contracts of the Data Contract Specification become. */
import { describe, expect, it } from 'vitest';
import { importDataContractSpecification } from '../../src/exchange/import/data-contract-specification.js';
import { compiled, faultsOf, fixture, imported, judged, lost, rulesOf } from './foreign-contract.js';

const read = (text: string) => imported(importDataContractSpecification, text, 'datacontract.yaml');

/** A contract with the model `t` and these fields. */
const model = (fields: string, more = ''): string => `
dataContractSpecification: 1.1.0
id: t
info: {title: T, version: 1.0.0}
models:
  t:
    fields:
${fields.replaceAll(/^/gm, '      ')}
${more}`;

describe('a contract', () => {
  it('of the size of life keeps who, where and what', async () => {
    const { document, notCarried } = await read(fixture('datacontract.yaml'));
    const { contract } = compiled(document);
    expect(contract).toMatchObject({
      id: 'urn:datacontract:shop:sales',
      name: 'Sales of the shop',
      version: '2.1.0',
      status: 'active',
      tags: ['sales'],
    });
    expect(contract.support).toMatchObject([{ channel: 'sales-data@shop.example', tool: 'email' }]);
    expect(contract.servers).toMatchObject([
      {
        name: 'production',
        type: 'postgres',
        environment: 'prod',
        settings: { host: 'db.shop.example', port: 5432, database: 'shop', schema: 'sales' },
      },
    ]);
    expect(contract.datasets.find(({ key }) => key === 'baskets')?.upstream).toEqual(['sales']);
    expect(notCarried.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'servers.lake server lake',
      'models.sales.fields.extra keys and values of a map',
      'models.sales.fields.total.quality[3] quality custom soda',
      'models.sales.fields.loaded_at lineage of loaded_at from crm.sales',
      'models.customers.fields.since minLength',
      'servicelevels.support support',
    ]);
  });

  it('compiles to what it says, definitions filled in', async () => {
    const { document } = await read(fixture('datacontract.yaml'));
    const whole = compiled(document);
    expect(rulesOf(whole, 'sales')).toEqual([
      '* failedRows {"where":"\\"loaded_at\\" - \\"sold_at\\" > interval \'7200 seconds\'"} = 0 rows',
      '* sql {"query":"SELECT count(*) FROM {model}"} >= 5 value',
      'address.city invalidValues {"validValues":["Rome","Paris"]} = 0 rows',
      'address.city nullValues = 0 rows',
      'customer_id foreignKey {"columns":["customer_id"],"to":{"dataset":"customers","columns":["customer_id"]}} = 0 rows',
      'customer_id nullValues = 0 rows',
      'email invalidValues {"format":"email"} = 0 rows',
      'email invalidValues {"minLength":5} = 0 rows',
      'lines[].amount invalidValues {"min":"-9223372036854775808","max":"9223372036854775807"} = 0 rows',
      'lines[].amount invalidValues {"min":1} = 0 rows',
      'lines[].sku invalidValues {"pattern":"^[A-Z]{3}-[0-9]+$"} = 0 rows',
      'lines[].sku nullValues = 0 rows',
      'quantity invalidValues {"min":"-2147483648","max":"2147483647"} = 0 rows',
      'quantity invalidValues {"min":1} = 0 rows',
      'sale_id duplicateValues = 0 rows',
      'sale_id invalidValues {"format":"uuid"} = 0 rows',
      'sale_id nullValues = 0 rows',
      'sold_at freshness {"column":"sold_at","seconds":90000} <= 90000 seconds',
      'sold_at nullValues = 0 rows',
      'sold_at retention {"column":"sold_at","seconds":31556952} <= 31556952 seconds',
      'status invalidValues {"validValues":["open","paid","returned"]} = 0 rows',
      'total invalidValues {"exclusiveMax":100000} = 0 rows',
      'total invalidValues {"min":0} = 0 rows',
      'total mean between 1 200 value',
      'total sql {"query":"select percentile_cont(0.95) within group (order by {field}) from {model}"} < 500 value',
    ]);
    expect(rulesOf(whole, 'baskets')).toContain(
      '* duplicateValues {"columns":["sale_id","position"]} = 0 rows',
    );
    expect(JSON.stringify(document)).not.toContain('ann@example.com');
  });

  it('judges: its placeholders and its latency run', async () => {
    const text = model(
      'a: {type: timestamp_ntz}\nb: {type: timestamp_ntz}\nn: {type: integer, quality: [{type: sql, query: "select max({field}) from {model}", mustBe: 3}]}',
      'servicelevels: {latency: {threshold: 1h, sourceTimestampField: t.a, processedTimestampField: t.b}}',
    );
    const { document, notCarried } = await read(text);
    expect(notCarried).toEqual([]);
    const verdicts = await judged(
      document,
      "select timestamp '2026-05-01 00:00:00' a, timestamp '2026-05-01 00:00:00' + interval (n) hour b, n::integer n from (values (0), (1), (3)) as r(n)",
    );
    expect(
      [...verdicts]
        .filter(([rule]) => /failedRows|sql/.test(rule))
        .map(([, verdict]) => verdict)
        .sort(),
    ).toEqual(['fail 1', 'pass 3']);
  });

  it.each([
    ['a: {type: strange}', 'no such type'],
    ['a: {$ref: "https://x.example/d.yaml"}', 'same file'],
    ["a: {$ref: '#/definitions/none'}", 'no such definition'],
    ['a: {type: string, minimum: 1}', 'integer or number'],
    ['a: {type: string, pattern: "["}', 'no regular expression'],
    ['a: {type: string, format: phone}', 'no such format'],
    ['a: {type: integer, minimum: 5, maximum: 1}', 'No value lies between'],
    ['a: {type: string, enum: [[1]]}', 'plain values'],
    ['a: {type: string, references: nowhere.id}', 'not in this import'],
    ['a: {type: string, references: nowhere}', 'model.field'],
    ['a: {type: string, quality: [{type: sql, query: select 1}]}', 'no operator'],
    [
      'a: {type: string, quality: [{type: sql, query: select 1, mustBe: 1, mustNotBe: 2}]}',
      'more than one operator',
    ],
    ['a: {type: string, quality: [{type: sql, query: "select {tabel}", mustBe: 1}]}', 'no placeholder'],
    ['a: {type: string, quality: [5]}', 'no mapping'],
    ['a: {type: string, quality: [{type: library, rule: strange}]}', 'does not run'],
  ])('%s is said: %s', async (fields, reason) => {
    const { document, notCarried } = await read(model(fields));
    compiled(document);
    expect(lost(notCarried)).toEqual([expect.stringContaining(reason)]);
  });

  it('with definitions or lineage in a circle loses the circle, not the rest', async () => {
    const circle = model(
      "a: {$ref: '#/definitions/x', required: true}",
      "definitions: {x: {$ref: '#/definitions/y', type: string}, y: {$ref: '#/definitions/x'}}",
    );
    const one = await read(circle);
    expect(rulesOf(compiled(one.document), 't')).toEqual(['a nullValues = 0 rows']);
    expect(lost(one.notCarried)).toEqual([expect.stringContaining('circle')]);
    const lineage = (name: string) =>
      `fields: {a: {type: string, lineage: {inputFields: [{name: ${name}, namespace: x, field: a}]}}}`;
    const two = await read(
      `dataContractSpecification: 1.1.0\nid: t\nmodels:\n  t: {${lineage('u')}}\n  u: {${lineage('t')}}\n`,
    );
    expect(compiled(two.document).contract.datasets.map(({ upstream }) => upstream)).toEqual([['u'], []]);
    expect(lost(two.notCarried)).toEqual([expect.stringContaining('circle')]);
  });

  it.each([
    ['dataContractSpecification: 2.0.0', 'unknown-version'],
    ['id: x', 'wrong-format'],
    ['', 'empty-file'],
    ['a: *b', 'bad-yaml|unknown-alias'],
  ])('that is none is a fault: %j', async (text, code) => {
    const [fault, ...more] = await faultsOf(importDataContractSpecification, text, 'x.yaml');
    expect(more).toEqual([]);
    expect(fault?.code).toMatch(new RegExp(code));
    expect(fault).toMatchObject({ file: 'x.yaml', line: 1 });
  });
});
