import { describe, expect, it } from 'vitest';
import type { Check, Suite } from '../../src/model/check.js';
import type { Contract, Dataset } from '../../src/model/contract.js';
import { compileProject } from '../../src/suite/compile.js';
import type { CompilePolicy } from '../../src/suite/draft.js';
import { makeCatalogue } from './make-catalogue.js';
import { assayRule, contract, dataset, place, property, rule, server, sla } from './make-contract.js';

const LAYERS = ['bronze', 'silver', 'gold'];

function compileAll(contracts: readonly Contract[], policy?: CompilePolicy) {
  return compileProject(contracts, makeCatalogue(), { layers: LAYERS, policyFor: () => policy });
}

/** The suite of one dataset, which must have no fault. */
function suiteOf(keys: Partial<Dataset>, policy?: CompilePolicy, servers = [server('parquet')]): Suite {
  const { suites, faults } = compileAll([contract([dataset(keys)], { servers })], policy);
  expect(faults).toEqual([]);
  const [suite] = suites;
  if (suite === undefined) throw new Error('no suite');
  return suite;
}

const ofKind = (suite: Suite, kind: string): readonly Check[] =>
  suite.checks.filter((check) => check.kind === kind);

const reasons = (suite: Suite): readonly string[] => suite.notExecuted.map((one) => one.reason);

describe('clauses of a property', () => {
  it('become presence, type, required and unique, with ids a person can read', () => {
    const suite = suiteOf({
      properties: [
        property('amount', {
          logicalType: 'number',
          physicalType: 'DECIMAL(9,2)',
          required: true,
          unique: true,
        }),
      ],
    });
    expect(suite.checks.map((check) => check.id)).toEqual([
      'gold.orders/amount/columnPresent',
      'gold.orders/amount/columnType',
      'gold.orders/amount/nullValues',
      'gold.orders/amount/duplicateValues',
      'gold.orders/rowCount',
    ]);
    expect(ofKind(suite, 'columnType')[0]?.args).toEqual({
      logicalType: 'number',
      physicalType: 'DECIMAL(9,2)',
    });
    expect(suite.keyColumns).toEqual(['amount']);
  });

  it('are one type check, whatever the keys that speak of it', () => {
    const at = property('at', {
      logicalType: 'timestamp',
      physicalType: 'TIMESTAMPTZ',
      options: { timezone: true, defaultTimezone: 'Europe/Rome' },
    });
    const suite = suiteOf({ properties: [at] });
    expect(ofKind(suite, 'columnType')).toHaveLength(1);
    expect(ofKind(suite, 'columnType')[0]?.args['timezone']).toBe(true);
    const covering = suite.coverage.filter((one) => one.checks.includes('gold.orders/at/columnType'));
    expect(covering.map((one) => one.text)).toEqual([
      'at: logicalType timestamp',
      'at: physicalType TIMESTAMPTZ',
      'at: timezone true',
    ]);
    expect(suite.columns[0]?.options['defaultTimezone']).toBe('Europe/Rome');
  });

  it('leave the physical type unexecuted where every server holds text', () => {
    const id = property('id', { logicalType: 'integer', physicalType: 'INT' });
    const text = suiteOf({ properties: [id] }, undefined, [server('csv'), server('json')]);
    expect(ofKind(text, 'columnType')[0]?.args).toEqual({ logicalType: 'integer' });
    expect(reasons(text)).toEqual([expect.stringContaining('no physical types')]);
    const mixed = suiteOf({ properties: [id] }, undefined, [server('csv'), server('parquet')]);
    expect(reasons(mixed)).toEqual([]);
  });

  it('reach into objects and arrays as far as a row can be judged', () => {
    const sku = property('lines[].sku', { logicalType: 'string', required: true, unique: true });
    const item = property('lines[]', { logicalType: 'object', properties: [sku] });
    const suite = suiteOf({ properties: [property('lines', { logicalType: 'array', items: item })] });
    expect(suite.checks.map((check) => check.id)).toEqual([
      'gold.orders/lines/columnPresent',
      'gold.orders/lines/columnType',
      'gold.orders/lines[]/columnType',
      'gold.orders/lines[].sku/columnPresent',
      'gold.orders/lines[].sku/columnType',
      'gold.orders/lines[].sku/nullValues',
      'gold.orders/rowCount',
    ]);
    expect(reasons(suite)).toEqual([expect.stringContaining('inside an array')]);
    expect(suite.columns.map((column) => column.path)).toEqual(['lines', 'lines[]', 'lines[].sku']);
    expect(suite.keyColumns).toEqual([]);
  });
});

