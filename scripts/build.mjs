// Builds dist/: generated types and validators, then tsc, then the files that are read at run time.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

function node(...args) {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Copies the files below a folder that a test accepts, keeping their places. */
function copy(from, accepts) {
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !accepts(path)) continue;
    mkdirSync(join('dist', dirname(path)), { recursive: true });
    cpSync(path, join('dist', path));
  }
}

rmSync('dist', { recursive: true, force: true });
node('scripts/generate.mjs');
node('scripts/empty-store.mjs');
node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
copy('checks', (path) => path.endsWith('.json'));
copy(
  'src',
  (path) => path.endsWith('.schema.json') || path.includes('migrations') || path.endsWith('.bin.gz'),
);
copy('src/generated', (path) => path.endsWith('.js'));
node('scripts/bundle.mjs');

// The page that tries the API, served from here: nothing of it is fetched from elsewhere.
for (const out of ['dist/src/api/swagger-ui', 'dist/bundle/src/api/swagger-ui']) {
  mkdirSync(out, { recursive: true });
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'LICENSE', 'NOTICE'])
    cpSync(join('node_modules/swagger-ui-dist', name), join(out, name));
}

node('scripts/dashboard.mjs');
