/**
 * The folder of an embedded store. `pg/` is the database; it appears by a rename, complete or not at all. `inbox/` holds runs that wait for
 * it. `STORE` marks the folder as ours, `.gitignore` keeps it out of version control, `lock.N` says who uses it. Nothing is deleted but
 * our own drafts and what the database has taken in.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { FaultError, fault } from '../model/fault.js';

/** PostgreSQL's major version in PGlite: a folder of another one can not be read. */
export const PG_MAJOR = '18';
const MARKER = 'STORE';
const DRAFT = 'pg-draft';
/** What may lie in a folder that becomes a store: traces of a first use that was cut off, and scratch space of ours. */
const HARMLESS =
  /^(lock\.\d+|lock-draft-.*|hallmark\.secret(-draft-.*)?|\.gitignore|STORE|pg-draft|pg|inbox|tmp|cache)$/;

/** Does `work` in the folder. @throws FaultError `store-denied` for what the file system refuses, and what `work` throws of its own */
export function withinFolder<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isRefusal(error) ? denied(folder, error) : error;
  }
}

/** An error of Node's file system calls. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

/** What the file system refuses is a fault of the configuration, not a crash. */
export function denied(folder: string, error: Error): FaultError {
  const hint = 'Name a folder on a local disk with room that this user may write to: `store: pglite:.assay`.';
  const message = `The store can not live in ${folder}: ${error.message}.`;
  return new FaultError([fault('store-denied', message, {}, hint)]);
}

/** Makes the folder where it is missing, and marks it as ours. @throws FaultError `store-foreign` where it holds other things. */
export function claimFolder(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw foreign(folder, 'is a file');
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(folder, MARKER))) return;
  const other = readdirSync(folder).find((name) => !HARMLESS.test(name));
  if (other !== undefined) throw foreign(folder, `holds other things (\`${other}\`)`);
  writeFileSync(join(folder, '.gitignore'), '*\n');
  writeFileSync(join(folder, MARKER), 'A store of Assay. Do not edit.\n');
}

/**
 * Makes the database where there is none, under the folder's lock.
 * @param create fills an existing empty folder with a new, closed database
 * @returns the data folder
 * @throws FaultError `store-corrupt`
 */
export async function ensureDatabase(
  folder: string,
  create: (draft: string) => Promise<void>,
): Promise<string> {
  const data = join(folder, 'pg');
  inspectDatabase(folder);
  if (existsSync(data)) return data;
  const draft = join(folder, DRAFT);
  // Ours, and unfinished: a first use was cut off.
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  await create(draft);
  renameSync(draft, data);
  return data;
}

/** Looks at the database's files from outside; where there are none, all is well. @throws FaultError `store-corrupt` */
export function inspectDatabase(folder: string): void {
  const data = join(folder, 'pg');
  if (!existsSync(data)) return;
  const version = join(data, 'PG_VERSION');
  if (!existsSync(version) || !existsSync(join(data, 'global', 'pg_control')))
    throw corrupt(data, 'parts of it are missing');
  const major = readFileSync(version, 'utf8').trim();
  if (major !== PG_MAJOR)
    throw corrupt(data, `it was written by PostgreSQL ${major}, and this version reads ${PG_MAJOR}`);
}

/** @param why half a sentence: `parts of it are missing` */
export function corrupt(data: string, why: string): FaultError {
  return new FaultError([
    fault(
      'store-corrupt',
      `The store in ${data} can not be read: ${why}.`,
      {},
      'Nothing was changed in it. Restore it from a backup, or move it away: the next run begins a new one.',
    ),
  ]);
}

function foreign(folder: string, what: string): FaultError {
  return new FaultError([
    fault(
      'store-foreign',
      `${folder} ${what} and is no store of Assay.`,
      {},
      'Name an empty or a new folder: `store: pglite:.assay`. Nothing was changed in this one.',
    ),
  ]);
}
