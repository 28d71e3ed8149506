/** Writes the files of a new project: all of them or none, and none over another one unless asked to. */
import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { fault, FaultError } from '../../model/fault.js';
import type { InitFile } from './init-plan.js';

/** Paths that are there already, and would be written over. @param root absolute */
export async function filesInTheWay(root: string, files: readonly InitFile[]): Promise<readonly string[]> {
  const there = await Promise.all(files.map(({ path }) => exists(join(root, path))));
  return files.filter(({ mode }, at) => mode === 'create' && there[at] === true).map(({ path }) => path);
}

export interface WrittenFile {
  readonly path: string;
  readonly how: 'wrote' | 'overwrote' | 'added to' | 'unchanged';
}

/**
 * Everything is first written beside its place and then moved there. Whatever stops that takes back what was done.
 * @param force files in the way are replaced @throws FaultError files-exist, not-writable
 */
export async function writeFiles(
  root: string,
  files: readonly InitFile[],
  force: boolean,
): Promise<readonly WrittenFile[]> {
  const inTheWay = await filesInTheWay(root, files);
  if (inTheWay.length > 0 && !force) throw filesExist(inTheWay);
  const undo: (() => Promise<void>)[] = [];
  try {
    const staged: Staged[] = [];
    for (const file of files) staged.push(await stage(root, file, undo));
    for (const one of staged) await settle(one, force, undo);
    return staged.map(({ path, how }) => ({ path, how }));
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    if (error instanceof FaultError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new FaultError([
      fault('not-writable', `The project could not be written to ${root} (${code}); nothing was changed.`),
    ]);
  }
}

/** The fault of files that are there already. */
export function filesExist(paths: readonly string[]): FaultError {
  const hint =
    'Choose another folder with --dir, or overwrite them with --force. For one more contract: assay suggest SOURCE -o contracts/NAME.odcs.yaml.';
  return new FaultError(paths.map((path) => fault('file-exists', `${path} is there already.`, {}, hint)));
}

interface Staged extends WrittenFile {
  readonly target: string;
  /** Null where nothing is to be moved. */
  readonly temporary: string | null;
  readonly before: Uint8Array | null;
}

async function stage(root: string, file: InitFile, undo: (() => Promise<void>)[]): Promise<Staged> {
  const target = join(root, file.path);
  const before = await readFile(target).catch(() => null);
  const text =
    file.mode === 'create' || before === null ? file.text : added(before.toString('utf8'), file.text);
  const how = before === null ? 'wrote' : file.mode === 'create' ? 'overwrote' : 'added to';
  if (text === null) return { path: file.path, how: 'unchanged', target, temporary: null, before };
  await makeFolder(dirname(target), undo);
  const temporary = `${target}.${randomUUID()}.tmp`;
  undo.push(() => rm(temporary, { force: true }));
  await writeFile(temporary, text, { flag: 'wx' });
  return { path: file.path, how, target, temporary, before };
}

/** Folders that were made for this go with it. */
async function makeFolder(folder: string, undo: (() => Promise<void>)[]): Promise<void> {
  if (await exists(folder)) return;
  await makeFolder(dirname(folder), undo);
  undo.push(() => rmdir(folder));
  await mkdir(folder, { recursive: true });
}

/** A file that came meanwhile is not written over: a link fails where something stands. */
async function settle(
  { target, temporary, before, how }: Staged,
  force: boolean,
  undo: (() => Promise<void>)[],
) {
  if (temporary === null) return;
  if (before !== null && (force || how === 'added to')) {
    undo.push(() => writeFile(target, before));
    return rename(temporary, target);
  }
  await link(temporary, target).catch(() => copyFile(temporary, target, constants.COPYFILE_EXCL));
  undo.push(() => rm(target, { force: true }));
  await rm(temporary);
}

/** The text with the missing lines at its end; null where none is missing. */
function added(before: string, lines: string): string | null {
  const known = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines
    .split('\n')
    .filter((line) => line !== '' && !known.has(line) && !known.has(`/${line}`));
  if (missing.length === 0) return null;
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  return `${before}${end}${missing.join('\n')}\n`;
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;
