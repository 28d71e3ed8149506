/** What measures mean, on both engines, with rows that a reader can count. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AggregateFn, Expr, Measure } from '../../src/model/measure.js';
import { and, columnPath, compareExpr, isIn, isNull, length, literal, not } from '../../src/model/expr.js';
import { column, declared, openLabs, type Lab } from './lab.js';

const SETUP = `
create table sales (id integer, region text, amount double precision, price decimal(10,2), day date, moment timestamp, ok boolean);
insert into sales values
 (1, 'north', 1,    0.07, '2001-01-01', '2001-01-01 00:00:00', true),
 (2, 'north', 2,    0.10, '2001-01-01', '2001-01-01 23:59:59', true),
 (3, 'south', 4,    0.30, '2001-01-02', '2001-01-02 10:00:00', false),
 (4, 'south', null, null, '2001-01-05', '2001-01-05 00:00:00', null),
 (5, null,    10,   9.99, '2001-01-05', '2001-01-05 12:30:00', true);
create table odd ("a.b" integer, "select" integer, "say ""hi""" integer, "what?" integer, "🙂" integer, "*" integer, "x[0]" integer, "m0" integer);
insert into odd values (1, 2, 3, 4, 5, 6, 7, 8);
create table ours (n integer, v text, segment text, bin integer, k0 integer, i date, item_0 integer);
insert into ours values (5, 'a', 's', 1, 1, '2001-01-01', 9), (5, 'b', 's', 2, 2, '2001-01-02', 9), (6, 'b', null, 3, 3, '2001-01-04', 9);
create table tokens (token uuid);
insert into tokens values ('123e4567-e89b-12d3-a456-426614174000'), ('123e4567-e89b-12d3-a456-426614174000'), (null);
create table empty_one (id integer, amount double precision, name text);
create table wild (x double precision, y double precision);
insert into wild values ('NaN', 1), (1, 2), (2, 3);
create table flat (x double precision, y double precision);
insert into flat values (5, 1), (5, 2), (5, 3);
create table far (x double precision);
insert into far values (1000000001), (1000000002), (1000000009), (1000000003);
create table spans (who text, since date, until date);
insert into spans values ('a', '2001-01-01', '2001-02-01'), ('a', '2001-02-01', null), ('a', '2001-03-01', '2001-04-01'),
 ('b', '2001-01-01', '2001-01-10'), ('b', '2001-01-05', '2001-01-20'), (null, '2001-01-01', null);
create table versions (k integer, is_current boolean);
insert into versions values (1, true), (1, false), (2, true), (2, true), (3, false), (null, true);
create table meters (moment timestamp, reading integer);
insert into meters values ('2001-01-01 10:07:00', 1), ('2001-01-01 11:05:00', 3), ('2001-01-01 14:30:00', 2), ('2001-01-01 15:00:00', 2), (null, null);
create table parent (id integer, code text);
insert into parent values (1, 'x'), (1, 'x'), (2, 'y'), (null, 'z');
create table child (pid integer, code text);
insert into child values (1, 'x'), (1, 'y'), (2, 'y'), (3, 'x'), (null, 'x');
`;

let labs: readonly Lab[] = [];
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ labs, close } = await openLabs({ both: SETUP }));
});
afterAll(() => close());

/** Takes the measures on each engine; both must say the same. */
async function onBoth(
  object: string,
  measures: readonly Measure[],
  options = {},
): Promise<readonly unknown[]> {
  const answers: (readonly unknown[])[] = [];
  for (const each of labs) {
    const target = await each.target(object, options);
    const others = [await each.target('parent'), { ...(await each.target(object)), batch: null }];
    answers.push(await each.take(target, measures, others));
  }
  expect(alike(answers[1])).toEqual(alike(answers[0]));
  return answers[0] ?? [];
}

/** Doubles to 12 digits; of what is unknown, the reason. */
function alike(answer: unknown): unknown {
  const text = JSON.stringify(answer, (key: string, value: unknown) => {
    if (key === 'message') return undefined;
    return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
  });
  return JSON.parse(text) as unknown;
}

const count = (where?: Expr): Measure =>
  where === undefined ? { measure: 'count' } : { measure: 'count', where };
const aggregate = (fn: AggregateFn, of: string, more: object = {}): Measure => ({
  measure: 'aggregate',
  fn,
  of: columnPath(of),
  ...more,
});

