/** The lock of a folder, with real processes. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../../src/model/fault.js';
import { lockFolder } from '../../src/store/lock-folder.js';
import { ownIdentity } from '../../src/store/process-identity.js';
import { startChild } from '../support/child.js';

let root: string;
let log: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-lock-'));
  log = join(mkdtempSync(join(tmpdir(), 'assay-lock-log-')), 'log');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  rmSync(join(log, '..'), { recursive: true });
});

const HOLD = 'store/hold-lock.ts';
const FOREVER = '600000';

/** Writes the lock of a process that has ended: a real one, with its true number. */
async function leaveStaleLock(): Promise<void> {
  const dead = startChild(HOLD, root, '0', FOREVER);
  await dead.line((line) => line === 'locked');
  dead.kill();
  await dead.ended;
}

function faultOf(work: () => unknown): { code: string; message: string; hint?: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof FaultError && error.faults[0] !== undefined) return error.faults[0];
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a living process is named, with the way out', async () => {
  const holder = startChild(HOLD, root, '0', FOREVER);
  await holder.line((line) => line === 'locked');
  const fault = faultOf(() => lockFolder(root));
  holder.kill();
  await holder.ended;
  expect(fault.code).toBe('store-locked');
  expect(fault.message).toContain(`process ${String(holder.process.pid)} on ${hostname()}`);
  expect(fault.hint).toContain('postgres://');
});

test('the lock of a process that was killed is taken over', async () => {
  await leaveStaleLock();
  const unlock = lockFolder(root);
  expect(faultOf(() => lockFolder(root)).message).toContain('this process itself');
  unlock();
  lockFolder(root)();
});

test('a lock that was given back is free, and leaves one small file', () => {
  for (let i = 0; i < 5; i += 1) lockFolder(root)();
  expect(readdirSync(root)).toEqual(['lock.5']);
});

test('giving back a lock of a folder that is gone is no error', () => {
  const unlock = lockFolder(root);
  rmSync(root, { recursive: true });
  unlock();
  expect(existsSync(root)).toBe(false);
});

test.each([
  ['a later process with the same number', { started: '1' }, false],
  ['an earlier start of this machine', { boot: 'another boot' }, false],
  ['another machine, which can not be asked', { host: 'elsewhere', pid: 1 }, true],
  ['a process whose start is not known', { started: null, boot: null }, true],
])('the lock of %s', (_what, part, stands) => {
  const lock = { ...ownIdentity(), since: '2026-01-01T00:00:00.000Z', released: false, ...part };
  writeFileSync(join(root, 'lock.7'), JSON.stringify(lock));
  if (stands) expect(faultOf(() => lockFolder(root)).hint).toContain(join(root, 'lock.7'));
  else lockFolder(root)();
});

test('a lock file that a power cut left empty is taken over', () => {
  writeFileSync(join(root, 'lock.3'), '');
  lockFolder(root)();
  expect(readdirSync(root)).toEqual(['lock.4']);
});

test('of many that race for a stale lock exactly one wins, again and again', async () => {
  for (let round = 0; round < 3; round += 1) {
    await leaveStaleLock();
    const start = String(Date.now() + 1200);
    const children = Array.from({ length: 6 }, () => startChild(HOLD, root, start, '1500'));
    await Promise.all(children.map((child) => child.ended));
    const said = children.map((child) => (child.lines[0] ?? '').split(' ')[0]).sort();
    expect(said).toEqual(['locked', 'refused', 'refused', 'refused', 'refused', 'refused']);
  }
}, 120_000);

test('nobody is ever inside with another one, whether locks are given back or left by a crash', async () => {
  const start = Date.now() + 1200;
  const children = Array.from({ length: 16 }, (_, i) =>
    startChild(
      HOLD,
      root,
      String(start + (i % 4) * 5),
      String(i % 3),
      log,
      i % 2 === 0 ? 'release' : 'crash',
    ),
  );
  await Promise.all(children.map((child) => child.ended));
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const pairs = lines
    .filter((line) => line.startsWith('in'))
    .map((line) => [line, line.replace('in', 'out')]);
  expect(lines).toEqual(pairs.flat());
  expect(children.flatMap((child) => child.lines).filter((line) => line.startsWith('broken'))).toEqual([]);
}, 60_000);
