/** Nested values and sources of text: structs, lists and JSON on both engines; CSV and JSON files on DuckDB. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { duckdbEngine } from '../../src/engine/duckdb/duckdb.js';
import type { Expr, Measure } from '../../src/model/measure.js';
import { and, compareExpr, isIn, isNull, length, literal, not } from '../../src/model/expr.js';
import type { Target } from '../../src/model/plan.js';
import type { LogicalType } from '../../src/model/type.js';
import { column, declared, lab, openLabs, type Lab } from './lab.js';

let labs: readonly Lab[] = [];
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ labs, close } = await openLabs({
    duckdb: `
      create table orders as select * from (values
        (1, {'city': 'Bern', 'zip': '3000'}, [{'sku': 'a', 'qty': 1}, {'sku': null, 'qty': 5}], ['x', 'x'], '{"k": 1, "l": [1, 2], "s": "2001-01-15"}'::json),
        (2, {'city': null, 'zip': '1'}, [], ['x', null], '{"k": "7", "l": [], "s": "nope"}'::json),
        (3, null, null, null, null)) t(id, address, lines, tags, doc)`,
    postgres: `
      create type addr as (city text, zip text); create type order_line as (sku text, qty int);
      create table orders (id int, address addr, lines order_line[], tags text[], doc jsonb);
      insert into orders values
        (1, row('Bern', '3000'), array[row('a', 1), row(null, 5)]::order_line[], array['x', 'x'], '{"k": 1, "l": [1, 2], "s": "2001-01-15"}'),
        (2, row(null, '1'), '{}', array['x', null], '{"k": "7", "l": [], "s": "nope"}'),
        (3, null, null, null, null)`,
  }));
});
afterAll(() => close());

const count = (where: Expr): Measure => ({ measure: 'count', where });
const counts = async (target: Target, on: Lab, ...wheres: readonly Expr[]): Promise<readonly unknown[]> =>
  on.take(target, wheres.map(count));

describe('nested values', () => {
  test('fields of a struct', async () => {
    for (const each of labs) {
      const found = await counts(
        await each.target('orders'),
        each,
        compareExpr(column('address.city'), '=', literal('Bern')),
        isNull(column('address.city')),
        compareExpr(length(column('address.zip')), '<', literal(2)),
        { expr: 'hasKey', of: column('address'), key: 'zip' },
        { expr: 'hasKey', of: column('address'), key: 'street' },
      );
      expect(found).toEqual([1, 2, 1, 2, 0]);
    }
  });
  test('a predicate on items holds for a row when it holds for some item', async () => {
    for (const each of labs) {
      const found = await counts(
        await each.target('orders'),
        each,
        isNull(column('lines[].sku')),
        compareExpr(column('lines[].qty'), '>', literal(3)),
        and(not(isNull(column('lines[].sku'))), compareExpr(column('lines[].qty'), '>', literal(3))),
        compareExpr(length(column('lines')), '<', literal(1)),
        not({ expr: 'uniqueItems', of: column('tags') }),
      );
      expect(found).toEqual([1, 1, 0, 1, 1]);
    }
  });
  test('values of items are measured one by one', async () => {
    for (const each of labs) {
      const found = await each.take(await each.target('orders'), [
        { measure: 'aggregate', fn: 'sum', of: column('lines[].qty') },
        { measure: 'keys', columns: [column('tags[]')] },
        { measure: 'frequencies', of: column('tags[]'), limit: 5 },
      ]);
      expect(found).toEqual([
        6,
        { rows: 3, keys: 1, repeated: 1 },
        {
          segments: [{ segment: null, values: [{ value: 'x', count: 3 }], nulls: 1, total: 3, distinct: 1 }],
        },
      ]);
    }
  });
  test('JSON columns, read as what is declared', async () => {
    const columns = [declared('doc.k', 'integer'), declared('doc.s', 'date'), declared('doc.l[]', 'integer')];
    for (const each of labs) {
      const found = await counts(
        await each.target('orders', { columns }),
        each,
        compareExpr(column('doc.k'), '=', literal(1)),
        { expr: 'readsAs', of: column('doc.k'), type: 'integer' },
        compareExpr(column('doc.s'), '>=', literal('2001-01-01')),
        isNull(column('doc.nothing')),
        compareExpr(column('doc.l[]'), '=', literal(2)),
        compareExpr(length(column('doc')), '=', literal(3)),
        { expr: 'hasKey', of: column('doc'), key: 'l' },
      );
      expect(found).toEqual([1, 1, 1, 3, 1, 2, 2]);
    }
  });
});

describe('files of text', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-text-'));
    const csv = [
      'n,d,t,b,"say ""x"""',
      '1,2001-01-15,2001-01-15T10:00:00+02:00,yes,é',
      '1.5,2001-02-30,2001-01-15 08:00:00,maybe,""',
      '007,0000-01-01,nope,,',
      '9007199254740993,2004-02-29,2001-01-15,T,"a, b"',
    ];
    writeFileSync(join(folder, 'a.csv'), `${csv.join('\n')}\n`);
    const json = [
      '{"n": 1, "s": "x", "o": {"p": [1, "2"]}}',
      '{"n": "1", "s": 5, "o": null}',
      '{"n": 1.0, "s": null}',
      '{"n": 1.5, "o": {"p": []}}',
    ];
    writeFileSync(join(folder, 'a.ndjson'), `${json.join('\n')}\n`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  /** Takes measures on a file that declares these types. */
  const onFile = async (
    path: string,
    types: { readonly [name: string]: LogicalType },
    measures: readonly Measure[],
  ): Promise<readonly unknown[]> => {
    const format = path.endsWith('csv') ? 'csv' : 'ndjson';
    const server = { name: 'files', type: 'local', contract: { path, format }, settings: {}, root: folder };
    const session = await duckdbEngine.open(server, []);
    try {
      const on = lab('duckdb', session, server);
      const columns = Object.entries(types).map(([name, type]) => declared(name, type));
      return await on.take(await on.target('f', { columns }), measures);
    } finally {
      await session.close();
    }
  };
  const reads = (name: string, type: LogicalType): Expr => ({
    expr: 'readsAs',
    of: { expr: 'raw', steps: [{ field: name }] },
    type,
  });

  test('CSV: what reads as a type is a value of it, the rest is NULL and still text', async () => {
    const types = { n: 'integer', d: 'date', t: 'timestamp', b: 'boolean' } as const;
    const say: Expr = { expr: 'column', steps: [{ field: 'say "x"' }] };
    const raw = (name: string): Expr => ({ expr: 'raw', steps: [{ field: name }] });
    const wheres = [
      reads('n', 'integer'),
      not(reads('n', 'integer')),
      reads('d', 'date'),
      reads('t', 'timestamp'),
      reads('b', 'boolean'),
      isNull(column('b')),
      isNull(raw('b')),
      isNull(say),
    ];
    expect(await onFile('a.csv', types, wheres.map(count))).toEqual([3, 1, 2, 3, 2, 2, 1, 2]);
    const found = await onFile('a.csv', types, [
      { measure: 'aggregate', fn: 'max', of: column('n') },
      { measure: 'aggregate', fn: 'min', of: column('d') },
      count(compareExpr(column('t'), '=', literal('2001-01-15T08:00:00Z'))),
      count(isIn(raw('n'), ['007'])),
      { measure: 'aggregate', fn: 'mean', of: say },
    ]);
    expect(found).toMatchObject([
      '9007199254740993',
      '2001-01-15',
      2,
      1,
      { unknown: { reason: 'bad_type' } },
    ]);
  });
  test('JSON: numbers, texts and objects are themselves', async () => {
    const types = { n: 'integer', s: 'string', o: 'object', 'o.p': 'array' } as const;
    const wheres: readonly Expr[] = [
      reads('n', 'integer'),
      not(reads('n', 'integer')),
      reads('s', 'string'),
      not(reads('s', 'string')),
      isNull(column('s')),
      compareExpr(column('n'), '=', literal(1)),
      { expr: 'readsAs', of: { expr: 'raw', steps: [{ field: 'o' }, { field: 'p' }] }, type: 'array' },
      compareExpr(length(column('o.p')), '=', literal(2)),
    ];
    expect(await onFile('a.ndjson', types, wheres.map(count))).toEqual([2, 2, 1, 1, 2, 2, 2, 1]);
  });
});