describe('logicalTypeOptions', () => {
  it.each([
    ['integer', { minimum: 1 }, { min: 1 }],
    ['number', { exclusiveMaximum: '0.30000000000000000001' }, { exclusiveMax: '0.30000000000000000001' }],
    ['string', { pattern: '^[A-Z]{3}$' }, { pattern: '^[A-Z]{3}$' }],
    ['string', { format: 'date-time' }, { format: 'date-time' }],
    ['string', { enum: ['a', 'b'] }, { validValues: ['a', 'b'] }],
    ['integer', { format: 'u8' }, { min: '0', max: '255' }],
    ['integer', { format: 'i64' }, { min: '-9223372036854775808', max: '9223372036854775807' }],
    ['array', { uniqueItems: true }, { uniqueItems: true }],
    ['object', { required: ['city'] }, { requiredKeys: ['city'] }],
  ] as const)('of a %s column: %j becomes %j', (logicalType, options, args) => {
    const suite = suiteOf({ properties: [property('x', { logicalType, options })] });
    const [check, ...others] = ofKind(suite, 'invalidValues');
    expect(others).toEqual([]);
    expect(check?.args).toEqual(args);
    expect(check?.limit).toEqual({ op: '=', value: 0 });
    expect(check?.id).toMatch(/^gold\.orders\/x\/invalidValues@[0-9a-f]{12}$/);
  });

  it('are one check a constraint', () => {
    const x = property('x', { logicalType: 'integer', options: { minimum: 0, maximum: 9, multipleOf: 3 } });
    expect(ofKind(suiteOf({ properties: [x] }), 'invalidValues').map((check) => check.args)).toEqual([
      { min: 0 },
      { max: 9 },
      { multipleOf: 3 },
    ]);
  });

  it('translate a display format only where the column holds text', () => {
    const day = property('day', { logicalType: 'date', options: { format: 'dd.MM.yyyy' } });
    expect(reasons(suiteOf({ properties: [day] }))).toEqual([
      expect.stringContaining('how a value is shown'),
    ]);
    const suite = suiteOf({ properties: [{ ...day, physicalType: 'VARCHAR(10)' }] });
    const pattern = ofKind(suite, 'invalidValues')[0]?.args['pattern'];
    if (typeof pattern !== 'string') throw new Error('no pattern');
    expect(new RegExp(pattern).test('31.12.2001')).toBe(true);
    expect(new RegExp(pattern).test('2001-12-31')).toBe(false);
  });

  it('say what is not executed', () => {
    const suite = suiteOf({
      properties: [
        property('a', { logicalType: 'string', options: { format: 'password' } }),
        property('b', { logicalType: 'number', options: { format: 'f64' } }),
      ],
    });
    expect(reasons(suite)).toHaveLength(2);
  });
});

