/** Runs that wait for an embedded store: none is lost, none counts twice, and whoever asks the store sees them. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digest } from '../../src/model/digest.js';
import { FaultError, type Fault } from '../../src/model/fault.js';
import type { Run } from '../../src/model/verdict.js';
import { leaveRun, waitingRuns } from '../../src/store/inbox.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { startChild } from '../support/child.js';
import { CONTRACT, DATASET, SUITE, day, result, run } from '../support/store-records.js';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-inbox-'));
  folder = join(root, 'store');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const leave = (one: Run): void => {
  leaveRun(folder, { run: one, suite: SUITE, contract: CONTRACT });
};
const open = (): Promise<Store> => openStore(`pglite:${folder}`, '/');

/** Opens the store, asks, and closes it. */
async function ask<T>(question: (store: Store) => Promise<T>): Promise<T> {
  const store = await open();
  try {
    return await question(store);
  } finally {
    await store.close();
  }
}

async function faultOf(work: () => unknown): Promise<Fault> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FaultError && error.faults[0] !== undefined) return error.faults[0];
    throw error;
  }
  throw new Error('nothing was refused');
}

const odd = run('odd \0 \ud800 "', [
  result({
    observed: '10.50',
    message: 'a \0 b \ud83d\ude00 \udc00',
    details: { 'ключ "': [null, 1e300, -0.5, '\u2028'] },
  }),
  result({ id: 'nothing', observed: null, verdict: 'unknown', reason: 'no_values' }),
]);

test('a run that was left is what a run that was recorded is, to the letter', async () => {
  leave(odd);
  const left = await ask(async (store) => [
    await store.run(odd.runId),
    await store.checkHistory(DATASET, 'nothing', 5),
  ]);
  expect(left[0]).toEqual(odd);
  folder = join(root, 'other');
  const recorded = await ask(async (store) => {
    await store.recordRun(odd, SUITE, CONTRACT);
    return [await store.run(odd.runId), await store.checkHistory(DATASET, 'nothing', 5)];
  });
  expect(left).toEqual(recorded);
});

test('runs are taken in as they were left: of one as-of the last one counts', async () => {
  const observed = [7, 3, 9, 1, 5, 8, 2, 6, 4];
  for (const value of observed) leave(run(`r${String(value)}`, [result({ observed: value })]));
  const points = await ask((store) => store.checkHistory(DATASET, result().id, 99));
  expect(points.map((point) => point.observed)).toEqual([4]);
  expect((await ask((store) => store.runs(DATASET, 99))).map((each) => each.runId)).toEqual(
    observed.toReversed().map((value) => `r${String(value)}`),
  );
  expect(waitingRuns(folder)).toEqual([]);
});

test('one killed between taking in and forgetting takes in again, and the run counts once', async () => {
  leave(run('r1', [result()]));
  cpSync(join(folder, 'inbox'), join(root, 'copy'), { recursive: true });
  await ask((store) => store.run('r1'));
  cpSync(join(root, 'copy'), join(folder, 'inbox'), { recursive: true });
  expect(waitingRuns(folder)).toHaveLength(1);
  expect(await ask((store) => store.checkHistory(DATASET, result().id, 9))).toHaveLength(1);
  expect(waitingRuns(folder)).toEqual([]);
});

test('who has the store open sees what others leave meanwhile, before whatever is asked', async () => {
  const store = await open();
  leave(run('first', [result()], { asOf: day(1) }));
  await store.recordRun(run('second', [result()], { asOf: day(1) }), SUITE, CONTRACT);
  leave(run('third', [result()], { asOf: day(2) }));
  const asked = await Promise.all([
    store.runs(DATASET, 9),
    store.run('third'),
    store.history([{ check: result().id, need: { points: 9 } }], day(9)),
  ]);
  await store.close();
  expect(asked[0].map((each) => each.runId)).toEqual(['third', 'second', 'first']);
  expect(asked[1]?.runId).toBe('third');
  expect(asked[2].get(result().id)?.map((point) => point.runId)).toEqual(['third', 'second']);
});

