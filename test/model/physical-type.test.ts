import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logicalTypeFits } from '../../src/model/logical-type.js';
import { parsePhysicalType, typeFits } from '../../src/model/physical-type.js';
import { TYPE_NAMES } from '../../src/model/physical-type-names.js';

const fits = (declared: string, actual: string): boolean =>
  typeFits(parsePhysicalType(declared), parsePhysicalType(actual));

describe('reading a type', () => {
  test.each([
    ['BIGINT', { name: 'bigint' }],
    ['int8', { name: 'bigint' }],
    ['Int64', { name: 'bigint' }],
    ['character varying(10)', { name: 'varchar', length: 10 }],
    ['char(2)', { name: 'char', length: 2 }],
    ['DECIMAL(18,2)', { name: 'decimal', precision: 18, scale: 2 }],
    ['numeric(5)', { name: 'decimal', precision: 5, scale: 0 }],
    ['NUMERIC', { name: 'decimal' }],
    ['timestamp with time zone', { name: 'timestamp', zone: true }],
    ['timestamp(3) without time zone', { name: 'timestamp', zone: false }],
    ['TIMETZ', { name: 'time', zone: true }],
    ['double precision', { name: 'double' }],
    ['float(24)', { name: 'real' }],
    ['float(53)', { name: 'double' }],
    ['bytea', { name: 'blob' }],
    ['My_Domain', { name: 'my_domain' }],
    ['ARRAY', { name: 'list' }],
  ])('%s', (text, expected) => {
    expect(parsePhysicalType(text)).toEqual({ ...expected, text });
  });

  test('nested types of several platforms are one type', () => {
    const written = [
      'STRUCT("sku no" VARCHAR, prices DECIMAL(9,2)[])',
      'struct<`sku no`: string, prices: array<decimal(9,2)>>',
      'ROW("sku no" varchar, prices array(decimal(9,2)))',
    ];
    for (const a of written) for (const b of written) expect([a, b, fits(a, b)]).toEqual([a, b, true]);
  });

  test('a map has the type of its values, a list that of its items, to any depth', () => {
    expect(parsePhysicalType('MAP(VARCHAR, INTEGER[][])')).toMatchObject({
      name: 'map',
      items: { name: 'list', items: { name: 'list', items: { name: 'integer' } } },
    });
  });

  test('any text can be read', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parsePhysicalType(text).name === 'string'));
  });
});

describe('whether a type fits', () => {
  test.each([
    ['int', 'INTEGER', true],
    ['int', 'BIGINT', false],
    ['decimal', 'DECIMAL(18,3)', true],
    ['decimal(18,3)', 'DECIMAL(18,3)', true],
    ['decimal(18,2)', 'DECIMAL(18,3)', false],
    ['decimal(18,2)', 'numeric', false],
    ['varchar(18)', 'VARCHAR', true],
    ['varchar(18)', 'varchar(20)', false],
    ['varchar', 'varchar(20)', true],
    ['text', 'VARCHAR', true],
    ['string', 'text', true],
    ['text', 'varchar(20)', false],
    ['char(2)', 'VARCHAR', true],
    ['char(2)', 'text', false],
    ['char(2)', 'varchar(2)', false],
    ['float', 'FLOAT4', true],
    ['float', 'DOUBLE', true],
    ['real', 'DOUBLE', false],
    ['timestamp', 'TIMESTAMPTZ', false],
    ['timestamptz', 'TIMESTAMP WITH TIME ZONE', true],
    ['datetime', 'TIMESTAMP', true],
    ['struct', 'STRUCT(a INTEGER)', true],
    ['struct(a int, b text)', 'STRUCT(b VARCHAR, a INTEGER)', true],
    ['struct(a int)', 'STRUCT(a INTEGER, b VARCHAR)', false],
    ['struct(a int)', 'STRUCT(a BIGINT)', false],
    ['int[]', 'INTEGER[]', true],
    ['int[]', 'BIGINT[]', false],
    ['array', 'BIGINT[]', true],
    ['map(text, int)', 'MAP(VARCHAR, INTEGER)', true],
    ['map(text, int)', 'MAP(VARCHAR, VARCHAR)', false],
  ])('%s for %s: %s', (declared, actual, expected) => {
    expect(fits(declared, actual)).toBe(expected);
  });

  test('every alias is its own type', () => {
    for (const alias of TYPE_NAMES.keys()) expect([alias, fits(alias, alias)]).toEqual([alias, true]);
  });
});

describe('logical types', () => {
  test.each([
    ['number', 'BIGINT', true],
    ['integer', 'DECIMAL(18,0)', true],
    ['integer', 'DECIMAL(18,2)', false],
    ['integer', 'DECIMAL', false],
    ['integer', 'DOUBLE', false],
    ['string', 'UUID', true],
    ['string', 'INTEGER', false],
    ['object', 'MAP(VARCHAR, INTEGER)', true],
    ['object', 'STRUCT(a INTEGER)', true],
    ['array', 'INTEGER[]', true],
    ['array', 'STRUCT(a INTEGER)', false],
    ['object', 'jsonb', true],
    ['timestamp', 'TIMESTAMPTZ', true],
    ['timestamp', 'DATE', false],
    ['date', 'TIMESTAMP', false],
    ['boolean', 'geometry', null],
  ] as const)('%s for %s: %s', (logical, actual, expected) => {
    expect(logicalTypeFits(logical, parsePhysicalType(actual))).toBe(expected);
  });
});
