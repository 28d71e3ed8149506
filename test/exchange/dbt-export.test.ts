/** Contracts as dbt's schema YAML, and back: what is carried means the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportDbt } from '../../src/exchange/export/dbt.js';
import { importDbt } from '../../src/exchange/import/dbt.js';
import type { Exported } from '../../src/exchange/exported.js';
import type { Check } from '../../src/model/check.js';
import type { JsonObject } from '../../src/model/json.js';
import { asked, compiled, imported, OPTIONS, type Compiled } from './foreign-contract.js';

const HEAD = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'shop', version: '1.0.0', status: 'active' };
const assay = (implementation: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'custom',
  engine: 'assay',
  implementation,
  ...more,
});

async function exported({ contract, suites }: Compiled): Promise<Exported> {
  return exportDbt({ contracts: [contract], suites }, { dialect: 'duckdb' });
}

function yamlOf({ files }: Exported): string {
  const file = files.find(({ name }) => name.endsWith('.yml'));
  if (file === undefined) throw new Error('no YAML');
  return file.text;
}

/** Ids and texts of what an export carried. */
function carried({ suites }: Compiled, { notCarried }: Exported): readonly Check[] {
  const lost = new Set(notCarried.map(({ what }) => what));
  return suites.flatMap(({ checks }) => checks).filter(({ id }) => !lost.has(id));
}

/** An SLA states its bound in the arguments too. */
const said = (checks: readonly Check[]): readonly string[] =>
  checks
    .map((check) => {
      const args = Object.fromEntries(Object.entries(check.kind === 'freshness' ? {} : check.args).sort());
      return `${check.dataset} ${asked({ ...check, args })}`;
    })
    .sort();

const SHOP = {
  ...HEAD,
  customProperties: [{ property: 'extraColumns', value: 'fail' }],
  schema: [
    {
      name: 'orders',
      physicalName: 'orders_t',
      description: 'One row an order {{ not jinja }}',
      tags: ['core'],
      properties: [
        { name: 'order_id', physicalType: 'integer', primaryKey: true, primaryKeyPosition: 1 },
        { name: 'line', physicalType: 'integer', primaryKey: true, primaryKeyPosition: 2 },
        {
          name: 'customer',
          physicalType: 'varchar',
          required: true,
          relationships: [{ to: 'customers.id' }],
        },
        {
          name: 'status',
          physicalType: 'varchar',
          quality: [
            {
              metric: 'invalidValues',
              arguments: { validValues: ['open', 'yes', '1', "it's"] },
              mustBe: 0,
              severity: 'warning',
            },
          ],
        },
        {
          name: 'stars',
          physicalType: 'integer',
          quality: [{ metric: 'invalidValues', arguments: { validValues: [1, 2] }, mustBe: 0 }],
        },
        {
          name: 'amount',
          physicalType: 'decimal(12,2)',
          quality: [
            { metric: 'invalidValues', arguments: { min: 0, max: 10 }, mustBeLessThan: 5 },
            { metric: 'invalidValues', arguments: { exclusiveMin: 0 }, mustBe: 0 },
            { metric: 'nullValues', unit: 'percent', mustBeLessOrEqualTo: 5 },
            assay({ metric: 'mean', mustBeLessThan: 9 }),
          ],
        },
        {
          name: 'placed at',
          physicalType: 'timestamp',
          classification: 'restricted',
          quality: [assay({ metric: 'compare', arguments: { operator: '<=', column: 'sent at' } })],
        },
        {
          name: 'sent at',
          physicalType: 'timestamp',
          logicalType: 'timestamp',
          quality: [assay({ metric: 'freshness', mustBeLessOrEqualTo: 7200 }, { severity: 'warn' })],
        },
      ],
      quality: [
        { metric: 'rowCount', mustBeGreaterThan: 5 },
        { type: 'sql', query: 'select max(amount) from ${table}', mustBeLessThan: 9 },
        assay({ metric: 'failedRows', arguments: { where: "amount < 0 and status = '(x'" } }),
        assay({ metric: 'failedRows', arguments: { where: 'not (amount < 99)' }, mustBeLessThan: 3 }),
        assay({
          metric: 'failedRows',
          arguments: { query: 'select * from ${table} where amount = 13' },
          mustBe: 0,
        }),
        assay({ metric: 'reconcile', arguments: { with: 'customers', of: 'rowCount', batch: 'all' } }),
      ],
    },
    {
      name: 'customers',
      customProperties: [{ property: 'extraColumns', value: 'allow' }],
      properties: [{ name: 'id', logicalType: 'string', unique: true }],
    },
  ],
} as const;

