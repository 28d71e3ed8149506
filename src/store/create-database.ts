/** Makes a new embedded database: from the empty one of the build, or by initdb where the build has none. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackArchive } from './folder-archive.js';

/** Written by `scripts/empty-store.mjs`. */
const EMPTY_STORE = join(dirname(fileURLToPath(import.meta.url)), '../generated/empty-store.bin.gz');

/** Fills an existing empty folder with an empty, closed database. */
export async function createDatabase(folder: string): Promise<void> {
  if (existsSync(EMPTY_STORE) && unpackArchive(readFileSync(EMPTY_STORE), folder, pgliteVersion())) return;
  const { PGlite } = await import('@electric-sql/pglite');
  // Write-ahead log in files of 1 MB instead of 16: a store is small, and so it begins smaller.
  const db = await PGlite.create(folder, { initDbStartParams: ['--wal-segsize=1'] });
  await db.close();
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(dirname(entry)), 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}
