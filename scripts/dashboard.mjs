/**
 * Builds the dashboard: types of the API from its own description (`dashboards/web/src/generated/api.d.ts`), then the pages by Vite.
 *
 *   node scripts/dashboard.mjs [--types] [--out FOLDER]
 *
 * `--types` writes the types only. FOLDER is `dist/src/api/dashboard` where nothing is said; the command line's bundle gets a copy.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import openapi, { astToString } from 'openapi-typescript';
import { build } from 'vite';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WEB = join(ROOT, 'dashboards', 'web');
const TYPES = join(WEB, 'src', 'generated', 'api.d.ts');

/** Bytes below which a header costs more than compressing saves. */
const SMALL = 1_000;

const { values } = parseArgs({ options: { types: { type: 'boolean' }, out: { type: 'string' } } });

await writeTypes();
if (values.types !== true) await buildPages(values.out ?? join(ROOT, 'dist', 'src', 'api', 'dashboard'));

/** The description is made by the code that serves it, run from its sources: nothing has to be built before. */
async function writeTypes() {
  const made = join(ROOT, 'node_modules', '.cache', 'assay', `openapi-${process.pid}.mjs`);
  mkdirSync(dirname(made), { recursive: true });
  await bundle({
    stdin: {
      contents: `
        import { openApiDocument } from './src/api/openapi.ts';
        import { ACCESS_DOCS } from './src/api/routes/access-docs.ts';
        import { routes } from './src/api/routes/routes.ts';
        export default openApiDocument({ routes: [...routes, ...ACCESS_DOCS], version: '', publicUrl: null });`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    outfile: made,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  try {
    const { default: document } = await import(pathToFileURL(made).href);
    const text = `/** The API as types. Made by scripts/dashboard.mjs from what the service says of itself. */\n${astToString(await openapi(document))}`;
    if (existsSync(TYPES) && readFileSync(TYPES, 'utf8') === text) return;
    mkdirSync(dirname(TYPES), { recursive: true });
    writeFileSync(TYPES, text);
  } finally {
    rmSync(made, { force: true });
  }
}

async function buildPages(out) {
  await build({
    root: WEB,
    configFile: join(WEB, 'vite.config.ts'),
    build: { outDir: out },
    logLevel: 'warn',
  });
  for (const name of readdirSync(out, { recursive: true }))
    if (/\.(js|css|svg|json)$/.test(name)) compress(join(out, name));
  const bundled = join(ROOT, 'dist', 'bundle', 'src', 'api', 'dashboard');
  if (values.out === undefined) cpSync(out, bundled, { recursive: true });
}

/** Once, and as well as it gets, so that no answer has to. */
function compress(path) {
  const plain = readFileSync(path);
  if (plain.length < SMALL) return;
  writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(plain));
}
