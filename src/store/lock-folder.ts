/**
 * One process at a time in a folder. The lock is a row of numbered files, `lock.1`, `lock.2`, …: the highest number tells who holds
 * it, or that it was given back. A lock of a process that has ended is never removed, only followed by the next number, which
 * the file system gives to exactly one; so two that find the same stale lock can not both win, whenever they stop or go on.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultError, type Fault, fault } from '../model/fault.js';
import { type ProcessIdentity, mayBeAlive, ownIdentity } from './process-identity.js';
import { isRefusal } from './store-folder.js';

interface Lock extends ProcessIdentity {
  readonly since: string;
  readonly released: boolean;
}

/**
 * Takes the lock of an existing folder.
 * @returns gives the lock back
 * @throws FaultError `store-locked` where a process that may be alive holds it
 */
export function lockFolder(folder: string): () => void {
  for (;;) {
    const highest = highestLock(folder);
    const holder = highest === 0 ? null : readLock(folder, highest);
    // Gone in the meantime: someone has followed it.
    if (holder === 'gone') continue;
    if (holder !== null && !holder.released && mayBeAlive(holder))
      throw new FaultError([locked(folder, highest, holder)]);
    const mine = highest + 1;
    if (!create(folder, mine)) continue;
    // Whoever has the highest number has the lock: a number that was free may have been followed and swept away long ago.
    if (highestLock(folder) !== mine) {
      rmSync(lockPath(folder, mine), { force: true });
      continue;
    }
    sweep(folder, mine);
    return () => {
      release(folder, mine);
    };
  }
}

function lockPath(folder: string, n: number): string {
  return join(folder, `lock.${String(n)}`);
}

function lockNumbers(folder: string): readonly number[] {
  return readdirSync(folder).flatMap((name) => {
    const digits = /^lock\.(\d+)$/.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
}

function highestLock(folder: string): number {
  return Math.max(0, ...lockNumbers(folder));
}

/** A file that can not be read was cut off by a machine that lost power: whoever wrote it is no more. */
function readLock(folder: string, n: number): Lock | null | 'gone' {
  let text: string;
  try {
    text = readFileSync(lockPath(folder, n), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'gone';
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isLock(value) ? value : null;
  } catch {
    return null;
  }
}

function isLock(value: unknown): value is Lock {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isSafeInteger(value.pid) &&
    'host' in value &&
    'released' in value
  );
}

function newLock(): Lock {
  return { ...ownIdentity(), since: new Date().toISOString(), released: false };
}

/** Makes the file with its content in one step; false where another process was first. */
function create(folder: string, n: number): boolean {
  const draft = writeDraft(folder, newLock());
  try {
    linkSync(draft, lockPath(folder, n));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * The file stays, as the highest number. In a folder that someone has removed there is nothing to give back; and where the disk takes
 * nothing any more, the lock is free when this process has ended.
 */
function release(folder: string, n: number): void {
  if (!existsSync(lockPath(folder, n))) return;
  try {
    renameSync(writeDraft(folder, { ...newLock(), released: true }), lockPath(folder, n));
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

function writeDraft(folder: string, lock: Lock): string {
  const draft = join(folder, `lock-draft-${randomUUID()}`);
  try {
    writeFileSync(draft, JSON.stringify(lock));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return draft;
}

function sweep(folder: string, mine: number): void {
  for (const n of lockNumbers(folder)) if (n < mine) rmSync(lockPath(folder, n), { force: true });
}

function locked(folder: string, n: number, holder: Lock): Fault {
  const who =
    holder.pid === process.pid && mayBeAlive(holder)
      ? 'this process itself'
      : `process ${String(holder.pid)} on ${holder.host}`;
  return fault(
    'store-locked',
    `The store in ${folder} is in use by ${who} since ${holder.since}; a store in a folder has one process at a time.`,
    {},
    `Wait for it to end (if it is gone for sure, remove ${lockPath(folder, n)}). ` +
      'For several processes at once use PostgreSQL: set `store: postgres://…` in assay.yaml or ASSAY_STORE.',
  );
}
