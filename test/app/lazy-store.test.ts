/** When the store is opened, and when a run takes the short way. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lazyStore, type LazyStore } from '../../src/app/lazy-store.js';
import { waitingRuns } from '../../src/store/inbox.js';
import { openStore } from '../../src/store/open-store.js';
import { CONTRACT, DATASET, SUITE, day, result, run } from '../support/store-records.js';

let root: string;
let folder: string;
let store: LazyStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-lazy-'));
  folder = join(root, 'store');
  store = lazyStore(() => 'pglite:store', root);
});
afterEach(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

const record = (id: string) =>
  store.recorder()({ run: run(id, [result()]), suite: SUITE, contract: CONTRACT });
const isOpen = (): boolean => existsSync(join(folder, 'pg'));
const ids = async (): Promise<readonly string[]> =>
  (await (await store.get()).runs(DATASET, 99)).map((each) => each.runId);

test('a run waits for a store that is not open, and goes straight into one that is', async () => {
  await record('r1');
  expect(isOpen()).toBe(false);
  expect(waitingRuns(folder)).toHaveLength(1);
  expect(await ids()).toEqual(['r1']);
  await record('r2');
  expect(waitingRuns(folder)).toEqual([]);
  expect(await ids()).toEqual(['r2', 'r1']);
});

test('when many wait, the store is opened and takes them in', async () => {
  for (let i = 1; i <= 32; i += 1) await record(`r${String(i)}`);
  expect(isOpen()).toBe(false);
  await record('r33');
  expect(isOpen()).toBe(true);
  expect(waitingRuns(folder)).toEqual([]);
  expect(await ids()).toHaveLength(33);
});

test('when many wait and another process has the store, the run is recorded all the same', async () => {
  const other = await openStore('pglite:store', root);
  for (let i = 1; i <= 40; i += 1) await record(`r${String(i)}`);
  expect(waitingRuns(folder)).toHaveLength(40);
  expect(await other.runs(DATASET, 99)).toHaveLength(40);
  await other.close();
  // The refusal is not remembered.
  expect(await ids()).toHaveLength(40);
});

test('a question about a past that nobody recorded makes no store', async () => {
  const needs = [{ check: result().id, need: { points: 3 } }];
  expect((await store.history(needs, day(9))).size).toBe(0);
  expect(existsSync(folder)).toBe(false);
  await record('r1');
  expect((await store.history(needs, day(9))).get(result().id)).toHaveLength(1);
});

test('an address that leads nowhere is told to whoever records, and to nobody else', async () => {
  store = lazyStore(() => {
    throw new Error('no such variable');
  }, root);
  const recorder = store.recorder();
  await new Promise((resolve) => setImmediate(resolve));
  const left = recorder({ run: run('r1', [result()]), suite: SUITE, contract: CONTRACT });
  await expect(left).rejects.toThrow('no such variable');
});