describe('an export to dbt', () => {
  it('says what dbt and dbt_utils have a test for, and the rest aloud', async () => {
    const read = compiled(SHOP);
    const out = await exported(read);
    expect(out.files.map(({ name }) => name)).toEqual([
      'models/shop.yml',
      'tests/assay_orders_rowCount.sql',
      expect.stringMatching(/^tests\/assay_orders_sql_[0-9a-f]+\.sql$/),
      expect.stringMatching(/^tests\/assay_orders_failedRows_[0-9a-f]+\.sql$/),
      'tests/assay_customers_rowCount.sql',
    ]);
    expect(yamlOf(out)).toMatchSnapshot();
    expect(out.files.slice(1).map(({ text }) => text)).toEqual([
      "select count(*) as row_count from {{ ref('orders') }} having not (count(*) > 5)\n",
      "select observed from (select max(amount) from {{ ref('orders') }}) as answer(observed) where not coalesce(observed < 9, false)\n",
      "select * from {{ ref('orders') }} where amount = 13\n",
      "select count(*) as row_count from {{ ref('customers') }} having not (count(*) > 0)\n",
    ]);
    expect(out.notCarried.map(({ what }) => what)).toEqual([
      'package dbt_utils',
      'orders/amount/mean',
      'customers/id/columnPresent',
      'customers/id/columnType',
    ]);
  });

  it('comes back as the same checks', async () => {
    const read = compiled(SHOP);
    const out = await exported(read);
    const { document } = await imported(importDbt, yamlOf(out), 'shop.yml');
    const again = compiled(document);
    const singular = (check: Check): boolean =>
      ['rowCount', 'sql'].includes(check.kind) || check.args['query'] !== undefined;
    const types = (check: Check): boolean => check.kind === 'columnType';
    const expected = said(carried(read, out).filter((check) => !singular(check) && !types(check)));
    const implied = (check: Check): boolean =>
      ['rowCount', 'columnType'].includes(check.kind) ||
      (check.dataset === 'customers' && check.kind === 'columnPresent');
    expect(said(again.suites.flatMap(({ checks }) => checks).filter((check) => !implied(check)))).toEqual(
      expected,
    );
    expect(again.contract.datasets[0]?.physicalName).toBe('orders_t');
  });

  it('never leaves its folder, whatever the names', async () => {
    const schema = ['../../x', 'CON', '🙂', 'a/b', '__proto__'].map((name) => ({
      name,
      properties: [{ name: 'a' }],
      quality: [{ metric: 'rowCount', mustBeGreaterThan: 5 }],
    }));
    const out = await exported(compiled({ ...HEAD, id: '../../etc/passwd', schema }));
    for (const { name } of out.files) expect(name).toMatch(/^(models|tests)\/[\p{L}\p{N}_-]+\.(yml|sql)$/u);
    expect(new Set(out.files.map(({ name }) => name.toLowerCase())).size).toBe(out.files.length);
    const models = (parse(yamlOf(out)) as { models: { name: string }[] }).models.map(({ name }) => name);
    expect(new Set(models).size).toBe(5);
    for (const name of models) expect(name).toMatch(/^[A-Za-z_]\w*$/);
  });
});

describe('there and back', () => {
  const name = fc.constantFrom('a', 'B c', 'o"d.d', 'ä');
  const severity = fc.constantFrom('warning', 'error');
  const whole = fc.integer({ min: 1, max: 50 });
  const rule = fc.oneof(
    fc.record({ metric: fc.constant('nullValues'), mustBeLessOrEqualTo: whole, severity }),
    fc.record({ metric: fc.constant('nullValues'), mustBe: fc.constant(0), severity }),
    fc.record({
      metric: fc.constant('nullValues'),
      unit: fc.constant('percent'),
      mustBeLessOrEqualTo: fc.integer({ min: 1, max: 99 }).map((n) => n / 4),
      severity,
    }),
    fc.record({ metric: fc.constant('duplicateValues'), mustBe: fc.constant(0), severity }),
    fc.record({
      metric: fc.constant('invalidValues'),
      arguments: fc.record({
        validValues: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
      }),
      mustBe: fc.constant(0),
      severity,
    }),
    fc.record({
      metric: fc.constant('invalidValues'),
      arguments: fc.record({ min: fc.integer({ min: -9, max: 0 }), max: whole }),
      mustBeLessThan: whole.map((n) => n + 1),
      severity,
    }),
  );

  it('every carried rule of a column is the same check again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(name, rule), {
          maxLength: 4,
          selector: ([column, { metric }]) => `${column} ${metric}`,
        }),
        async (pairs) => {
          const columns = [...new Set(['key', ...pairs.map(([column]) => column)])];
          const properties = columns.map((column) => ({
            name: column,
            quality: pairs.filter(([of]) => of === column).map(([, one]) => one),
          }));
          const read = compiled({ ...HEAD, schema: [{ name: 't', properties }] });
          const out = await exported(read);
          const { document, notCarried } = await imported(importDbt, yamlOf(out), 't.yml', OPTIONS);
          expect(notCarried.slice(1)).toEqual([]);
          const own = ({ kind }: Check): boolean =>
            !['rowCount', 'columnPresent', 'columnType'].includes(kind);
          expect(
            said(
              compiled(document)
                .suites.flatMap(({ checks }) => checks)
                .filter(own),
            ),
          ).toEqual(said(carried(read, out).filter(own)));
          expect(
            out.notCarried.filter(
              ({ what }) => !what.includes('columnPresent') && what !== 'package dbt_utils',
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