describe('clauses of a dataset', () => {
  it('make a primary key not NULL in each part and unique as a tuple, in its order', () => {
    const suite = suiteOf({
      properties: [
        property('b', { primaryKey: 2, unique: true }),
        property('a', { primaryKey: 1, required: true }),
      ],
    });
    expect(ofKind(suite, 'nullValues').map((check) => check.column)).toEqual(['a', 'b']);
    const tuple = ofKind(suite, 'duplicateValues').find((check) => check.column === null);
    expect(tuple?.args).toEqual({ columns: ['a', 'b'] });
    expect(suite.keyColumns).toEqual(['a', 'b']);
    // `required` and the primary key ask the same of `a`: one check, two clauses covered.
    const covering = suite.coverage.filter((one) => one.checks.includes('gold.orders/a/nullValues'));
    expect(covering.map((one) => one.text)).toEqual(['a: required', 'a: primary key']);
  });

  it('say so where a part of the primary key lies inside an array', () => {
    const sku = property('lines[].sku', { primaryKey: 2 });
    const lines = property('lines', { items: property('lines[]', { properties: [sku] }) });
    const suite = suiteOf({ properties: [property('id', { primaryKey: 1 }), lines] });
    expect(ofKind(suite, 'duplicateValues')).toEqual([]);
    expect(reasons(suite)).toEqual([expect.stringContaining('lines[].sku lies inside an array')]);
    expect(suite.keyColumns).toEqual(['id']);
  });

  it('take extra columns and their order from the contract, else from policy', () => {
    const policy: CompilePolicy = { onEmpty: 'fail', extraColumns: 'warn', columnOrder: 'fail' };
    const properties = [property('b'), property('a')];
    const suite = suiteOf({ properties, custom: { columnOrder: 'ignore' } }, policy);
    expect(ofKind(suite, 'noExtraColumns')[0]).toMatchObject({
      id: 'gold.orders/noExtraColumns',
      severity: 'warn',
      args: { columns: ['b', 'a'] },
    });
    expect(ofKind(suite, 'columnOrder')).toEqual([]);
    expect(ofKind(suiteOf({ properties }), 'noExtraColumns')).toEqual([]);
  });

  it('imply that there are rows, unless a rule counts them or policy lets it pass', () => {
    const [implied] = ofKind(suiteOf({}), 'rowCount');
    expect(implied).toMatchObject({ limit: { op: '>', value: 0 }, severity: 'fail' });
    const counted = suiteOf({ rules: [rule({ metric: 'rowCount', operators: { mustBeBetween: [1, 5] } })] });
    expect(ofKind(counted, 'rowCount').map((check) => check.limit)).toEqual([
      { op: 'between', low: 1, high: 5 },
    ]);
    const policy: CompilePolicy = { onEmpty: 'warn', extraColumns: 'allow', columnOrder: 'ignore' };
    expect(ofKind(suiteOf({}, policy), 'rowCount')[0]?.severity).toBe('warn');
    expect(ofKind(suiteOf({}, { ...policy, onEmpty: 'pass' }), 'rowCount')).toEqual([]);
  });

  it('follow a relationship to its other side', () => {
    const relationship = {
      id: null,
      from: ['origin'],
      to: ['airports.iata'],
      target: { dataset: 'bronze.airports', columns: ['iata'] },
      place: place('/schema/0/properties/0/relationships/0'),
    };
    const suite = suiteOf({ properties: [property('origin', { relationships: [relationship] })] });
    expect(ofKind(suite, 'foreignKey')[0]).toMatchObject({
      column: 'origin',
      args: { columns: ['origin'], to: { dataset: 'bronze.airports', columns: ['iata'] } },
      limit: { op: '=', value: 0 },
    });
  });
});

