/** Plans: what is asked twice is measured once, what metadata tells exactly costs no statement, what can not be told is said. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expr, Measure } from '../../src/model/measure.js';
import { measureId } from '../../src/model/measure.js';
import { and, compareExpr, isIn, isNull, literal, not, or } from '../../src/model/expr.js';
import { pathSteps } from '../../src/model/column-path.js';
import { parsePhysicalType } from '../../src/model/physical-type.js';
import { targetKey, type Scan, type Target } from '../../src/model/plan.js';
import type { Reading } from '../../src/model/reading.js';
import type { ColumnInfo, TableInfo } from '../../src/model/table.js';
import { planRun } from '../../src/plan/plan.js';
import { scanUnknown, splitScan } from '../../src/plan/split-scan.js';

const column = (path: string): Expr => ({ expr: 'column', steps: pathSteps(path) });
const info = (name: string, type: string, more: Partial<ColumnInfo> = {}): ColumnInfo => ({
  name,
  type: parsePhysicalType(type),
  ...more,
});

const TABLE: TableInfo = {
  exists: true,
  label: 'orders/*.parquet',
  relation: {
    relation: 'files',
    format: 'parquet',
    paths: ['/data/*.parquet'],
    hive: [],
    unionByName: false,
  },
  text: null,
  columns: [
    info('id', 'BIGINT', { nulls: 0, min: 1, max: 100 }),
    info('amount', 'DECIMAL(10,2)', { nulls: 10, min: '-5.50', max: '9007199254740993.25' }),
    info('day', 'DATE', { nulls: 0, min: '2001-01-01', max: '2001-01-31' }),
    info('moment', 'TIMESTAMP', {
      nulls: 0,
      min: '2001-01-01T00:00:00.000Z',
      max: '2001-01-31T12:00:00.000Z',
    }),
    info('name', 'VARCHAR', { nulls: 3, min: 'a', max: 'z' }),
    info('x', 'DOUBLE', { min: 0, max: 1 }),
    info('gone', 'INTEGER', { nulls: 100 }),
  ],
  rows: 100,
};
const target = (table: Partial<TableInfo> = {}, more: Partial<Target> = {}): Target => ({
  dataset: 'gold.orders',
  object: 'orders',
  table: { ...TABLE, ...table },
  columns: [],
  batch: null,
  where: null,
  ...more,
});

const count = (where?: Expr): Measure =>
  where === undefined ? { measure: 'count' } : { measure: 'count', where };
const aggregate = (fn: 'min' | 'max' | 'mean' | 'median' | 'skewness' | 'count', of: string): Measure => ({
  measure: 'aggregate',
  fn,
  of: column(of),
});
const plan = (measures: readonly Measure[], on: Target = target(), others: Record<string, Target> = {}) =>
  planRun([{ check: 'c', measures }], on, others);
/** The answers that needed no statement, by measure; `scan` for what is planned. */
function answers(measures: readonly Measure[], on: Target = target()): readonly unknown[] {
  const { answered } = plan(measures, on);
  const known = new Map(answered.map((reading) => [reading.measure, reading]));
  return measures.map((measure) => said(known.get(measureId(measure))));
}
const said = (reading: Reading | undefined): unknown =>
  reading === undefined ? 'scan' : reading.ok ? reading.value : reading.unknown.reason;

const less = (path: string, value: string | number): Expr => compareExpr(column(path), '<', literal(value));
const more = (path: string, value: string | number): Expr => compareExpr(column(path), '>', literal(value));

