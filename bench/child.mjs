// The command line as users start it: a process of its own, with what it used.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const BIN = join(here, '..', 'bin', 'assay.js');
const HOOK = pathToFileURL(join(here, 'usage.mjs')).href;

/** Runs Node with arguments in a folder: wall and CPU time in ms, peak memory in bytes, standard output, exit code. */
function node(cwd, args) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const usage = join(folder, 'usage.json');
  try {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', HOOK, ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, BENCH_USAGE: usage },
    });
    const wall = performance.now() - start;
    if (status !== 0 && status !== 1)
      throw new Error(`${args.join(' ')}: exit ${status}\n${stderr}${stdout.slice(0, 2000)}`);
    return { wall, ...JSON.parse(readFileSync(usage, 'utf8')), stdout, status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `assay …args`. @throws Error for an exit code above 1 */
export const assay = (cwd, args) => node(cwd, [BIN, ...args]);

/** An empty process. */
export const nothing = () => node(here, ['--eval', '0']);

/** A process that only loads DuckDB, opens it and reads a small file once. */
export const engineAlone = (path) => node(here, [join(here, 'engine-alone.mjs'), path]);
