// Makes src/generated/empty-store.bin.gz: the data folder of an empty embedded database, so that the first use of a store
// unpacks it (0.1 s) instead of running initdb (4 s). Without the file, initdb runs; nothing else depends on it.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'src/generated/empty-store.bin.gz');
const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
const manifest = join(dirname(dirname(entry)), 'package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));

/** The folder as one compressed file; src/store/folder-archive.ts reads it. */
function pack(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((e) => ({ path: join(e.parentPath, e.name), isFile: e.isFile() }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = entries.filter((e) => e.isFile).map((e) => e.path);
  const folders = entries.filter((e) => !e.isFile).map((e) => e.path);
  const bytes = files.map((path) => readFileSync(path));
  const name = (path) => relative(folder, path).split('\\').join('/');
  const index = {
    version,
    folders: folders.map(name),
    files: files.map((path, i) => [name(path), bytes[i].length]),
  };
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return gzipSync(Buffer.concat([length, head, ...bytes]), { level: 9 });
}

if (
  !existsSync(target) ||
  statSync(target).mtimeMs <
    Math.max(statSync(manifest).mtimeMs, statSync(fileURLToPath(import.meta.url)).mtimeMs)
) {
  const { PGlite } = await import('@electric-sql/pglite');
  const folder = mkdtempSync(join(tmpdir(), 'assay-empty-store-'));
  try {
    const db = await PGlite.create(folder, { initDbStartParams: ['--wal-segsize=1'] });
    await db.exec('checkpoint');
    await db.close();
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, pack(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
