// Makes src/generated/empty-store.bin.gz: the data folder of an embedded store with empty tables, so that the first use of a store
// unpacks it (0.1 s) instead of running initdb and the migrations (4 s). Without the file, initdb runs; nothing else depends on it.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
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
const migrationsFolder = join(root, 'src/store/migrations');
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

/** The newest change of what the archive is made from. */
function newestInput() {
  const inputs = [manifest, fileURLToPath(import.meta.url), migrationsFolder];
  const sql = readdirSync(migrationsFolder).map((name) => join(migrationsFolder, name));
  return Math.max(...[...inputs, ...sql].map((path) => statSync(path).mtimeMs));
}

async function make() {
  const { PGlite } = await import('@electric-sql/pglite');
  const { drizzle } = await import('drizzle-orm/pglite');
  const { migrate } = await import('drizzle-orm/pglite/migrator');
  const folder = mkdtempSync(join(tmpdir(), 'assay-empty-store-'));
  try {
    const client = await PGlite.create(folder, { initDbStartParams: ['--wal-segsize=1'] });
    // The same as MIGRATIONS in src/store/migrate.ts; later migrations are applied when the store is opened.
    await migrate(drizzle({ client }), {
      migrationsFolder,
      migrationsSchema: 'assay',
      migrationsTable: 'migrations',
    });
    await client.exec('checkpoint');
    await client.close();
    mkdirSync(dirname(target), { recursive: true });
    // By a rename: a cut-off archive would be worse than none.
    writeFileSync(`${target}.${process.pid}`, pack(folder));
    renameSync(`${target}.${process.pid}`, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(target) || statSync(target).mtimeMs < newestInput()) await make();
