/** Listing without DuckDB gives what DuckDB's own glob gives, and the version of files is the same with and without a session. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../src/model/measure.js';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { duckdbEngine } from '../../src/engine/duckdb/duckdb.js';
import { isSimpleGlob, simpleGlob } from '../../src/engine/duckdb/simple-glob.js';
import type { ServerConfig } from '../../src/engine/engine.js';

const root = mkdtempSync(join(tmpdir(), 'assay-glob-'));
let duckdb: DuckDBConnection;

const FILES = [
  'a.csv',
  'b.csv',
  '.hidden.csv',
  'a.csv.gz',
  'x*y.csv',
  'sub/a.csv',
  'sub/.dot/a.csv',
  'day=1/a.csv',
  'day=1/b.parquet',
  'day=2/a.csv',
  'day=2/_tmp/a.csv',
  'day=ü 3/ä"b.csv',
  'deep/day=1/hour=2/a.csv',
];

beforeAll(async () => {
  for (const file of FILES) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), 'id\n1\n');
  }
  mkdirSync(join(root, 'folder.csv'));
  symlinkSync(join(root, 'a.csv'), join(root, 'link.csv'));
  symlinkSync(join(root, 'sub'), join(root, 'day=linked'));
  symlinkSync(join(root, 'nowhere'), join(root, 'broken.csv'));
  duckdb = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => {
  duckdb.closeSync();
  rmSync(root, { recursive: true });
});

async function byDuckdb(glob: string): Promise<readonly string[]> {
  const quoted = glob.replaceAll("'", "''");
  const rows = await duckdb.runAndReadAll(`select file from glob('${quoted}') order by file`);
  return rows.getRows().map(([file]) => String(file));
}

const segment = fc.oneof(
  fc.constantFrom(
    '*',
    'day=*',
    '*.csv',
    'a.csv',
    'sub',
    'day=1',
    '*a*',
    '.*',
    'd*y=*',
    'none',
    '*.csv*',
    'deep',
    'hour=*',
    'link.csv',
    '*=linked',
  ),
);

test('every glob of names and stars lists the same files as DuckDB does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 4 }), async (segments) => {
      const glob = [root, ...segments].join('/');
      expect(isSimpleGlob(glob)).toBe(true);
      const listed: unknown = await simpleGlob(glob).catch((error: unknown) => error);
      // A folder in place of a file is left to DuckDB too.
      if (!(listed instanceof Error)) expect(listed).toEqual(await byDuckdb(glob));
      else expect(listed.message).toContain('folder');
    }),
    { numRuns: 300 },
  );
});

test('what is not simple is left to DuckDB', () => {
  for (const glob of [
    '/a/**/b',
    '/a/?.csv',
    '/a/[ab].csv',
    '/a/{b,c}',
    'a/b',
    '/a//b',
    '/a/../b',
    '/a/./b',
    '/a/',
    '/a\\b',
  ])
    expect(isSimpleGlob(glob), glob).toBe(false);
});

const server = (path: string): ServerConfig => ({
  name: 'lake',
  type: 'local',
  contract: { path, format: 'csv' },
  settings: {},
  root,
});

async function versions(path: string, batch: Batch | null = null) {
  const source = {
    server: server(path),
    object: 'o',
    physicalName: 'o',
    batch,
    partition: Object.keys(batch ?? {}),
    versionOnly: true,
  };
  const session = await duckdbEngine.open(source.server, []);
  try {
    const table = await session.describe(source);
    const slow = table.exists ? await session.dataVersion(table, [], { timeoutMs: 10_000 }) : null;
    return { quick: await duckdbEngine.quickVersion?.(source), slow };
  } finally {
    await session.close();
  }
}

test.each([
  ['a.csv', null],
  ['day=*/*.csv', null],
  ['day=*/*.csv', { day: '1' }],
  ['day=*/*.csv', { day: 'ü 3' }],
  ['day=*/*.csv', { day: 'none' }],
  ['day=${batch.day}/a.csv', { day: '2' }],
  ['none/*.csv', null],
  ['{model}.csv', null],
])('the version of %s %o is the same without a session', async (path, batch) => {
  const { quick, slow } = await versions(path, batch);
  expect(quick).toEqual(slow);
});

test('a folder needs a session, a change moves the version', async () => {
  expect((await versions('sub')).quick).toBeUndefined();
  const before = await versions('day=*/*.csv');
  utimesSync(join(root, 'day=1/a.csv'), 1, 1);
  const after = await versions('day=*/*.csv');
  expect(after.quick).not.toEqual(before.quick);
  writeFileSync(join(root, 'day=2/new.csv'), 'id\n2\n');
  expect((await versions('day=*/*.csv')).quick).not.toEqual(after.quick);
});
