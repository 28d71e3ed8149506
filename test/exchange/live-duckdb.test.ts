/** A live DuckDB database → a contract that its own data pass, unedited. */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAll, importFolder, importIn, keep, notPassed } from './import-world.js';

const SQL = `
create schema mart; create type mood as enum ('good', 'it''s bad, (really)');
create table mart.customers (id bigint primary key, email varchar unique check (length(email) <= 50), feeling mood not null, born date check (born >= date '1900-01-01'));
insert into mart.customers values (1, 'a@x.example', 'good', '1970-01-01'), (2, null, 'it''s bad, (really)', null);
create table mart.orders (
  id int, part utinyint, customer bigint references mart.customers (id), total decimal(38,9) check (total >= 0 and total < 1e30), rate double, f float, huge hugeint, big ubigint,
  state varchar default 'new' check (State in ('new', 'paid')), kind varchar check (kind like 'k%'), ok boolean, note json, tags varchar[], grid int[][], fixed int[3],
  seen timestamptz, local timestamp, ns timestamp_ns, s timestamp_s, clock time, zoned timetz, span interval, raw blob, bits bit, u uuid, un union(i int, t varchar),
  address struct(city varchar, "zip code" varchar, geo double[]), lines struct(sku varchar, n int)[], counts map(varchar, int), vn bignum,
  twice int generated always as (id * 2) virtual, "select" int, "a.b" int check ("a.b" <> 3), "quo""te" int, "ümläut" int, "😀" int, "__proto__" int,
  primary key (part, id), check (id > 0 or total is null), check (local <= ns::timestamp), unique (customer, state), check (id between 1 and 10));
insert into mart.orders (id, part, customer, total, rate, f, huge, big, state, kind, ok, note, tags, grid, fixed, seen, local, ns, s, clock, zoned, span, raw, bits, u, un, address, lines, counts, vn)
values (1, 1, 1, 99999999999999999999999999999.123456789, 'nan', 0.5, 170141183460469231731687303715884105727, 18446744073709551615, 'new', 'kx', true, '{"a":1}', ['a'], [[1],[2]], [1,2,3],
  '2001-01-01', '2001-01-01', '2001-01-02', '2001-01-01', '10:00:00', '10:00:00+02', interval 1 day, 'x', '101', uuid(), union_value(i := 1), {'city': 'x', 'zip code': 'y', 'geo': [1.5]},
  [{'sku': 'a', 'n': 1}], map {'a': 1}, 12345678901234567890123456789012345678901234567890::bignum), (2, 1, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
  null, null, null, null, null, null, null, null, null, null, null, null, null);
create table mart.lines (part utinyint, id int, n int, foreign key (part, id) references mart.orders (part, id)); insert into mart.lines values (1, 1, 1), (null, 3, 1);
create unique index one on mart.lines (n, id); create unique index two on mart.lines ((n + id)); create index plain on mart.lines (n);
create view paid as select id, total, feeling from mart.orders join mart.customers using (id); create table "Odd ""Table""" ("Key /1" int primary key); insert into "Odd ""Table""" values (1);
create table empty (id int); comment on table mart.orders is 'All orders'; comment on column mart.orders.total is 'In euros';
`;

let root: string;
let remove: () => void;
beforeAll(async () => {
  ({ root, remove } = importFolder());
  const instance = await DuckDBInstance.create(join(root, 'shop.duckdb'));
  const connection = await instance.connect();
  await connection.run(SQL);
  connection.closeSync();
  instance.closeSync();
});
afterAll(() => remove());

describe('a live DuckDB database', () => {
  it('is a contract that its own data pass, unedited', async () => {
    const result = await importIn(root, ['shop.duckdb'], { options: { layer: 'silver' } });
    keep(root, result);
    const runs = await checkAll(root);
    expect(runs.map(({ dataset }) => dataset).sort()).toEqual(
      [
        'silver.Odd "Table"',
        'silver.customers',
        'silver.empty',
        'silver.lines',
        'silver.orders',
        'silver.paid',
      ].sort(),
    );
    expect(notPassed(runs)).toEqual([
      'silver.empty silver.empty/rowCount: fail silver.empty: 0 rows, allowed > 0',
    ]);
    const [text = ''] = result.contracts.map((each) => each.text);
    expect(text).toMatch(/server: duckdb\n\s+type: duckdb\n\s+database: shop.duckdb\n\s+schema: main/);
    expect(text).toContain('validValues: [good, "it\'s bad, (really)"]');
    expect(text).toContain('physicalType: DECIMAL(38,9)');
    expect(text).toContain('to: [orders.part, orders.id]');
    expect(text).toContain('physicalName: mart.orders');
  });

  it('says what it could not carry', async () => {
    const { notCarried } = await importIn(root, ['duckdb', 'shop.duckdb'], { schemas: ['mart'] });
    expect(notCarried.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'mart.lines: two: UNIQUE INDEX on an expression',
      'mart.orders.state: DEFAULT or GENERATED value',
      'mart.orders.twice: DEFAULT or GENERATED value',
    ]);
  });

  it('of a file that is no database ends with a sentence', async () => {
    await expect(importIn(root, ['duckdb', 'assay.yaml'])).rejects.toThrow(
      /could not be opened as a DuckDB database/,
    );
    await expect(importIn(root, ['duckdb', 'nowhere.duckdb'])).rejects.toThrow(/no database file/);
  });
});
