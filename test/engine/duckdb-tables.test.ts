/** DuckDB's own databases, and sessions over several servers at once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import type { TableInfo } from '../../src/model/table.js';
import { duckdbEngine, memoryServer, openDuckdbMemory } from '../../src/engine/duckdb/duckdb.js';
import type { EngineSession, ServerConfig } from '../../src/engine/engine.js';
import { engineFor, engines } from '../../src/engine/engines.js';

const root = mkdtempSync(join(tmpdir(), 'assay-duck-'));
const options = { timeoutMs: 10_000 };
const server = (type: string, contract: JsonObject): ServerConfig => ({
  name: 'lake',
  type,
  contract,
  settings: {},
  root,
});
const sales = server('duckdb', { database: 'sales.duckdb', schema: 'mart' });

const look = (session: EngineSession, at: ServerConfig, name: string): Promise<TableInfo> =>
  session.describe({ server: at, object: name, physicalName: name, batch: null, partition: [] });

async function make(file: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(root, file));
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

beforeAll(async () => {
  await make(
    'sales.duckdb',
    `create schema mart; create table mart.orders (id integer primary key, state enum ('new', 'done'),
       address struct(city varchar, "zip code" integer), lines struct(sku varchar)[]);
     insert into mart.orders values (1, 'new', null, null), (2, 'done', null, null); create table mart.empty (id integer)`,
  );
  await make('memory.duckdb', 'create table countries (code varchar); insert into countries values (1)');
  writeFileSync(join(root, 'codes.csv'), 'code\nde\nfr\n');
  writeFileSync(join(root, 'not.duckdb'), 'this is no database at all'.repeat(500));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a database file', () => {
  it('tells types, keys and its exact row count', async () => {
    const session = await duckdbEngine.open(sales, []);
    const table = await look(session, sales, 'orders');
    expect(table).toMatchObject({
      exists: true,
      rows: 2,
      uniqueKeys: [['id']],
      relation: { relation: 'table', catalog: 'sales', schema: 'mart', name: 'orders' },
    });
    expect(table.columns).toMatchObject([
      { name: 'id', type: { name: 'integer' }, notNull: true },
      { name: 'state', type: { name: 'enum' } },
      {
        name: 'address',
        type: {
          name: 'struct',
          fields: [
            { name: 'city', type: { name: 'varchar' } },
            { name: 'zip code', type: { name: 'integer' } },
          ],
        },
      },
      { name: 'lines', type: { name: 'list', items: { name: 'struct', fields: [{ name: 'sku' }] } } },
    ]);
    expect(await look(session, sales, 'empty')).toMatchObject({ rows: 0 });
    expect(await session.run('select count(*) as n from orders', options)).toEqual([{ n: 2 }]);
    await expect(session.run('delete from orders', options)).rejects.toThrow(/DuckDB could not run/);
    await session.close();
  });

  it.each([
    ['nothing.duckdb', /There is no database file/],
    ['not.duckdb', /could not be opened as a DuckDB database/],
  ])('that can not be opened is said to be unreachable: %s', async (database, message) => {
    const opening = duckdbEngine.open(server('duckdb', { database }), []);
    await expect(opening).rejects.toMatchObject({ reason: 'unreachable' });
    await expect(opening).rejects.toThrow(message);
  });
});

describe('a session over several servers', () => {
  it('reads databases and files side by side, and only those', async () => {
    const countries = server('duckdb', { database: 'memory.duckdb' });
    const codes = server('local', { path: 'codes.csv', format: 'csv' });
    expect(duckdbEngine.reaches(sales, codes)).toBe(true);
    const session = await duckdbEngine.open(sales, [countries, codes, sales]);
    expect(await look(session, countries, 'countries')).toMatchObject({
      rows: 1,
      relation: { catalog: 'memory_2', schema: 'main' },
    });
    expect(await look(session, codes, 'codes')).toMatchObject({ text: 'csv', columns: [{ name: 'code' }] });
    const sql = `select (select count(*) from sales.mart.orders) + (select count(*) from memory_2.main.countries)
      + (select count(*) from read_csv('${root}/codes.csv')) as n`;
    expect(await session.run(sql, options)).toEqual([{ n: 5 }]);
    await session.close();
  });
});

describe('a session in memory', () => {
  it('describes and reads the tables of its set-up', async () => {
    const session = await openDuckdbMemory('create table t as select 1 as a, null::varchar as b');
    const table = await look(session, memoryServer, 't');
    expect(table).toMatchObject({ exists: true, rows: 1, columns: [{ name: 'a' }, { name: 'b' }] });
    expect(await session.run('select * from memory.main.t', options)).toEqual([{ a: 1, b: null }]);
    expect((await session.dataVersion(table, [], options)).kind).toBe('table');
    await session.close();
  });

  it('gives nested values as JSON, and a map with its keys as text', async () => {
    const session = await openDuckdbMemory('select 1');
    const [row] = await session.run(
      `select {'a': 1, 'b': [9007199254740993::bigint]} as s, map {1: 'x', 2: null} as m, [date '2001-01-01', null] as l,
         interval 1 day as i, 12345678901234567890123::hugeint as h, date 'infinity' as d, union_value(num := 2) as u, 5::utinyint as t`,
      options,
    );
    expect(row).toEqual({
      s: { a: 1, b: ['9007199254740993'] },
      m: { '1': 'x', '2': null },
      l: ['2001-01-01', null],
      i: 'P1D',
      h: '12345678901234567890123',
      d: 'Infinity',
      u: 2,
      t: 5,
    });
    await session.close();
  });

  it('tells how far a long statement is', async () => {
    const session = await openDuckdbMemory('create table t as select range as i from range(2000000)');
    const seen: number[] = [];
    const sql = 'select sum(length(sha256(i::varchar))) as n from t';
    await session.run(sql, { timeoutMs: 60_000, onProgress: (done) => seen.push(done) });
    expect(seen.some((done) => done > 0 && done < 1)).toBe(true);
    expect(seen.every((done) => done >= 0 && done <= 1)).toBe(true);
    await session.close();
  });
});

describe('engineFor', () => {
  it('knows who runs what', () => {
    expect(engineFor('local')?.name).toBe('duckdb');
    expect(engineFor('postgresql')?.name).toBe('postgres');
    expect(engineFor('kafka')).toBeNull();
    const types = engines.flatMap((engine) => engine.serverTypes);
    expect(new Set(types).size).toBe(types.length);
  });
});
