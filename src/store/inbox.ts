/**
 * Runs that wait for an embedded store: `inbox/`, one file each. A check asks the store nothing, and to start its PostgreSQL takes longer
 * than a small check; so its run is left here, on disk before it is reported, and whoever opens the store next takes it in.
 * Needs no lock: a file appears by a rename, complete or not at all.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import type { Suite } from '../model/check.js';
import type { Contract } from '../model/contract.js';
import type { Run } from '../model/verdict.js';
import { FaultError, fault } from '../model/fault.js';
import { claimFolder, inspectDatabase, withinFolder } from './store-folder.js';
import { tooNew } from './store-too-new.js';

/** All that `Store.recordRun` takes. */
export interface RunRecord {
  readonly run: Run;
  readonly suite: Suite;
  readonly contract: Contract;
}

/** Of the files: a version that can not record an older file as it stands raises it and translates. */
const FORMAT = 1;
const ONE_DAY = 86_400_000;

/**
 * Leaves a run for the store in a folder, which is made where it is missing. On disk when this returns.
 * @throws FaultError store-foreign, store-corrupt, store-denied
 */
export function leaveRun(folder: string, record: RunRecord): void {
  withinFolder(folder, () => {
    claimFolder(folder);
    inspectDatabase(folder);
    const inbox = makeInbox(folder);
    const file = join(inbox, uuid());
    const text = JSON.stringify({ format: FORMAT, ...record });
    try {
      writeFileSync(`${file}.draft`, text, { flush: true, mode: 0o600 });
      renameSync(`${file}.draft`, `${file}.json`);
    } catch (error) {
      rmSync(`${file}.draft`, { force: true });
      throw error;
    }
    syncFolder(inbox);
  });
}

/** The files of the runs that wait, in the order in which they were left. */
export function waitingRuns(folder: string): readonly string[] {
  return files(folder, '.json').sort();
}

/** Reads a file of `waitingRuns`; null where another process has taken it. @throws FaultError store-corrupt, store-too-new */
export function readWaiting(file: string): RunRecord | null {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unreadable(file, error instanceof SyntaxError ? 'it is no JSON' : String(error));
  }
  if (!isWaiting(found)) throw unreadable(file, 'there is no run in it');
  if (found.format > FORMAT) throw new FaultError([tooNew()]);
  return found;
}

/** Ours, by the name and place of the file. */
function isWaiting(found: unknown): found is RunRecord & { readonly format: number } {
  return (
    typeof found === 'object' &&
    found !== null &&
    'format' in found &&
    typeof found.format === 'number' &&
    ['run', 'suite', 'contract'].every((key) => key in found)
  );
}

/** Forgets a run that was taken in. */
export function removeWaiting(file: string): void {
  rmSync(file, { force: true });
}

/** Removes what processes left half-written that were killed; a younger draft may still be someone's. */
export function sweepDrafts(folder: string): void {
  for (const draft of files(folder, '.draft')) {
    const age = Date.now() - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > ONE_DAY) rmSync(draft, { force: true });
  }
}

function files(folder: string, ending: string): string[] {
  const inbox = inboxOf(folder);
  if (!existsSync(inbox)) return [];
  return readdirSync(inbox)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(inbox, name));
}

const inboxOf = (folder: string): string => join(folder, 'inbox');

function makeInbox(folder: string): string {
  const inbox = inboxOf(folder);
  if (existsSync(inbox)) return inbox;
  mkdirSync(inbox, { recursive: true, mode: 0o700 });
  for (const parent of [folder, dirname(folder)]) syncFolder(parent);
  return inbox;
}

/** A new name is on disk when its folder is. Windows has no such call, and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** @param why a sentence's end: `it is no JSON` */
export function unreadable(file: string, why: string): FaultError {
  const hint =
    'Nothing was changed. Restore the file from a backup, or move it away: the history is then without its run.';
  return new FaultError([
    fault(
      'store-corrupt',
      `The run that waits in ${file} can not be taken into the store: ${why}.`,
      {},
      hint,
    ),
  ]);
}
