/**
 * A folder as one compressed file: the length of an index (4 bytes), the index as JSON (`folders`, and `files` as [path, size]), the files'
 * bytes. Written by `scripts/empty-store.mjs`, which holds the other half.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface ArchiveIndex {
  /** Version of the database software that made it. */
  readonly version: string;
  readonly folders: readonly string[];
  readonly files: readonly (readonly [path: string, size: number])[];
}

/** Unpacks into an existing empty folder; false, and nothing done, where the archive is of another version. */
export function unpackArchive(archive: Uint8Array, folder: string, version: string): boolean {
  const bytes = gunzipSync(archive);
  let at = 4 + bytes.readUInt32BE(0);
  // Ours: it stands beside this file in the build.
  const index = JSON.parse(bytes.toString('utf8', 4, at)) as ArchiveIndex;
  if (index.version !== version) return false;
  for (const path of index.folders) mkdirSync(join(folder, path), { mode: 0o700 });
  for (const [path, size] of index.files) {
    writeFileSync(join(folder, path), bytes.subarray(at, at + size), { mode: 0o600 });
    at += size;
  }
  return true;
}
