/** The files of the dashboard as they were built: the page itself, and what it loads, already compressed. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface DashboardFile {
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  /** Null: too small to be worth it. */
  readonly gzip: Uint8Array<ArrayBuffer> | null;
  readonly brotli: Uint8Array<ArrayBuffer> | null;
}

export interface Dashboard {
  /** `index.html` with its empty `assay-base` and `assay-nonce`. */
  readonly page: string;
  /** By path from the page: `assets/index-4f1c.js`, `icon.svg`. */
  readonly files: ReadonlyMap<string, DashboardFile>;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.json', 'application/json'],
]);

let read: Promise<Dashboard | null> | null = null;

/** Null where it was not built. Read once: what is served does not change while a process lives, even if it is built anew. */
export function dashboard(): Promise<Dashboard | null> {
  return (read ??= readDashboard());
}

async function readDashboard(): Promise<Dashboard | null> {
  const root = folder();
  if (root === null) return null;
  const names = (await readdir(root, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const found = new Set(names);
  const files = new Map<string, DashboardFile>();
  for (const name of names) {
    const type = TYPES.get(extname(name));
    if (type === undefined) continue;
    files.set(name, {
      type,
      plain: await bytes(join(root, name)),
      gzip: found.has(`${name}.gz`) ? await bytes(join(root, `${name}.gz`)) : null,
      brotli: found.has(`${name}.br`) ? await bytes(join(root, `${name}.br`)) : null,
    });
  }
  return { page: await readFile(join(root, 'index.html'), 'utf8'), files };
}

const bytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await readFile(path));

/** In a bundle all code lies in `src/app`, and the files still in `src/api`; in a checkout they are where the build puts them. */
function folder(): string | null {
  const places = ['../api/dashboard/', '../../dist/src/api/dashboard/'];
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return paths.find((path) => existsSync(join(path, 'index.html'))) ?? null;
}
