/** Opening a store: what is refused, how it is said, and that nothing of a password is ever in it. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FaultError, type Fault } from '../../src/model/fault.js';
import { openPglite } from '../../src/store/open-pglite.js';
import { openStore } from '../../src/store/open-store.js';
import { type TestPostgres, startPostgres } from '../support/postgres.js';
import { CONTRACT, SUITE, result, run } from '../support/store-records.js';

async function faultOf(url: string, root = '/'): Promise<Fault> {
  try {
    await (await openStore(url, root)).close();
  } catch (error) {
    if (error instanceof FaultError && error.faults[0] !== undefined) return error.faults[0];
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Vitest types its matchers as `any`. */
function containing(part: string): string {
  return expect.stringContaining(part) as string;
}

/** Everything in a folder with its content, to see that nothing changed. */
function picture(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('lock.'))
    .map((path) => (statSync(path).isFile() ? `${path}: ${readFileSync(path, 'latin1')}` : path))
    .sort();
}

describe('in a folder', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'assay-open-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  test('a relative folder starts at the root, is made, and stays out of version control', async () => {
    await (await openStore('pglite:some/where', root)).close();
    expect(readFileSync(join(root, 'some/where/.gitignore'), 'utf8')).toBe('*\n');
    expect(existsSync(join(root, 'some/where/pg/PG_VERSION'))).toBe(true);
  });

  test('what one process recorded, the next one reads', async () => {
    const one = run('r1', [result()]);
    const first = await openStore('pglite:store', root);
    await first.recordRun(one, SUITE, CONTRACT);
    await first.close();
    const second = await openStore('pglite:store', root);
    expect(await second.run('r1')).toEqual(one);
    await second.close();
  });

  test('it is one at a time, and free again after closing', async () => {
    const store = await openStore('pglite:store', root);
    expect((await faultOf('pglite:store', root)).code).toBe('store-locked');
    await store.close();
    await store.close();
    await (await openStore('pglite:store', root)).close();
  });

  test('a folder with other things in it is left as it is', async () => {
    writeFileSync(join(root, 'orders.csv'), 'a,b\n');
    const before = picture(root);
    expect(await faultOf(`pglite:${root}`)).toMatchObject({
      code: 'store-foreign',
      message: containing('orders.csv'),
    });
    expect(picture(root)).toEqual(before);
  });

  test('a file is no folder', async () => {
    writeFileSync(join(root, 'store'), 'x');
    expect((await faultOf('pglite:store', root)).code).toBe('store-foreign');
    expect(readFileSync(join(root, 'store'), 'utf8')).toBe('x');
  });

  test.each([
    ['a lost control file', (pgData: string) => rmSync(join(pgData, 'global/pg_control'))],
    ['a cut-off control file', (pgData: string) => truncateSync(join(pgData, 'global/pg_control'), 10)],
    [
      'garbage for a control file',
      (pgData: string) => writeFileSync(join(pgData, 'global/pg_control'), 'x'.repeat(8192)),
    ],
    ['another version of PostgreSQL', (pgData: string) => writeFileSync(join(pgData, 'PG_VERSION'), '15\n')],
    ['a lost catalogue', (pgData: string) => rmSync(join(pgData, 'base/5'), { recursive: true })],
  ])('%s is said clearly, and nothing is deleted', async (_what, damage) => {
    await (await openStore('pglite:store', root)).close();
    damage(join(root, 'store/pg'));
    const before = readdirSync(join(root, 'store/pg/base/1')).length;
    const fault = await faultOf('pglite:store', root);
    expect(fault).toMatchObject({
      code: 'store-corrupt',
      message: containing(join(root, 'store/pg')),
    });
    expect(fault.hint).toContain('backup');
    expect(readdirSync(join(root, 'store/pg/base/1'))).toHaveLength(before);
    // The lock is not left behind: the message is the same again.
    expect((await faultOf('pglite:store', root)).code).toBe('store-corrupt');
  });

  test('a store of a newer version is refused and left as it is', async () => {
    const { db, close } = await openPglite(join(root, 'store'));
    await db.execute(`insert into assay.migrations (hash, created_at) values ('later', 99999999999999)`);
    await close();
    expect((await faultOf('pglite:store', root)).code).toBe('store-too-new');
  });

  test('the database itself refuses to change what was recorded', async () => {
    const { db, close } = await openPglite(join(root, 'store'));
    const tables = [
      'runs',
      'check_results',
      'suites',
      'contract_versions',
      'decisions',
      'breaker_transitions',
      'audit_log',
      'expectations',
    ];
    for (const table of tables) {
      const error: unknown = await db
        .execute(`update assay.${table} set document = '{}'`)
        .catch((e: unknown) => e);
      expect(String((error as Error).cause)).toContain(`assay.${table} is append-only`);
    }
    await close();
  });

  test('a folder that can not be made is a clear fault', async () => {
    writeFileSync(join(root, 'file'), '');
    expect(await faultOf('pglite:file/store', root)).toMatchObject({
      code: 'store-denied',
      message: containing('file/store'),
    });
  });

  test('an empty folder becomes a store', async () => {
    mkdirSync(join(root, 'empty'));
    await (await openStore(`pglite:${join(root, 'empty')}`, '/')).close();
  });
});

