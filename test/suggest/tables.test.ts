/** Suggestions from tables: a real PostgreSQL server and a DuckDB database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveSource } from '../../src/app/suggest/suggest-source.js';
import { suggest } from '../../src/app/suggest/suggest.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { AS_OF, catalogue } from './suggest-file.js';

let server: TestPostgres;
let url = '';
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-tables-'));
  server = await startPostgres();
  url = await server.createDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create schema shop;
    create type shop.state as enum ('open', 'paid', 'shipped');
    create table shop."Orders" (
      order_id bigint primary key, "customer.id" text not null, amount numeric(10, 2) not null,
      state shop.state not null, email text, placed_at timestamptz not null, tags text[], extra jsonb);
    insert into shop."Orders"
    select i, 'C-' || lpad((i % 90)::text, 4, '0'), (5 + (i * 37) % 200)::numeric(10, 2),
      (array['open', 'paid', 'shipped'])[1 + i % 3]::shop.state, 'secret' || i || '@people.example',
      timestamptz '2026-10-01' + i * interval '97 minutes', array['a'], '{"k": 1}'
    from generate_series(1, 450) i;`);
  await client.end();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const wish = (source: string, table: string) => ({
  source,
  server: null,
  table,
  layer: 'silver',
  name: null,
  environment: null,
});
const place = () => ({ cwd: folder, root: folder, project: null });
const options = { catalogue, layers: ['bronze', 'silver', 'gold'], asOf: AS_OF, sample: null, holdOut: true };

test('PostgreSQL: types, key, form, freshness; neither a password nor an address of a person is written', async () => {
  const found = resolveSource(wish(url, 'shop.Orders'), place());
  const suggestion = await suggest({ ...found, ...options });
  expect(suggestion.dataset).toBe('silver.Orders');
  expect(suggestion.dropped).toEqual([]);
  expect(suggestion.heldOut.map(({ split, failed }) => [split, failed])).toEqual([
    ['hash', 0],
    ['time', 0],
  ]);
  const { text } = suggestion;
  expect(text).toMatch(/physicalType: numeric\(10,2\)/);
  expect(text).toMatch(/name: order_id\n(.*\n)*?\s+primaryKey: true/);
  expect(text).toMatch(/pattern: \^C-\\d\{4\}\$/);
  expect(text).toMatch(/property: latency/);
  expect(text).toMatch(/classification: confidential/);
  expect(text).not.toContain('secret');
  expect(found.settings).toEqual({ user: 'postgres', password: '${env:PGPASSWORD}' });
  expect(JSON.stringify(found.subject)).not.toContain('secret');
});

test('a table that is not there, a server that is not there, a wrong password: a sentence without secrets', async () => {
  const failing = async (source: string, table: string): Promise<string> => {
    try {
      await suggest({ ...resolveSource(wish(source, table), place()), ...options });
      return 'no error';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  expect(await failing(url, 'shop.nothing')).toMatch(/There is no shop\.nothing/);
  expect(await failing(url.replace(/:\d+\//, ':1/'), 'x')).toMatch(/can not be reached/);
  expect(await failing('postgres://u:s3cret@[bad/db', 'x')).toMatch(/can not be read/);
  expect(await failing('postgres://u:s3cret@[bad/db', 'x')).not.toContain('s3cret');
});

test('a DuckDB file, by a path that the contract can carry', async () => {
  const path = join(folder, 'shop.duckdb');
  const instance = await DuckDBInstance.create(path);
  const sql = await instance.connect();
  await sql.run(`create table orders as select i as id, (i * 37) % 200 as amount from range(500) t(i)`);
  sql.closeSync();
  instance.closeSync();
  const found = resolveSource(wish('shop.duckdb', 'orders'), place());
  expect(found.subject.servers).toEqual([
    { server: 'database', type: 'duckdb', database: 'shop.duckdb', schema: 'main' },
  ]);
  const suggestion = await suggest({ ...found, ...options });
  expect(suggestion.rules.map(({ kind }) => kind)).toContain('key');
  expect(suggestion.rows).toBe(500);
});
