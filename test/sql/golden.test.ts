/** The SQL of every measure family, both dialects side by side: a change of the text shows in review. */
import { describe, expect, test } from 'vitest';
import type { Expr, Measure } from '../../src/model/measure.js';
import { compareExpr, isIn, isNull, length, literal, not } from '../../src/model/expr.js';
import { pathSteps } from '../../src/model/column-path.js';
import { parsePhysicalType } from '../../src/model/physical-type.js';
import type { DialectName, Target } from '../../src/model/plan.js';
import type { Relation } from '../../src/model/table.js';
import { planRun } from '../../src/plan/plan.js';
import { SqlError } from '../../src/sql/sql-error.js';
import { writeSample } from '../../src/sql/write-sample.js';
import { writeStatement } from '../../src/sql/write-statement.js';
import { declared } from './lab.js';

const column = (path: string): Expr => ({ expr: 'column', steps: pathSteps(path) });
const COLUMNS = {
  id: 'bigint',
  customer_id: 'bigint',
  status: 'varchar',
  amount: 'decimal(10,2)',
  rate: 'double',
  day: 'date',
  placed_at: 'timestamp',
  paid: 'boolean',
};
const TABLE: Relation = { relation: 'table', schema: 'sales', name: 'orders' };
const FILES: Relation = {
  relation: 'files',
  format: 'parquet',
  paths: ['/lake/orders/*.parquet'],
  hive: ['day'],
  unionByName: true,
};

const target = (relation: Relation, more: Partial<Target> = {}): Target => ({
  dataset: 'silver.orders',
  object: 'orders',
  table: {
    exists: true,
    label: 'orders',
    relation,
    text: null,
    columns: Object.entries(COLUMNS).map(([name, type]) => ({ name, type: parsePhysicalType(type) })),
  },
  columns: [declared('status', 'string', 'confidential')],
  batch: null,
  where: null,
  ...more,
});

const count = (where?: Expr): Measure =>
  where === undefined ? { measure: 'count' } : { measure: 'count', where };
const aggregate = (
  fn: 'min' | 'sum' | 'mean' | 'median' | 'stddev' | 'skewness' | 'correlation',
  of: string,
  more = {},
): Measure => ({
  measure: 'aggregate',
  fn,
  of: column(of),
  ...more,
});

const CASES: { readonly [name: string]: readonly Measure[] } = {
  counts: [
    count(),
    count(isNull(column('status'))),
    count(compareExpr(column('amount'), '<', literal(0))),
    count(not(isIn(column('status'), ['new', "it's"]))),
    count(not({ expr: 'matches', of: column('status'), pattern: '^[A-Z]{2}\\d+$' })),
    count(compareExpr(column('placed_at'), '>=', literal('2001-01-15'))),
    count({ expr: 'multipleOf', of: column('amount'), by: '0.05' }),
    count({ expr: 'sql', sql: 'amount > 5 -- large' }),
  ],
  formats: [
    count({ expr: 'format', of: column('status'), format: 'ipv4' }),
    count({ expr: 'format', of: column('status'), format: 'json' }),
  ],
  aggregates: [
    aggregate('min', 'status'),
    aggregate('sum', 'amount'),
    aggregate('mean', 'paid'),
    aggregate('stddev', 'rate'),
    aggregate('correlation', 'amount', { with: column('rate') }),
    { measure: 'aggregate', fn: 'max', of: length(column('status')) },
  ],
  quantiles: [aggregate('median', 'amount')],
  skewness: [aggregate('skewness', 'rate')],
  keys: [{ measure: 'keys', columns: [column('customer_id'), column('day')] }],
  'keys-of-one-column': [{ measure: 'keys', columns: [column('status')] }],
  orphans: [
    {
      measure: 'orphans',
      columns: [column('customer_id')],
      to: { dataset: 'silver.customers', columns: [column('id')] },
    },
  ],
  frequencies: [{ measure: 'frequencies', of: column('status'), limit: 20, segmentBy: column('paid') }],
  histogram: [{ measure: 'histogram', of: column('amount'), edges: { given: [0, 10, '99.99'] } }],
  'histogram-of-quantiles': [
    { measure: 'histogram', of: column('rate'), edges: { quantiles: 4, of: { batch: null } } },
  ],
  query: [{ measure: 'query', sql: 'select max(${column}) from ${table};', column: pathSteps('amount') }],
  'query-rows': [{ measure: 'queryRows', sql: 'select * from orders where amount < 0' }],
  gaps: [{ measure: 'gaps', column: column('placed_at'), every: 'PT1H' }],
  'gaps-of-months': [{ measure: 'gaps', column: column('day'), every: 'P1M' }],
  order: [
    {
      measure: 'order',
      column: column('amount'),
      orderBy: column('placed_at'),
      direction: 'up',
      strictly: true,
    },
  ],
  overlaps: [
    { measure: 'overlaps', key: [column('customer_id')], from: column('day'), to: column('placed_at') },
  ],
  current: [{ measure: 'current', key: [column('id')], current: column('paid') }],
};