describe('rules', () => {
  it('carry severity, unit, dimension, name and tags', () => {
    const amount = property('amount', {
      tags: ['money'],
      rules: [
        rule({
          metric: 'nullValues',
          operators: { mustBeLessThan: 1 },
          unit: 'percent',
          severity: 'Warning',
          dimension: 'accuracy',
          name: 'Amounts are there',
          tags: ['nightly'],
        }),
      ],
    });
    expect(ofKind(suiteOf({ properties: [amount] }), 'nullValues')).toMatchObject([
      {
        id: 'gold.orders/amount/nullValues',
        limit: { op: '<', value: 1 },
        unit: 'percent',
        severity: 'warn',
        severityLabel: 'Warning',
        dimension: 'accuracy',
        name: 'Amounts are there',
        tags: ['nightly', 'money'],
      },
    ]);
  });

  it('name columns of a dataset by their contract names', () => {
    const columns = [property('TENANT', { name: 'tenant_id' }), property('order_id')];
    const duplicates = rule({
      metric: 'duplicateValues',
      arguments: { properties: ['tenant_id', 'order_id'] },
      operators: { mustBe: 0 },
    });
    const suite = suiteOf({ properties: columns, rules: [duplicates] });
    expect(ofKind(suite, 'duplicateValues')[0]?.args).toEqual({ columns: ['TENANT', 'order_id'] });
  });

  it('of our own engine have the shape of library rules, and may lean on a default limit', () => {
    const suite = suiteOf({
      rules: [assayRule({ metric: 'failedRows', arguments: { where: 'a > b' } }, { id: 'a-above-b' })],
      properties: [property('m', { rules: [assayRule({ metric: 'mean', mustBeBetween: [0, 60] })] })],
    });
    expect(ofKind(suite, 'failedRows')[0]).toMatchObject({
      id: 'gold.orders/a-above-b',
      limit: { op: '=', value: 0 },
    });
    expect(ofKind(suite, 'mean')[0]).toMatchObject({
      id: 'gold.orders/m/mean',
      limit: { op: 'between', low: 0, high: 60 },
      unit: 'value',
    });
  });

  it('of SQL keep their placeholders', () => {
    const query = 'select count(*) from ${table} where {property} is null';
    const rules = [rule({ type: 'sql', query, operators: { mustBe: 0 } })];
    const [check] = ofKind(suiteOf({ properties: [property('x', { rules })] }), 'sql');
    expect(check).toMatchObject({ column: 'x', args: { query } });
  });

  it('that nothing executes are listed with the reason', () => {
    const suite = suiteOf({
      rules: [
        rule({ type: 'text', description: 'Looks right' }),
        rule({ type: 'custom', engine: 'soda', implementation: 'checks' }),
        rule({ metric: 'rowCount', operators: { mustBe: 1 }, schedule: '0 20 * * *' }),
      ],
    });
    expect(reasons(suite)).toEqual([
      expect.stringContaining('text'),
      expect.stringContaining('soda'),
      expect.stringContaining('orchestrator'),
    ]);
    expect(suite.coverage.filter((one) => one.notExecuted !== null)).toHaveLength(3);
  });

  it('inside an array run only where items can be judged', () => {
    const sku = property('lines[].sku', { rules: [assayRule({ metric: 'mean', mustBe: 1 })] });
    const suite = suiteOf({
      properties: [property('lines', { items: property('lines[]', { properties: [sku] }) })],
    });
    expect(ofKind(suite, 'mean')).toEqual([]);
    expect(reasons(suite)).toEqual([expect.stringContaining('inside an array')]);
  });
});

