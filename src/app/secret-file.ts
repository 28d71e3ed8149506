/** A secret of Assay's own in a file: made on first use, the same for all processes that see it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Reads the secret, or makes it: 32 random bytes, readable by this user only. Of two processes that make it at once one wins, and both
 * read that one, since the file appears complete or not at all.
 * @throws what the file system refuses
 */
export function secretFile(path: string): string {
  return readSecret(path) ?? makeSecret(path);
}

function readSecret(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function makeSecret(path: string): string {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  keepOutOfGit(folder);
  const draft = `${path}-draft-${randomUUID()}`;
  try {
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(draft, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(draft, path);
    return secret;
  } catch (error) {
    const first = isCode(error, 'EEXIST') ? readSecret(path) : null;
    if (first === null) throw error;
    return first;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A folder of Assay's own, as the store's: nothing in it belongs into version control. */
function keepOutOfGit(folder: string): void {
  try {
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