function statements(
  measures: readonly Measure[],
  dialect: DialectName,
  relation: Relation,
  more: Partial<Target> = {},
): string {
  const on = target(relation, more);
  const others = {
    'silver.orders': target(relation),
    'silver.customers': target(
      { relation: 'table', schema: 'sales', name: 'customers' },
      { dataset: 'silver.customers', object: 'customers' },
    ),
  };
  return planRun([{ check: 'c', measures }], on, others)
    .scans.map((scan) => writeStatement(scan, dialect).sql)
    .join(';\n\n');
}

const sideBySide = (write: (dialect: DialectName) => string): string =>
  (['duckdb', 'postgres'] as const)
    .map((dialect) => `-- ${dialect}\n${write(dialect).replaceAll(/ +$/gm, '')};\n`)
    .join('\n');

describe('golden SQL', () => {
  test.each(Object.entries(CASES))('%s', async (name, measures) => {
    await expect(sideBySide((dialect) => statements(measures, dialect, TABLE))).toMatchFileSnapshot(
      `../golden/${name}.sql`,
    );
  });
  test('batch and filter', async () => {
    const more = { batch: { placed_at: '2001-01-15', status: 'new' }, where: 'amount > 0 -- paid' };
    await expect(sideBySide((dialect) => statements([count()], dialect, TABLE, more))).toMatchFileSnapshot(
      '../golden/batch.sql',
    );
  });
  test('sample', async () => {
    const write = (dialect: DialectName): string =>
      writeSample({
        dialect,
        target: target(TABLE),
        badRows: compareExpr(column('amount'), '<', literal(0)),
        keyColumns: ['id', 'status'],
        columns: ['amount'],
        limit: 5,
        masked: ['status'],
      });
    expect(write('duckdb')).toContain(`'***' as "status"`);
    await expect(sideBySide(write)).toMatchFileSnapshot('../golden/sample.sql');
  });
  test('files are read by DuckDB alone', async () => {
    const csv: Relation = {
      relation: 'files',
      format: 'csv',
      paths: ["/lake/it's.csv"],
      hive: [],
      unionByName: false,
      columns: ['id', 'a"b'],
      csv: { delimiter: ';' },
    };
    const json: Relation = {
      relation: 'files',
      format: 'ndjson',
      paths: ['/lake/a.ndjson'],
      hive: [],
      unionByName: false,
      columns: ['id'],
    };
    const text = [FILES, csv, json]
      .map((relation) => `${statements([count()], 'duckdb', relation)};\n`)
      .join('\n');
    await expect(text.replaceAll(/ +$/gm, '')).toMatchFileSnapshot('../golden/files.sql');
    expect(() => statements([count()], 'postgres', FILES)).toThrow(SqlError);
  });
  test("an author's SQL over text", async () => {
    const csv: Relation = {
      relation: 'files',
      format: 'csv',
      paths: ['/lake/orders.csv'],
      hive: [],
      unionByName: false,
      columns: ['id', 'amount', 'note'],
    };
    const on = (where: string | null): Target => ({
      ...target(csv),
      table: {
        exists: true,
        label: 'orders.csv',
        relation: csv,
        text: 'csv',
        columns: ['id', 'amount', 'note'].map((name) => ({ name, type: null })),
      },
      columns: [declared('id', 'integer'), declared('amount', 'number')],
      where,
    });
    const typed = (measures: readonly Measure[], where: string | null = null): readonly string[] =>
      planRun([{ check: 'c', measures }], on(where), {}).scans.map(
        (scan) => writeStatement(scan, 'duckdb').sql,
      );
    const bad: Expr = { expr: 'sql', sql: 'amount < 0' };
    const text = [
      ...typed([count(bad), count(isNull({ expr: 'raw', steps: pathSteps('amount') }))]),
      ...typed([{ measure: 'query', sql: 'select max(amount) from ${table}' }], 'id > 5'),
      ...typed([count(isNull({ expr: 'raw', steps: pathSteps('amount') }))], 'id > 5'),
      writeSample({
        dialect: 'duckdb',
        target: on(null),
        badRows: bad,
        keyColumns: ['id'],
        columns: ['amount'],
        limit: 5,
        masked: [],
      }),
    ];
    await expect(`${text.join(';\n\n')};\n`.replaceAll(/ +$/gm, '')).toMatchFileSnapshot(
      '../golden/author-sql-over-text.sql',
    );
  });
});