describe('metadata answers', () => {
  test('rows, nulls, bounds', () => {
    expect(
      answers([
        count(),
        count(isNull(column('amount'))),
        count(not(isNull(column('amount')))),
        aggregate('count', 'name'),
        aggregate('min', 'amount'),
        aggregate('max', 'day'),
        aggregate('max', 'gone'),
      ]),
    ).toEqual([100, 10, 90, 97, '-5.50', '2001-01-31', null]);
  });
  test('bounds of text and of doubles are not exact: they are scanned', () => {
    expect(
      answers([
        aggregate('min', 'name'),
        aggregate('max', 'x'),
        count(less('x', 5)),
        count(isNull(column('x'))),
      ]),
    ).toEqual(['scan', 'scan', 'scan', 'scan']);
  });
  test('a range that the bounds keep costs no scan; a broken one is counted', () => {
    expect(
      answers([
        count(less('id', 1)),
        count(more('id', 0)),
        count(more('id', 99)),
        count(or(less('id', 1), more('id', 100))),
        count(and(not(isNull(column('amount'))), less('amount', '-5.50'))),
        count(more('amount', '9007199254740993.24')),
        count(more('amount', '9007199254740993.25')),
        count(less('day', '2001-01-01')),
        count(more('moment', '2001-01-31T13:00:00+01:00')),
        count(more('moment', '2001-01-31T12:59:59+01:00')),
        count(not(isIn(column('id'), [0, 101]))),
        count(less('gone', 5)),
      ]),
    ).toEqual([0, 100, 'scan', 0, 0, 'scan', 0, 0, 0, 'scan', 100, 0]);
  });
  test('under a filter only a zero of the whole holds', () => {
    const measures = [
      count(),
      count(isNull(column('amount'))),
      count(isNull(column('id'))),
      count(less('id', 1)),
      count(more('id', 0)),
      aggregate('min', 'id'),
    ];
    const scoped = ['scan', 'scan', 0, 0, 'scan', 'scan'];
    expect(answers(measures, target({}, { where: 'id > 5' }))).toEqual(scoped);
    expect(answers(measures, target({}, { batch: { day: '2001-01-02' } }))).toEqual(scoped);
  });
  test('constraints: NOT NULL, unique indexes', () => {
    const { rows, ...rest } = TABLE;
    const table = {
      ...rest,
      columns: [info('id', 'BIGINT', { notNull: true }), info('name', 'TEXT')],
      uniqueKeys: [['id']],
    };
    const keys = (...names: string[]): Measure => ({ measure: 'keys', columns: names.map(column) });
    const on: Target = { ...target(), table };
    expect(answers([count(isNull(column('id'))), keys('id'), keys('name')], on)).toEqual([0, 'scan', 'scan']);
    // Without a row count the unique key needs no grouping: it shares the scan.
    expect(plan([keys('id'), count(), keys('name')], on).scans.map(({ purpose }) => purpose)).toEqual([
      'scan',
      'keys',
    ]);
    expect(answers([keys('id')], { ...on, table: { ...table, rows: 7 } })).toEqual([
      { rows: 7, keys: 7, repeated: 0 },
    ]);
    expect(rows).toBe(100);
  });
});

describe('what can not be told', () => {
  test('a missing column or table costs its own checks', () => {
    const found = answers([
      count(isNull(column('nope'))),
      aggregate('mean', 'name'),
      count(less('name', 5)),
      count(less('id', 'x')),
      count(),
    ]);
    expect(found).toEqual(['missing_column', 'bad_type', 'bad_type', 'bad_type', 100]);
    expect(answers([count(), { measure: 'schema' }], target({ exists: false }))).toEqual([
      'missing_table',
      'missing_table',
    ]);
  });
  test('a batch column that is not there makes all unknown', () => {
    expect(answers([count(), aggregate('min', 'id')], target({}, { batch: { nope: '1' } }))).toEqual([
      'missing_column',
      'missing_column',
    ]);
  });
  test('a reference to a table that could not be looked at', () => {
    const orphans: Measure = {
      measure: 'orphans',
      columns: [column('id')],
      to: { dataset: 'gold.other', columns: [column('id')] },
    };
    expect(answers([orphans])).toEqual(['missing_table']);
    const other = target({}, { dataset: 'gold.other' });
    const { scans, answered } = plan([orphans], target(), { [targetKey('gold.other', null)]: other });
    expect(answered).toEqual([]);
    expect(scans).toMatchObject([{ purpose: 'reference', others: { 'gold.other': other } }]);
  });
  test('a name that differs only in case is pointed at', () => {
    const [reading] = plan([count(isNull(column('ID')))]).answered;
    expect(reading).toMatchObject({
      unknown: { message: 'orders/*.parquet has no column ID (there is id)' },
    });
  });
});

