/** DDL → contract → DDL → the same contract; and what is written is run by the database that it is written for. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exportContracts } from '../../src/app/export-contracts.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { importFolder, importIn, keep, notPassed, checkAll, suitesIn } from './import-world.js';

const POSTGRES = `
create schema sales;
create type mood as enum ('good', 'it''s bad');
create type address as (street varchar(50), zip char(5));
create domain amount as numeric(38, 9) check (value >= 0);
create table customers (id bigserial primary key, email text not null unique check (length(email) between 3 and 320), feeling mood, home address, tags text[], more jsonb, extra json);
create table sales."Order Lines" (
  "Order" int not null, n smallint, customer bigint references customers, total amount not null, rate numeric, plain numeric(10), price money, state varchar(10) check (state in ('new', 'it''s')),
  kind char(3), ok boolean, at timestamptz, local timestamp(3), clock time, day date check (day >= '2001-01-01' and day < '2100-01-01'), raw bytea, bits bit(3), varbits bit varying(5), ip inet, u uuid,
  f real check (f > 0.5), d float8, span interval, "quo""te" int check ("quo""te" <> 3), "a.b" int,
  primary key (n, "Order"), unique (customer, at), check (local <> '2001-01-01'::timestamp or f is null), constraint "odd; one" check (total > rate), check (d is not null), check ("Order" not in (7, 8)));
alter table sales."Order Lines" add constraint self foreign key (n, "Order") references sales."Order Lines" (n, "Order");
create table "bad "";drop table customers;--" ("x');drop table customers;--" text check ("x');drop table customers;--" in ('''); drop table customers; --')));
comment on table customers is 'It''s "quoted"; -- and more';
comment on column customers.email is E'Two\\nlines';
`;
const DUCKDB = `
create schema sales; create type mood as enum ('good', 'it''s bad');
create table customers (id bigint primary key, email varchar not null unique check (length(email) between 3 and 320), feeling mood, home struct(street varchar, "zip code" varchar), tags varchar[], more json,
  homes struct(a int, b decimal(4,2))[], counts map(varchar, bigint), fixed int[3]);
create table orders (id int, n utinyint, customer bigint references customers (id), total decimal(38,9) not null check (total >= 0), state varchar default 'x' check (state in ('new', 'it''s')), ok boolean, seen timestamptz,
  local timestamp, clock time, day date check (day >= date '2001-01-01'), raw blob, bits bit, u uuid, f float check (f > 0.5), d double, span interval, huge hugeint, big ubigint, "quo""te" int, "a.b" int check ("a.b" <> 3),
  primary key (n, id), unique (customer, seen), check (id > 0 or f is null), check (local >= '2001-01-01'::timestamp), check (id not in (7, 8)));
create table lines (n utinyint, id int, foreign key (n, id) references orders (n, id)); create table sales.other (id int primary key, up int references sales.other (id));
create unique index one on lines (n, id);
comment on table orders is 'It''s "quoted"; -- and more'; comment on column orders.total is 'In euros';
`;

let server: TestPostgres;
const removes: (() => void)[] = [];
beforeAll(async () => void (server = await startPostgres()));
afterEach(() => removes.splice(0).forEach((remove) => remove()));
afterAll(() => server.close());

function folder(files: Record<string, string>): string {
  const { root, remove } = importFolder(files);
  removes.push(remove);
  return root;
}

/** Imports the file, exports the contract, and imports that. */
async function twice(sql: string, dialect: 'postgres' | 'duckdb') {
  const first = folder({ 'shop.sql': sql });
  const imported = await importIn(first, ['shop.sql'], { options: { dialect, id: 'shop' } });
  keep(first, imported);
  const exported = await exportContracts({
    format: 'ddl',
    files: [],
    options: { dialect },
    environment: null,
    cwd: first,
  });
  const text = exported.files.map((file) => file.text).join('\n');
  const second = folder({ 'shop.sql': text });
  const again = await importIn(second, ['shop.sql'], { options: { dialect, id: 'shop' } });
  keep(second, again);
  return { first, second, imported, exported, text, again };
}

const digests = async (root: string): Promise<Record<string, string>> =>
  Object.fromEntries((await suitesIn(root)).map(({ dataset, digest }) => [dataset, digest]));

describe('DDL of PostgreSQL', () => {
  it('gives the same suites after a way there and back', async () => {
    const { first, second, imported, exported, again } = await twice(POSTGRES, 'postgres');
    expect(again.contracts[0]?.text).toBe(imported.contracts[0]?.text);
    expect(await digests(second)).toEqual(await digests(first));
    expect(exported.notCarried).toEqual([]);
  });

  it('is run by PostgreSQL, and the live database says the same', async () => {
    const { first, text } = await twice(POSTGRES, 'postgres');
    const url = await server.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(text);
    const { rows } = await client.query(
      `select count(*)::int as n from information_schema.tables where table_schema in ('public', 'sales')`,
    );
    expect(rows).toEqual([{ n: 3 }]);
    await expect(client.query(`insert into customers (id, email) values (1, 'x')`)).rejects.toThrow(
      /check constraint/,
    );
    await client.end();
    const live = folder({
      'url.txt': url,
      'assay.yaml': 'servers:\n  postgres:\n    url: ${file:url.txt}\n',
    });
    keep(live, await importIn(live, ['postgres', '${file:url.txt}'], { options: { id: 'shop' } }));
    const ofLive = await suitesIn(live);
    const ofFile = await suitesIn(first);
    const shape = (suites: typeof ofLive) =>
      suites
        .map(({ dataset, checks }) => [
          dataset,
          checks.map(({ kind, column }) => `${kind} ${column ?? ''}`).sort(),
        ])
        .sort();
    expect(shape(ofLive)).toEqual(shape(ofFile));
  });
});

describe('DDL of DuckDB', () => {
  it('gives the same suites after a way there and back', async () => {
    const { first, second, imported, exported, again } = await twice(DUCKDB, 'duckdb');
    expect(again.contracts[0]?.text).toBe(imported.contracts[0]?.text);
    expect(await digests(second)).toEqual(await digests(first));
    expect(exported.notCarried).toEqual([]);
  });

  it('is run by DuckDB, and the database passes the contract', async () => {
    const { first, text } = await twice(DUCKDB, 'duckdb');
    const instance = await DuckDBInstance.create(join(first, 'shop.duckdb'));
    const connection = await instance.connect();
    await connection.run(text);
    await connection.run(`insert into customers (id, email) values (1, 'abc')`);
    await expect(connection.run(`insert into customers (id, email) values (2, 'x')`)).rejects.toThrow(
      /CHECK/i,
    );
    connection.closeSync();
    instance.closeSync();
    const live = folder({});
    writeFileSync(join(live, 'assay.yaml'), 'contracts: contracts/\n');
    keep(live, await importIn(live, ['duckdb', join(first, 'shop.duckdb')], { options: { id: 'shop' } }));
    expect(notPassed((await checkAll(live)).filter(({ dataset }) => dataset === 'customers'))).toEqual([]);
    expect(await digests(live)).toEqual(await digests(first));
  });
});