describe('on a server', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  test('starters that come at once do not collide', async () => {
    const url = await server.createDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url, '/')));
    await Promise.all(
      stores.map((store, i) => store.recordRun(run(`r${String(i)}`, [result()]), SUITE, CONTRACT)),
    );
    expect(await stores[0]?.runs('gold.orders', 9)).toHaveLength(6);
    await Promise.all(stores.map((store) => store.close()));
    const n = readdirSync('src/store/migrations').filter((name) => name.endsWith('.sql')).length;
    expect(await query(url, 'select count(*)::int as n from assay.migrations')).toEqual([{ n }]);
  });

  test('the store keeps to its own namespace', async () => {
    const url = await server.createDatabase();
    await (await openStore(url, '/')).close();
    const rows = await query(
      url,
      `select distinct table_schema as s from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(rows).toEqual([{ s: 'assay' }]);
  });

  test('a user without the right to create works once the tables are there', async () => {
    const url = await server.createDatabase();
    await query(url, `create role reader_${String(process.pid)} login password 'p4ssw0rd'`);
    const limited = new URL(url);
    limited.username = `reader_${String(process.pid)}`;
    limited.password = 'p4ssw0rd';
    const denied = await faultOf(limited.href);
    expect(denied.code).toBe('store-denied');
    await (await openStore(url, '/')).close();
    await query(
      url,
      `grant usage on schema assay to public; grant select, insert on all tables in schema assay to public; grant usage on all sequences in schema assay to public`,
    );
    const store = await openStore(limited.href, '/');
    await store.recordRun(run('r', [result()]), SUITE, CONTRACT);
    expect((await store.run('r'))?.runId).toBe('r');
    await store.close();
  });

  test('a store of a newer version is refused', async () => {
    const url = await server.createDatabase();
    await (await openStore(url, '/')).close();
    await query(url, `insert into assay.migrations (hash, created_at) values ('later', 99999999999999)`);
    expect((await faultOf(url)).code).toBe('store-too-new');
  });

  test('no password is ever in a message', async () => {
    const { port } = server;
    const at = `127.0.0.1:${String(port)}`;
    const urls = [
      `postgres://nobody:s3cr3t@${at}/postgres`,
      `postgres://postgres:s3cr3t@${at}/no_such_database`,
      `postgres://u:s3cr3t@127.0.0.1:1/db`,
      `postgres://u:s3cr3t@no-such-host.invalid/db`,
      `postgres://u:12/s3cr3t@h/db`,
      `postgres://u:12#s3cr3t@h/db`,
      `postgres://u:12?s3cr3t@h/db`,
      `postgres://u:s3cr3t/x@h/db`,
      `postgres://[s3cr3t`,
      `mysql://u:s3cr3t@h/db`,
    ];
    for (const url of urls) {
      const fault = await faultOf(url);
      expect(['store-url', 'store-denied', 'store-unreachable']).toContain(fault.code);
      expect(JSON.stringify(fault)).not.toContain('s3cr3t');
    }
  });

  test('a server that is not there is said so, with host, port and database', async () => {
    expect(await faultOf('postgres://u@127.0.0.1:1/db')).toMatchObject({
      code: 'store-unreachable',
      message: containing('127.0.0.1:1/db'),
    });
  });

  test('a server that dies is a StoreError, not the end of the process', async () => {
    const own = await startPostgres({ own: true });
    try {
      const store = await openStore(own.url, '/');
      await store.recordRun(run('r', [result()]), SUITE, CONTRACT);
      own.kill();
      const answer = (): Promise<string> =>
        store.run('r').then(
          () => 'still there',
          (e: unknown) => String(e),
        );
      // The signal takes a moment to arrive.
      await expect.poll(answer, { timeout: 10_000 }).toMatch(/^StoreError: The store could not do this/);
      await store.close();
    } finally {
      await own.close();
    }
  });
});

test.each(['', 'pglite:', 'sqlite:x.db', '.assay', 'pglite:a\0b'])('%j is no store', async (url) => {
  expect(await faultOf(url)).toMatchObject({
    code: 'store-url',
    hint: containing('pglite:.assay'),
  });
});