describe('counts', () => {
  test('rows, nulls, predicates; NULL is neither true nor false', async () => {
    const big = compareExpr(column('amount'), '>', literal(3));
    const found = await onBoth('sales', [
      count(),
      count(isNull(column('amount'))),
      count(big),
      count(not(big)),
    ]);
    expect(found).toEqual([5, 1, 2, 2]);
  });
  test('a count over no row is 0, not NULL', async () => {
    const big = compareExpr(column('amount'), '>', literal(3));
    expect(await onBoth('empty_one', [count(), count(big), count(isNull(column('amount')))])).toEqual([
      0, 0, 0,
    ]);
  });
  test('of values in a set, those that the type can not hold are in no row', async () => {
    const inSet = (of: string, values: (string | number)[]): Measure => count(isIn(column(of), values));
    expect(
      await onBoth('sales', [
        inSet('region', ['north', 7]),
        inSet('id', [1, '2.0', 'N/A']),
        inSet('id', ['N/A']),
      ]),
    ).toEqual([2, 2, 0]);
  });
  test('dates compare with dates and with times', async () => {
    const from = (of: string, value: string): Measure => count(compareExpr(column(of), '>=', literal(value)));
    expect(
      await onBoth('sales', [
        from('day', '2001-01-02'),
        from('moment', '2001-01-02'),
        from('day', '2001-01-01T12:00:00Z'),
        from('moment', '2001-01-02T12:00:00+02:00'),
      ]),
    ).toEqual([3, 3, 3, 3]);
  });
  test('text is ordered by code point', async () => {
    expect(await onBoth('sales', [count(compareExpr(column('region'), '<', literal('nzz')))])).toEqual([2]);
    expect(await onBoth('sales', [count(compareExpr(column('region'), '<', literal('Z')))])).toEqual([0]);
  });
  test('names of any kind', async () => {
    const names = ['a.b', 'select', 'say "hi"', 'what?', '🙂', '*', 'x[0]', 'm0'];
    const max = names.map((name): Measure => ({
      measure: 'aggregate',
      fn: 'max',
      of: { expr: 'column', steps: [{ field: name }] },
    }));
    expect(await onBoth('odd', max)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  test('columns that bear the names of our own', async () => {
    expect(
      await onBoth('ours', [
        { measure: 'keys', columns: [column('n')] },
        { measure: 'keys', columns: [column('v'), column('n')] },
        { measure: 'frequencies', of: column('n'), limit: 1, segmentBy: column('v') },
        { measure: 'histogram', of: column('bin'), edges: { given: [1, 2] }, segmentBy: column('segment') },
        { measure: 'gaps', column: column('i'), every: 'P1D' },
      ]),
    ).toMatchObject([
      { rows: 3, keys: 2, repeated: 1 },
      { rows: 3, keys: 3, repeated: 0 },
      {
        segments: [
          { segment: 'a', values: [{ value: 5, count: 1 }], total: 1 },
          { segment: 'b', values: [{ value: 5, count: 1 }], total: 2, distinct: 2 },
        ],
      },
      {
        segments: expect.arrayContaining([
          expect.objectContaining({ segment: 's', counts: [0, 2, 0] }),
        ]) as unknown,
      },
      { violations: 1, total: 4, first: '2001-01-03' },
    ]);
  });
  test('a batch by day selects the moments of the day', async () => {
    expect(await onBoth('sales', [count()], { batch: { moment: '2001-01-01' } })).toEqual([2]);
    expect(await onBoth('sales', [count()], { batch: { day: '2001-01-05', region: 'south' } })).toEqual([1]);
    expect(await onBoth('sales', [count()], { where: 'amount < 5 -- small' })).toEqual([3]);
    expect(
      await onBoth('sales', [count(), { measure: 'count', scope: { batch: null } }], { where: 'id = 1' }),
    ).toEqual([1, 5]);
  });
});

describe('aggregates', () => {
  test('of plain values', async () => {
    const fns: AggregateFn[] = ['count', 'min', 'max', 'sum', 'mean', 'median', 'stddev', 'variance'];
    // 1, 2, 4, 10: mean 4.25, squares about it 10.5625 + 5.0625 + 0.0625 + 33.0625 = 48.75
    const found = await onBoth('sales', [
      ...fns.map((fn) => aggregate(fn, 'amount')),
      aggregate('quantile', 'amount', { q: 0.25 }),
    ]);
    expect(found).toEqual([
      4,
      1,
      10,
      17,
      4.25,
      3,
      expect.closeTo(Math.sqrt(16.25), 10),
      expect.closeTo(16.25, 10),
      1.75,
    ]);
  });
  test('exact decimals, booleans, lengths, conditions', async () => {
    const found = await onBoth('sales', [
      aggregate('sum', 'price'),
      aggregate('mean', 'ok'),
      aggregate('min', 'ok'),
      aggregate('max', 'region'),
      aggregate('min', 'day'),
      { measure: 'aggregate', fn: 'mean', of: length(column('region')) },
      aggregate('sum', 'amount', { where: compareExpr(column('region'), '=', literal('north')) }),
    ]);
    expect(found).toEqual([10.46, 0.75, false, 'south', '2001-01-01', 5, 3]);
  });
  test('over no values: null', async () => {
    const fns: AggregateFn[] = ['min', 'max', 'sum', 'mean', 'median', 'stddev', 'skewness'];
    expect(
      await onBoth(
        'empty_one',
        fns.map((fn) => aggregate(fn, 'amount')),
      ),
    ).toEqual(fns.map(() => null));
  });
  test('NaN is the largest value and spoils what it is part of', async () => {
    const fns: AggregateFn[] = ['min', 'max', 'sum', 'mean', 'stddev', 'variance', 'skewness'];
    const found = await onBoth('wild', [
      ...fns.map((fn) => aggregate(fn, 'x')),
      aggregate('correlation', 'x', { with: column('y') }),
    ]);
    expect(found).toEqual([1, 'NaN', 'NaN', 'NaN', 'NaN', 'NaN', 'NaN', 'NaN']);
    expect(await onBoth('wild', [count(compareExpr(column('x'), '>', literal(100)))])).toEqual([1]);
  });
  test('a column that does not vary correlates with nothing', async () => {
    expect(
      await onBoth('flat', [
        aggregate('correlation', 'x', { with: column('y') }),
        aggregate('skewness', 'x'),
      ]),
    ).toEqual([null, null]);
  });
  test('skewness keeps its digits far from zero: that of 1, 2, 9, 3', async () => {
    // mean 3.75; squares 7.5625 + 3.0625 + 27.5625 + 0.5625 = 38.75; cubes −20.796875 − 5.359375 + 144.703125 − 0.421875 = 118.125
    const g1 = 118.125 / 4 / (38.75 / 4) ** 1.5;
    expect(await onBoth('far', [aggregate('skewness', 'x')])).toEqual([
      expect.closeTo((Math.sqrt(12) / 2) * g1, 6),
    ]);
  });
  test('what a type can not give is unknown, and spoils nothing beside it', async () => {
    const found = await onBoth('sales', [
      aggregate('mean', 'region'),
      aggregate('max', 'id'),
      aggregate('min', 'nope'),
    ]);
    expect(found).toMatchObject([
      { unknown: { reason: 'bad_type' } },
      5,
      { unknown: { reason: 'missing_column' } },
    ]);
  });
});

describe('multiples', () => {
  const by = (of: string, step: string): Measure => count({ expr: 'multipleOf', of: column(of), by: step });
  test('of decimals exactly, of doubles by their shortest text', async () => {
    expect(
      await onBoth('sales', [by('price', '0.01'), by('price', '0.1'), by('amount', '2'), by('id', '2')]),
    ).toEqual([4, 2, 3, 2]);
    expect(await onBoth('wild', [by('x', '1')])).toEqual([2]);
  });
});

describe('keys and references', () => {
  test('keys', async () => {
    expect(
      await onBoth('sales', [
        { measure: 'keys', columns: [column('region')] },
        { measure: 'keys', columns: [column('region'), column('day')] },
      ]),
    ).toEqual([
      { rows: 4, keys: 2, repeated: 2 },
      { rows: 4, keys: 3, repeated: 1 },
    ]);
    expect(await onBoth('empty_one', [{ measure: 'keys', columns: [column('id')] }])).toEqual([
      { rows: 0, keys: 0, repeated: 0 },
    ]);
  });
  test('values of a type of their own', async () => {
    const token = column('token');
    const format: Expr = { expr: 'format', of: token, format: 'uuid' };
    expect(
      await onBoth('tokens', [
        { measure: 'keys', columns: [token] },
        count(isIn(token, ['123e4567-e89b-12d3-a456-426614174000', 'no uuid'])),
        count(format),
        aggregate('max', 'token'),
        { measure: 'frequencies', of: token, limit: 1 },
      ]),
    ).toMatchObject([{ rows: 2, keys: 1, repeated: 1 }, 2, 2, '123e4567-e89b-12d3-a456-426614174000', {}]);
  });
  test('orphans are rows; a repeated parent counts once, a key with a NULL part is none', async () => {
    const to = (...pairs: [string, string][]): Measure => ({
      measure: 'orphans',
      columns: pairs.map(([from]) => column(from)),
      to: { dataset: 'parent', columns: pairs.map(([, other]) => column(other)) },
    });
    expect(await onBoth('child', [to(['pid', 'id']), to(['pid', 'id'], ['code', 'code'])])).toEqual([
      { rows: 4, orphans: 1 },
      { rows: 4, orphans: 2 },
    ]);
  });
});

describe('distributions', () => {
  test('frequencies: most frequent first, ties by value', async () => {
    expect(await onBoth('sales', [{ measure: 'frequencies', of: column('region'), limit: 1 }])).toEqual([
      {
        segments: [
          { segment: null, values: [{ value: 'north', count: 2 }], nulls: 1, total: 4, distinct: 2 },
        ],
      },
    ]);
    expect(
      await onBoth('sales', [
        {
          measure: 'frequencies',
          of: column('ok'),
          limit: 9,
          segmentBy: column('region'),
          where: not(isNull(column('region'))),
        },
      ]),
    ).toEqual([
      {
        segments: [
          { segment: 'north', values: [{ value: true, count: 2 }], nulls: 0, total: 2, distinct: 1 },
          { segment: 'south', values: [{ value: false, count: 1 }], nulls: 1, total: 1, distinct: 1 },
        ],
      },
    ]);
    expect(await onBoth('empty_one', [{ measure: 'frequencies', of: column('name'), limit: 3 }])).toEqual([
      { segments: [{ segment: null, values: [], nulls: 0, total: 0, distinct: 0 }] },
    ]);
  });
  test('a histogram with given edges: each edge opens its bin, the last one closes', async () => {
    expect(
      await onBoth('sales', [{ measure: 'histogram', of: column('amount'), edges: { given: [2, 4, 10] } }]),
    ).toEqual([
      {
        edges: [2, 4, 10],
        segments: [
          {
            segment: null,
            counts: [1, 1, 2, 0],
            nulls: 1,
            mean: 4.25,
            stddev: expect.closeTo(Math.sqrt(16.25), 10) as number,
          },
        ],
      },
    ]);
    expect(
      await onBoth('empty_one', [{ measure: 'histogram', of: column('amount'), edges: { given: [0, 1] } }]),
    ).toEqual([
      { edges: [0, 1], segments: [{ segment: null, counts: [0, 0, 0], nulls: 0, mean: null, stddev: null }] },
    ]);
  });
  test('quantile edges: of the rows, of other rows, of ties, of nothing', async () => {
    expect(
      await onBoth('sales', [{ measure: 'histogram', of: column('id'), edges: { quantiles: 2 } }]),
    ).toMatchObject([{ edges: [1, 3, 5], segments: [{ counts: [0, 2, 3, 0] }] }]);
    const whole: Measure = {
      measure: 'histogram',
      of: column('id'),
      edges: { quantiles: 2, of: { batch: null } },
      segmentBy: column('region'),
    };
    expect(await onBoth('sales', [whole], { batch: { region: 'south' } })).toMatchObject([
      { edges: [1, 3, 5], segments: [{ segment: 'south', counts: [0, 0, 2, 0] }] },
    ]);
    expect(
      await onBoth('flat', [{ measure: 'histogram', of: column('x'), edges: { quantiles: 4 } }]),
    ).toMatchObject([{ edges: [5, 5], segments: [{ counts: [0, 3, 0] }] }]);
    expect(
      await onBoth('empty_one', [{ measure: 'histogram', of: column('amount'), edges: { quantiles: 3 } }]),
    ).toMatchObject([{ edges: [], segments: [{ counts: [0] }] }]);
  });
});

describe('sequences', () => {
  test('gaps: steps of the calendar that no row has', async () => {
    expect(await onBoth('sales', [{ measure: 'gaps', column: column('day'), every: 'P1D' }])).toEqual([
      { violations: 2, total: 5, first: '2001-01-03' },
    ]);
    expect(await onBoth('meters', [{ measure: 'gaps', column: column('moment'), every: 'PT1H' }])).toEqual([
      { violations: 2, total: 6, first: '2001-01-01T12:00:00.000Z' },
    ]);
    expect(await onBoth('spans', [{ measure: 'gaps', column: column('since'), every: 'P1M' }])).toEqual([
      { violations: 0, total: 3, first: null },
    ]);
    expect(
      await onBoth('empty_one', [{ measure: 'gaps', column: column('id'), every: 'P1D' }]),
    ).toMatchObject([{ unknown: { reason: 'bad_type' } }]);
  });
  test('order', async () => {
    const up = (strictly: boolean): Measure => ({
      measure: 'order',
      column: column('reading'),
      orderBy: column('moment'),
      direction: 'up',
      strictly,
    });
    expect(await onBoth('meters', [up(false), up(true)])).toEqual([
      { violations: 1, total: 4, first: '2001-01-01T14:30:00.000Z' },
      { violations: 2, total: 4, first: '2001-01-01T14:30:00.000Z' },
    ]);
  });
  test('overlaps: an open end never ends; [a, b) and [b, c) do not overlap', async () => {
    expect(
      await onBoth('spans', [
        { measure: 'overlaps', key: [column('who')], from: column('since'), to: column('until') },
      ]),
    ).toEqual([{ violations: 2, total: 5, first: '2001-01-05' }]);
    const hidden = { columns: [declared('since', 'date', 'restricted')] };
    expect(
      await onBoth(
        'spans',
        [{ measure: 'overlaps', key: [column('who')], from: column('since'), to: column('until') }],
        hidden,
      ),
    ).toMatchObject([{ first: null }]);
  });
  test('one current row a key', async () => {
    expect(
      await onBoth('versions', [{ measure: 'current', key: [column('k')], current: column('is_current') }]),
    ).toEqual([{ violations: 2, total: 3, first: null }]);
  });
});

describe("the author's SQL", () => {
  const query = (sql: string): Measure => ({ measure: 'query', sql });
  test('the bare name, placeholders, a comment at the end, the batch', async () => {
    const forms = [
      'select count(*) from sales',
      'select count(*) from ${table}; ',
      'select count(*) from {model} -- all',
      'with s as (select * from {object}) select count(*) from s',
    ];
    expect(await onBoth('sales', forms.map(query), { batch: { region: 'north' } })).toEqual(
      forms.map(() => ({ value: 2 })),
    );
    expect(
      await onBoth('sales', [
        { measure: 'query', sql: 'select max(${column}) from ${table}', column: [{ field: 'amount' }] },
      ]),
    ).toEqual([{ value: 10 }]);
    expect(
      await onBoth('sales', [{ measure: 'queryRows', sql: 'select * from sales where amount > 1' }]),
    ).toEqual([3]);
  });
  test('one value is due', async () => {
    const wrong = await onBoth('sales', [
      query('select id from sales where id > 9'),
      query('select id from sales'),
      query('select 1 as a, 2 as b'),
      query('select 1 as a, 2 as a'),
      query('select max(id) from sales where id > 9'),
    ]);
    expect(wrong).toMatchObject([
      { unknown: { reason: 'no_rows' } },
      { unknown: { reason: 'not_scalar' } },
      { unknown: { reason: 'not_scalar' } },
      { unknown: { reason: 'not_scalar' } },
      { value: null },
    ]);
  });
  test('a predicate stays in its parentheses', async () => {
    const where: Expr = and(
      { expr: 'sql', sql: 'id = 1 or id = 2 -- two' },
      compareExpr(column('id'), '=', literal(2)),
    );
    expect(
      await onBoth('sales', [
        count(where),
        count({ expr: 'sql', sql: '${column} is null', column: [{ field: 'amount' }] }),
      ]),
    ).toEqual([1, 1]);
  });
});