test('every run that was reported as left is there after kill -9', async () => {
  const left: string[] = [];
  for (const [round, reported] of [0, 1, 5, 40].entries()) {
    const child = startChild('store/leave-runs.ts', folder, `round${String(round)}`);
    const last = reported === 0 ? 'ready' : `left round${String(round)}/${String(reported - 1)}`;
    await child.line((line) => line === last);
    child.kill();
    await child.ended;
    left.push(...child.lines.filter((line) => line.startsWith('left ')).map((line) => line.slice(5)));
  }
  expect(left.length).toBeGreaterThanOrEqual(46);
  const known = await ask((store) => store.runs(DATASET, 100_000));
  expect(known.map((each) => each.runId)).toEqual(expect.arrayContaining(left));
  expect(known.every((each) => each.checks.length === 2)).toBe(true);
}, 120_000);

test('several processes leave at once while another takes in: nothing is lost', async () => {
  const store = await open();
  const children = ['a', 'b'].map((name) => startChild('store/leave-runs.ts', folder, name, '60'));
  let seen = 0;
  while (seen < 120) seen = (await store.runs(DATASET, 1000)).length;
  await Promise.all(children.map((child) => child.ended));
  const known = (await store.runs(DATASET, 1000)).map((each) => each.runId);
  await store.close();
  const left = children.flatMap((child) => child.lines.filter((line) => line.startsWith('left ')));
  expect(known.map((id) => `left ${id}`).sort()).toEqual(left.toSorted());
}, 120_000);

test('what a killed process left half-written goes after a day; a younger one may be someone\u2019s', async () => {
  leave(run('r1', [result()]));
  const [old, young] = ['old', 'young'].map((name) => join(folder, 'inbox', `${name}.draft`)) as [
    string,
    string,
  ];
  for (const draft of [old, young]) writeFileSync(draft, '{"format":1,"ru');
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  utimesSync(old, twoDaysAgo, twoDaysAgo);
  expect(await ask((store) => store.runs(DATASET, 9))).toHaveLength(1);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test.each([
  ['cut off', (text: string) => text.slice(0, 100)],
  ['empty', () => ''],
  ['another thing', () => '["orders"]'],
  ['of another shape', () => '{"format":1,"run":{"runId":"r"},"suite":{},"contract":{}}'],
  ['without its run', () => '{"format":1,"suite":{},"contract":{}}'],
])('a file that is %s stops the store, is named and stays', async (_what, damage) => {
  leave(run('r1', [result()]));
  leave(run('r2', [result()]));
  const [first = ''] = waitingRuns(folder);
  writeFileSync(first, damage(readFileSync(first, 'utf8')));
  const fault = await faultOf(open);
  expect(fault.code).toBe('store-corrupt');
  expect(fault.message).toContain(first);
  expect(waitingRuns(folder)).toHaveLength(2);
  // As the hint says.
  renameSync(first, join(root, basename(first)));
  expect((await ask((store) => store.runs(DATASET, 9))).map((each) => each.runId)).toEqual(['r2']);
});

test('a run that the database refuses stops the store, is named and stays', async () => {
  // Longer than an index takes, and nothing that compresses: contracts with such an id are refused.
  const id = Array.from({ length: 400 }, (_, i) => digest(i)).join('');
  leave(run('r1', [result({ id })]));
  const fault = await faultOf(open);
  expect(fault).toMatchObject({ code: 'store-corrupt' });
  expect(fault.message).toContain(waitingRuns(folder)[0]);
  expect(fault.message).toContain('index row');
});

test('a file of a newer version waits for that version', async () => {
  leave(run('r1', [result()]));
  const [file = ''] = waitingRuns(folder);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"format":1', '"format":2'));
  expect((await faultOf(open)).code).toBe('store-too-new');
  expect(waitingRuns(folder)).toEqual([file]);
});

test('it lies in a folder of its own, for this user alone and out of version control', () => {
  leave(run('r1', [result()]));
  const [file = ''] = waitingRuns(folder);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'inbox')).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
});

test('what can not be a store is refused as it is on opening, and left as it is', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'orders.csv'), 'a\n');
  expect(
    (
      await faultOf(() => {
        leave(odd);
      })
    ).code,
  ).toBe('store-foreign');
  expect(readdirSync(folder)).toEqual(['orders.csv']);
  folder = join(folder, 'orders.csv', 'store');
  expect(
    (
      await faultOf(() => {
        leave(odd);
      })
    ).code,
  ).toBe('store-denied');
  folder = join(root, 'damaged');
  await (await open()).close();
  rmSync(join(folder, 'pg/global/pg_control'));
  expect(
    (
      await faultOf(() => {
        leave(odd);
      })
    ).code,
  ).toBe('store-corrupt');
});
