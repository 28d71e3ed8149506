/** How large things are, told without reading them: real files, a real PostgreSQL. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estimateScan } from '../../src/app/review/estimate-scan.js';
import { readContract } from '../../src/contract/read-contract.js';
import type { Source } from '../../src/run/run-services.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';

let folder: string;
let server: TestPostgres;
let url: URL;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-estimate-'));
  writeFileSync(join(folder, 'a.csv'), 'id\n1\n2\n');
  writeFileSync(join(folder, "it's [1].csv"), 'id\n1\n');
  const instance = await DuckDBInstance.create(join(folder, 'shop.duckdb'));
  const duckdb = await instance.connect();
  await duckdb.run(`copy (select range as id from range(1000)) to '${join(folder, 'a.parquet')}'`);
  await duckdb.run(`copy (select range as id from range(500)) to '${join(folder, 'b.parquet')}'`);
  await duckdb.run('create table orders as select range as id from range(70)');
  await duckdb.run('create view seen as select * from orders');
  duckdb.closeSync();
  instance.closeSync();
  server = await startPostgres();
  url = new URL(await server.createDatabase());
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`
    create table orders as select generate_series(1, 1000) as id; analyze orders;
    create table "it's ""odd""" as select generate_series(1, 10) as id; analyze "it's ""odd""";
    create table fresh (id integer) with (autovacuum_enabled = false); insert into fresh select generate_series(1, 1000);
    create view seen as select * from orders;
    create table parts (id integer) partition by range (id);
    create table parts_1 partition of parts for values from (0) to (100);
    create table parts_2 partition of parts for values from (100) to (1000);
    insert into parts select generate_series(0, 299); analyze parts_1; analyze parts_2;
  `);
  await client.end();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function sourceOf(type: string, settings: Record<string, string>, physicalName = 'orders'): Source {
  const read = readContract(
    JSON.stringify({
      apiVersion: 'v3.1.0', kind: 'DataContract', id: 'o', version: '1.0.0', status: 'active',
      schema: [{ name: 'orders', physicalName, properties: [{ name: 'id', logicalType: 'integer' }] }],
    }), // prettier-ignore
    'o.json',
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const [dataset] = read.value.datasets;
  if (dataset === undefined) throw new Error('no dataset');
  const suite = {
    kind: 'Suite', dataset: dataset.key, digest: '', checks: [], columns: [], keyColumns: [], partition: [], coverage: [], notExecuted: [],
  } as const; // prettier-ignore
  const own = type === 'postgres' ? { url: url.href } : {};
  return {
    contract: read.value,
    dataset,
    suite,
    server: { name: 's', type, contract: settings, settings: own, root: folder },
  };
}

describe('files', () => {
  const of = (path: string, format: string) => estimateScan(sourceOf('local', { path, format }), null);

  it('of Parquet tell rows and bytes, others bytes', async () => {
    const one = await of('a.parquet', 'parquet');
    expect(one?.rows).toBe(1000);
    expect(one?.bytes).toBeGreaterThan(100);
    expect((await of('*.parquet', 'parquet'))?.rows).toBe(1500);
    expect(await of('a.csv', 'csv')).toEqual({ rows: null, bytes: 7 });
    expect(await of("it's [1].csv", 'csv')).toEqual({ rows: null, bytes: 5 });
  });

  it('that are not there are nothing', async () => {
    expect(await of('none-*.parquet', 'parquet')).toBeNull();
  });
});

describe('a DuckDB database', () => {
  const of = (table: string) =>
    estimateScan(sourceOf('duckdb', { database: 'shop.duckdb', schema: 'main' }, table), null);

  it('tells rows of tables, and not of views', async () => {
    expect(await of('orders')).toEqual({ rows: 70, bytes: null });
    expect(await of('seen')).toEqual({ rows: null, bytes: null });
    expect(await of('none')).toBeNull();
  });
});

describe('PostgreSQL', () => {
  const of = (table: string) =>
    estimateScan(
      sourceOf('postgres', { host: 'x', port: '1', database: 'x', schema: 'public' }, table),
      null,
    );

  it('tells what the planner knows, with all partitions', async () => {
    expect(await of('orders')).toMatchObject({ rows: 1000 });
    expect((await of('orders'))?.bytes).toBeGreaterThan(30_000);
    expect(await of('it\'s "odd"')).toMatchObject({ rows: 10 });
    expect(await of('parts')).toMatchObject({ rows: 300 });
  });

  it('does not take a table that was never analysed for an empty one', async () => {
    const fresh = await of('fresh');
    expect(fresh?.rows).toBeNull();
    expect(fresh?.bytes).toBeGreaterThan(30_000);
  });

  it('tells nothing of a view', async () => {
    expect(await of('seen')).toEqual({ rows: null, bytes: null });
    expect(await of('none')).toBeNull();
  });
});
