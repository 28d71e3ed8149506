// Makes a checkout ready to run: installs what is missing, generates and builds what is stale. Plain Node, no dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Assay needs Node 20.19 or later; this is ${process.version}. See https://nodejs.org.`);
  process.exit(2);
}

/** Runs a command, showing its output only when it fails. */
function run(what, command, args) {
  process.stderr.write(`${what} …\n`);
  const done = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status === 0) return;
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`;
  process.stderr.write(`${said}\n${what}: failed\n`);
  process.exit(done.status ?? 1);
}

/** Every file below some paths, with size and time: changes when any of them does. */
function stamp(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    const stats = statSync(path);
    if (stats.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/** Does a step unless its inputs are as they were when it was last done. */
function whenStale(marker, key, step) {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === key) return;
  step();
  writeFileSync(marker, key);
}

// A caller's `npm run --silent` must not silence the reason of a failure.
const install = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const npm = process.env['npm_execpath'];
whenStale('node_modules/.assay-installed', lock, () =>
  npm !== undefined && npm.endsWith('.js')
    ? run('Installing dependencies (npm ci)', process.execPath, [npm, ...install])
    : run('Installing dependencies (npm ci)', 'npm', install),
);

const sources = [
  ...['src', 'checks', 'contracts/schema', 'dashboards/web'],
  ...['scripts', 'tsconfig.json', 'package-lock.json'],
];
const withoutGenerated = () =>
  stamp(
    sources.flatMap((path) =>
      path === 'src'
        ? readdirSync('src')
            .filter((name) => name !== 'generated')
            .map((name) => join('src', name))
        : [path],
    ),
  );
if (
  !existsSync('dist/.built') ||
  readFileSync('dist/.built', 'utf8') !== withoutGenerated() ||
  !existsSync('src/generated')
) {
  run('Building', process.execPath, ['scripts/build.mjs']);
  writeFileSync('dist/.built', withoutGenerated());
}