describe('service levels', () => {
  const at = property('at', { logicalType: 'timestamp' });
  const compileSla = (keys: Parameters<typeof sla>[0]): Suite =>
    suiteOf({ properties: [at], slas: [sla({ column: 'at', ...keys })] });

  it.each([
    [{ property: 'latency', value: 4, unit: 'd' }, 'freshness', 345_600],
    [{ property: 'Freshness', value: '90', unit: 'minutes' }, 'freshness', 5_400],
    [{ property: 'ly', value: 'PT4H' }, 'freshness', 14_400],
    [{ property: 'frequency', value: 1, valueExt: 1, unit: 'd' }, 'frequency', 86_400],
  ])('%j is %s within %i s', (keys, kind, seconds) => {
    expect(ofKind(compileSla(keys), kind)).toMatchObject([
      {
        id: `gold.orders/at/${kind}`,
        column: 'at',
        args: { column: 'at', seconds },
        limit: { op: '<=', value: seconds },
        unit: 'seconds',
      },
    ]);
  });

  it('a kind that counts what is too old keeps its own limit', () => {
    const [check] = ofKind(compileSla({ property: 'retention', value: 3, unit: 'y' }), 'retention');
    expect(check).toMatchObject({ args: { seconds: 94_670_856 }, limit: { op: '=', value: 0 } });
  });

  it.each([
    ['09:00-08:00', null, '09:00', 'UTC-08:00'],
    ['9:30 Europe/Rome', null, '09:30', 'Europe/Rome'],
    ['06:00', 'America/New_York', '06:00', 'America/New_York'],
    ['06:00Z', null, '06:00', 'UTC'],
    ['06:00', null, '06:00', 'UTC'],
  ])('available by %s in %s: %s %s', (value, timezone, time, zone) => {
    const suite = compileSla({ property: 'timeOfAvailability', value, timezone });
    expect(ofKind(suite, 'availableBy')[0]?.args).toEqual({ column: 'at', time, timezone: zone });
  });

  it('that no run can judge are listed with the reason', () => {
    const suite = suiteOf({
      properties: [at],
      slas: [
        sla({ property: 'availability', value: 99.9, unit: 'percent' }),
        sla({ property: 'availability', value: 99.9 }),
        sla({ property: 'accuracy', value: 'high', unit: 'percent' }),
        sla({ property: 'endOfLife', value: '2032-05-12' }),
        sla({ property: 'latency', value: 4, unit: 'd' }),
        sla({ property: 'team-happiness', value: 10 }),
      ],
    });
    expect(reasons(suite)).toEqual([
      expect.stringContaining('It is a service level objective: measured over past runs'),
      expect.stringContaining('names no unit, so nothing measures it'),
      expect.stringContaining('no percentage'),
      expect.stringContaining('people'),
      expect.stringContaining('names no column'),
      expect.stringContaining('does not know'),
    ]);
  });
});

describe('the suite', () => {
  const at = (line: number): Dataset => {
    const place = { file: 'a.yaml', line, column: 1, path: '/schema/0' };
    return dataset({ properties: [property('a', { required: true, place })], place });
  };

  it('has a digest that knows checks, not places', () => {
    const [one, moved] = [at(1), at(9)].map((each) => compileAll([contract([each])]).suites[0]?.digest);
    expect(moved).toBe(one);
    const other = compileAll([contract([dataset({ properties: [property('a')] })])]).suites[0]?.digest;
    expect(other).not.toBe(one);
  });

  it('knows which checks touch columns that are not public', () => {
    const suite = suiteOf({
      properties: [
        property('email', { classification: 'restricted' }),
        property('address', { properties: [property('address.city', { classification: 'PII' })] }),
        property('country', { classification: 'public' }),
        property('age', {
          rules: [assayRule({ metric: 'correlation', arguments: { with: 'email' }, mustBeGreaterThan: 0 })],
        }),
      ],
      rules: [
        assayRule({ metric: 'failedRows', arguments: { where: 'true' } }),
        rule({ metric: 'rowCount', operators: { mustBe: 1 } }),
      ],
    });
    const known = suite.checks.map((check) => [check.id.replace('gold.orders/', ''), check.classification]);
    expect(Object.fromEntries(known)).toMatchObject({
      'email/columnPresent': 'restricted',
      'address/columnPresent': 'PII',
      'address.city/columnPresent': 'PII',
      'country/columnPresent': null,
      'age/columnPresent': null,
      rowCount: null,
    });
    const ofKinds = ['correlation', 'failedRows'].flatMap((kind) => ofKind(suite, kind));
    expect(ofKinds.map((check) => check.classification)).toEqual(['restricted', 'restricted']);
  });

  it('is made for every dataset of every contract', () => {
    const two = [contract([dataset(), dataset({ name: 'lines' })]), contract([dataset({ name: 'other' })])];
    expect(compileAll(two).suites.map((suite) => suite.dataset)).toEqual([
      'gold.orders',
      'gold.lines',
      'gold.other',
    ]);
  });

  it('names the partition in its order', () => {
    const suite = suiteOf({
      properties: [property('year', { partition: 2 }), property('country', { partition: 1 })],
    });
    expect(suite.partition).toEqual(['country', 'year']);
  });
});