describe('scans', () => {
  test('what can share a pass shares it; the rest is apart', () => {
    const measures: readonly Measure[] = [
      count(more('id', 50)),
      aggregate('mean', 'amount'),
      aggregate('median', 'amount'),
      aggregate('median', 'id'),
      aggregate('skewness', 'id'),
      { measure: 'keys', columns: [column('name')] },
      { measure: 'keys', columns: [column('name'), column('day')] },
      { measure: 'frequencies', of: column('name'), limit: 5 },
      { measure: 'query', sql: 'select 1' },
      { measure: 'gaps', column: column('day'), every: 'P1D' },
      { ...count(more('id', 50)), scope: { dataset: 'gold.other' } },
    ];
    const { scans } = plan(measures, target(), { 'gold.other': target({}, { dataset: 'gold.other' }) });
    expect(scans.map(({ purpose, measures: of }) => [purpose, of.length])).toEqual([
      ['scan', 2],
      ['scan', 2],
      ['scan', 1],
      ['keys', 1],
      ['keys', 1],
      ['frequencies', 1],
      ['query', 1],
      ['sequence', 1],
      ['scan', 1],
    ]);
  });
  test('bounds that only the footers can tell stand in a statement of their own', () => {
    const columns = [info('id', 'BIGINT'), info('name', 'VARCHAR')];
    const { scans } = plan(
      [aggregate('min', 'id'), aggregate('max', 'id'), aggregate('max', 'name')],
      target({ columns }),
    );
    expect(scans.map(({ purpose, measures }) => [purpose, measures.length])).toEqual([
      ['metadata', 2],
      ['scan', 1],
    ]);
  });
  test('two checks that ask the same share one measure', () => {
    const ask = (check: string): { check: string; measures: readonly Measure[] } => ({
      check,
      measures: [count(more('id', 50)), count(more('id', 50))],
    });
    const { scans } = planRun([ask('a'), ask('b')], target(), {});
    expect(scans).toHaveLength(1);
    expect(scans[0]?.measures).toHaveLength(1);
    expect(scans[0]?.serves).toEqual(['a', 'b']);
  });
});

const anyMeasure = fc.oneof(
  fc.integer({ min: -5, max: 105 }).map((at) => count(more('id', at))),
  fc.constantFrom('min' as const, 'mean' as const, 'median' as const).map((fn) => aggregate(fn, 'amount')),
  fc.constantFrom('id', 'name', 'nope').map((of): Measure => ({ measure: 'keys', columns: [column(of)] })),
);

describe('laws', () => {
  test('every measure is answered or scanned, exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyMeasure), { maxLength: 8 }), (lists) => {
        const made = planRun(
          lists.map((measures, index) => ({ check: String(index), measures })),
          target(),
          {},
        );
        const ids = [
          ...made.answered.map(({ measure }) => measure),
          ...made.scans.flatMap(({ measures }) => measures.map(measureId)),
        ];
        expect(ids.sort()).toEqual([...new Set(lists.flat().map(measureId))].sort());
      }),
    );
  });
  test('splitting covers all measures, in order, and ends', () => {
    const scanOf = (measures: readonly Measure[]): Scan => ({
      purpose: 'scan',
      target: target(),
      others: {},
      measures,
      serves: ['c'],
    });
    const leaves = (scan: Scan): readonly Scan[] => {
      const parts = splitScan(scan);
      return parts.length < 2 ? parts : parts.flatMap(leaves);
    };
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 40 }), (numbers) => {
        const scan = scanOf(numbers.map((number) => count(more('id', number))));
        const parts = leaves(scan);
        expect(parts.flatMap(({ measures }) => measures)).toEqual(scan.measures);
        expect(parts.every(({ measures }) => measures.length === 1)).toBe(true);
      }),
    );
    const unknown = { reason: 'timeout', message: 'too slow' } as const;
    expect(scanUnknown(scanOf([count(), count(more('id', 1))]), unknown)).toEqual(
      [count(), count(more('id', 1))].map((measure) => ({ measure: measureId(measure), ok: false, unknown })),
    );
  });
});
