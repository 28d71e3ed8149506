/** Contracts as suites of Great Expectations, and back: what is carried is the same check again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportGreatExpectations } from '../../src/exchange/export/great-expectations.js';
import { importGreatExpectations } from '../../src/exchange/import/great-expectations.js';
import type { Check } from '../../src/model/check.js';
import type { JsonObject } from '../../src/model/json.js';
import { asked, compiled, imported, type Compiled } from './foreign-contract.js';

const HEAD = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'shop', version: '1.0.0', status: 'active' };
const assay = (implementation: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'custom',
  engine: 'assay',
  implementation,
  ...more,
});

const exported = async ({ contract, suites }: Compiled) =>
  exportGreatExpectations({ contracts: [contract], suites }, { dialect: 'duckdb' });

const said = (checks: readonly Check[]): readonly string[] =>
  checks
    .map((check) => asked({ ...check, args: Object.fromEntries(Object.entries(check.args).sort()) }))
    .sort();

async function roundTrip(
  properties: readonly JsonObject[],
  quality: readonly JsonObject[] = [],
  more: JsonObject = {},
) {
  const read = compiled({
    ...HEAD,
    ...more,
    schema: [{ name: 't', properties, ...(quality.length === 0 ? {} : { quality }) }],
  });
  const out = await exported(read);
  const [file] = out.files;
  const { document, notCarried } = await imported(importGreatExpectations, file?.text ?? '', file?.name);
  const lost = new Set(out.notCarried.map(({ what }) => what));
  const before = read.suites.flatMap(({ checks }) => checks).filter(({ id }) => !lost.has(id));
  return {
    out,
    file,
    before: said(before),
    after: said(compiled(document).suites.flatMap(({ checks }) => checks)),
    notCarried: notCarried.slice(1),
  };
}

describe('a suite', () => {
  it('holds what Great Expectations has an expectation for, and comes back the same', async () => {
    const { out, file, before, after, notCarried } = await roundTrip(
      [
        { name: 'id', logicalType: 'integer', primaryKey: true, primaryKeyPosition: 1 },
        { name: 'line', logicalType: 'integer', primaryKey: true, primaryKeyPosition: 2, unique: true },
        {
          name: 'amount',
          quality: [
            {
              metric: 'invalidValues',
              arguments: { min: 0, of: 'present' },
              unit: 'percent',
              mustBeLessOrEqualTo: 2.5,
              severity: 'warning',
            },
            { metric: 'invalidValues', arguments: { min: 0 }, unit: 'percent', mustBeLessOrEqualTo: 5 },
            assay({ metric: 'mean', mustBeGreaterThan: 1 }),
            assay({ metric: 'mean', mustNotBe: 7 }, { id: 'not-seven' }),
            assay({ metric: 'quantile', arguments: { q: 0.5 }, mustBeLessThan: 9 }),
          ],
        },
        {
          name: 'state',
          quality: [
            { metric: 'invalidValues', arguments: { validValues: ['a', 'b'] }, mustBe: 0 },
            { metric: 'invalidValues', arguments: { pattern: '^[a-z]+$' }, mustBe: 0 },
            { metric: 'invalidValues', arguments: { pattern: '^\\w+$' }, mustBe: 0 },
            assay({ metric: 'distinctValues', arguments: { contains: ['a'] } }),
          ],
        },
        {
          name: 'from',
          quality: [assay({ metric: 'compare', arguments: { column: 'till', operator: '<=' } })],
        },
        { name: 'till' },
      ],
      [{ metric: 'rowCount', mustBeBetween: [5, 9], description: 'A few rows' }],
      {
        customProperties: [
          { property: 'extraColumns', value: 'fail' },
          { property: 'columnOrder', value: 'fail' },
        ],
      },
    );
    expect(JSON.parse(file?.text ?? '')).toMatchObject({
      name: 't',
      meta: { assay: { contract: 'shop', version: '1.0.0' } },
    });
    expect(file?.text).toMatchSnapshot();
    expect(notCarried).toEqual([]);
    // `from <= till` is said as `till >= from`: the same rows, looked at from the other column.
    const turned = before.map((text) =>
      text.startsWith('from compare') ? 'till compare {"column":"from","operator":">="} = 0 rows' : text,
    );
    expect(after.filter((text) => !turned.includes(text))).toEqual([]);
    expect([...turned].sort()).toEqual([...after].sort());
    expect(out.notCarried.map(({ what }) => what.replace(/@.*/, ''))).toEqual([
      't/id/columnType',
      't/line/columnType',
      't/amount/invalidValues',
      't/amount/not-seven',
      't/amount/quantile',
      't/state/invalidValues',
    ]);
  });

  it('is a JSON file for each dataset, under a name that stays in its folder', async () => {
    const schema = ['../x', 'nul', 'é'].map((name) => ({ name, properties: [{ name: 'a' }] }));
    const out = await exported(compiled({ ...HEAD, schema }));
    expect(out.files.map(({ name }) => name)).toEqual(['x.json', 'nul_.json', 'é.json']);
  });
});

describe('there and back', () => {
  const bound = fc.integer({ min: -1000, max: 1000 });
  const severity = fc.constantFrom('warning', 'info', 'error');
  const tolerance = fc.oneof(
    fc.constant({ mustBe: 0 }),
    fc.integer({ min: 1, max: 396 }).map((n) => ({ unit: 'percent', mustBeLessOrEqualTo: n / 4 })),
  );
  const args = fc.oneof(
    fc.record({ min: bound.filter((n) => n < 0), max: bound.filter((n) => n >= 0) }),
    fc.record({ exclusiveMin: bound }),
    fc.record({ minLength: fc.nat(9) }),
    fc.record({ validValues: fc.uniqueArray(fc.oneof(fc.string(), bound), { minLength: 1, maxLength: 3 }) }),
    fc.record({ forbiddenValues: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 }) }),
    fc.record({ pattern: fc.constantFrom('^[a-z]$', 'x', '^(?:a|b){2}$') }),
  );
  const rule = fc.oneof(
    fc.tuple(args, tolerance, severity).map(([one, limit, word]) => ({
      metric: 'invalidValues',
      arguments: { ...one, ...('unit' in limit ? { of: 'present' } : {}) },
      ...limit,
      severity: word,
    })),
    fc
      .tuple(tolerance, severity)
      .map(([limit, word]) => ({ metric: 'nullValues', ...limit, severity: word })),
    severity.map((word) => ({ metric: 'duplicateValues', mustBe: 0, severity: word })),
    fc
      .tuple(
        fc.constantFrom('min', 'max', 'mean', 'sum', 'median', 'stddev'),
        fc.constantFrom('mustBeGreaterThan', 'mustBeLessOrEqualTo', 'mustBe'),
        fc.integer({ min: 0, max: 99 }),
        severity,
      )
      .map(([metric, operator, value, word]) => assay({ metric, [operator]: value }, { severity: word })),
  );

  it('every carried rule of a column is the same check again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('a', 'B c', 'o"d.d', 'ä🙂', '__proto__'),
        rule,
        async (column, one) => {
          const { before, after, out, notCarried } = await roundTrip([{ name: column, quality: [one] }]);
          expect(after).toEqual(before);
          expect(notCarried).toEqual([]);
          expect(out.notCarried).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });
});
