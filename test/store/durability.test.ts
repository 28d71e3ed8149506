/** `kill -9` at any moment loses nothing that was reported as recorded. */
import { existsSync, fsyncSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PGlite } from '@electric-sql/pglite';
import { createDatabase } from '../../src/store/create-database.js';
import { DURABLE_START, DurableNodeFs } from '../../src/store/durable-node-fs.js';
import { openPglite } from '../../src/store/open-pglite.js';
import { openStore } from '../../src/store/open-store.js';
import { startChild } from '../support/child.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-durable-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** How many runs a child reports before it is killed; what it is then doing is up to chance. Counts, not times: a busy machine is slow. */
const REPORTED = [0, 1, 2, 3, 5, 8, 12, 16, 25, 30];

test('every run that was reported as recorded is there after kill -9', async () => {
  const url = `pglite:${join(root, 'store')}`;
  const recorded: string[] = [];
  for (const [round, reported] of REPORTED.entries()) {
    const child = startChild('store/record-forever.ts', url, `round${String(round)}`);
    const last = reported === 0 ? 'open' : `recorded round${String(round)}/${String(reported - 1)}`;
    await child.line((line) => line === last);
    child.kill();
    await child.ended;
    recorded.push(...child.lines.filter((line) => line.startsWith('recorded ')).map((line) => line.slice(9)));
  }
  const store = await openStore(url, '/');
  const lost: string[] = [];
  for (const id of recorded) if ((await store.run(id))?.checks.length !== 2) lost.push(id);
  await store.close();
  expect(lost).toEqual([]);
  expect(recorded.length).toBeGreaterThanOrEqual(REPORTED.reduce((a, b) => a + b));
}, 300_000);

test('a first use that is killed at any moment leaves a folder that opens', async () => {
  for (const moment of [150, 300, 450, 600, 800, 1000]) {
    const url = `pglite:${join(root, `at-${String(moment)}`)}`;
    const child = startChild('store/record-forever.ts', url, 'first');
    await new Promise((resolve) => setTimeout(resolve, moment));
    child.kill();
    await child.ended;
    const store = await openStore(url, '/');
    const recorded = child.lines.filter((line) => line.startsWith('recorded '));
    expect((await store.runs('gold.orders', 1000)).length).toBeGreaterThanOrEqual(recorded.length);
    await store.close();
  }
}, 300_000);

test('a draft that was cut off is made anew, under the same lock', async () => {
  const folder = join(root, 'store');
  const first = await openStore(`pglite:${folder}`, '/');
  await first.close();
  // As if killed while the files were written.
  rmSync(join(folder, 'pg'), { recursive: true });
  const draft = join(folder, 'pg-draft');
  mkdirSync(join(draft, 'global'), { recursive: true });
  writeFileSync(join(draft, 'PG_VERSION'), '18\n');
  const again = await openStore(`pglite:${folder}`, '/');
  expect(await again.audit(1)).toEqual([]);
  await again.close();
  expect(existsSync(draft)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toHaveLength(1);
});

test('PostgreSQL runs with what durability needs', async () => {
  const { db, close } = await openPglite(join(root, 'store'));
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method'];
  const answers = await Promise.all(
    settings.map((name) => db.execute(`select current_setting('${name}') as value`)),
  );
  await close();
  expect(answers.map((answer) => (answer as { rows: { value: string }[] }).rows[0]?.value)).toEqual([
    'on',
    'on',
    'on',
    'fsync',
  ]);
});

test('a commit is on the disk before it is reported', async () => {
  const data = join(root, 'data');
  mkdirSync(data);
  await createDatabase(data);
  let synced = 0;
  const sync = (fd: number): void => {
    synced += 1;
    fsyncSync(fd);
  };
  const db = new PGlite({ fs: new DurableNodeFs(data, sync), startParams: DURABLE_START });
  await db.exec('create table t (i int)');
  for (let i = 0; i < 10; i += 1) {
    const before = synced;
    await db.query('insert into t values ($1)', [i]);
    expect(synced).toBeGreaterThan(before);
  }
  await db.close();
});
