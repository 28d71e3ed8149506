/** Files that a command makes: all of them or none, and never over what is there unless asked to. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { usage } from './parse-options.js';

/**
 * Writes them below a folder and gives their paths.
 * @throws FaultError where one is there already and `force` is false, or can not be written
 */
export function writeFiles(
  folder: string,
  files: readonly { readonly name: string; readonly text: string }[],
  force: boolean,
): readonly string[] {
  const placed = files.map(({ name, text }) => ({ path: join(folder, name), text }));
  const there = placed.filter(({ path }) => existsSync(path)).map(({ path }) => path);
  if (!force && there.length > 0) {
    const message = `${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already.`;
    throw usage('file-exists', message, 'Write to another place, or say --force to write over it.');
  }
  for (const { path, text } of placed) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: force ? 'w' : 'wx' });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw usage('not-writable', `${path} could not be written (${code}).`);
    }
  }
  return placed.map(({ path }) => path);
}
