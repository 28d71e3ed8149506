/**
 * Globs of plain names and `*`, listed without DuckDB: most paths of a lake are such, and a gate takes the version of its files at each
 * ask. All else, and whatever the file system refuses, is left to DuckDB's own glob.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** True for an absolute path of plain segments in which at most `*` is special. */
export function isSimpleGlob(glob: string): boolean {
  return glob.startsWith('/') && !/[?[\]{}\\]|\*\*|\/\/|\/\.{1,2}(\/|$)|\/$/.test(glob);
}

/**
 * The files that match, sorted, as DuckDB's glob gives them.
 * @param glob one for which `isSimpleGlob` holds
 * @throws Error for a folder in place of a file, and of the file system for all but what is not there
 */
export async function simpleGlob(glob: string): Promise<readonly string[]> {
  const segments = glob.split('/').slice(1);
  const last = segments.pop() ?? '';
  let folders: readonly string[] = ['/'];
  for (const segment of segments) folders = await inside(folders, segment, false);
  const found = await inside(folders, last, true);
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

/** The entries of these folders that a segment names; of plain segments in the middle it is not asked whether they are there. */
async function inside(
  folders: readonly string[],
  segment: string,
  files: boolean,
): Promise<readonly string[]> {
  if (!segment.includes('*') && !files) return folders.map((folder) => join(folder, segment));
  const found: string[] = [];
  for (const folder of folders)
    found.push(
      ...(segment.includes('*') ? await matching(folder, segment, files) : await named(folder, segment)),
    );
  return found;
}

async function named(folder: string, name: string): Promise<readonly string[]> {
  const path = join(folder, name);
  const found = await orNothing(stat(path), null);
  // DuckDB lists it, and fails to read it: that is for DuckDB to say.
  if (found?.isDirectory() === true) throw new Error('a folder stands where a file should');
  return found === null ? [] : [path];
}

async function matching(folder: string, segment: string, files: boolean): Promise<readonly string[]> {
  const pattern = new RegExp(`^${segment.split('*').map(escaped).join('.*')}$`, 's');
  const entries = await orNothing(readdir(folder, { withFileTypes: true }), []);
  const found: string[] = [];
  for (const entry of entries) {
    if (!pattern.test(entry.name)) continue;
    const path = join(folder, entry.name);
    const plain = files ? entry.isFile() : entry.isDirectory();
    // What a link leads to is asked of the file system.
    if (plain || (entry.isSymbolicLink() && (await isFile(path)) === files)) found.push(path);
  }
  return found;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

async function isFile(path: string): Promise<boolean> {
  const found = await orNothing(stat(path), null);
  return found?.isDirectory() === false;
}

async function orNothing<T>(ask: Promise<T>, nothing: T): Promise<T> {
  try {
    return await ask;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return nothing;
    throw error;
  }
}
