// Bar 4: what a call costs beside the engine's own time.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { assay } from './child.mjs';
import { mixed } from './contracts.mjs';
import { parquet } from './data.mjs';
import { bar, median, ms } from './measure.mjs';
import { DUCKDB, files, project } from './project.mjs';

const ROUNDS = 9;

const check = (root, more) => {
  const { wall, cpu, stdout } = assay(root, ['check', 'orders', '--format', 'json', '--quiet', ...more]);
  const [run] = JSON.parse(stdout).runs;
  return { wall, cpu, outside: wall - run.cost.millis, checks: run.checks.length };
};
const repeat = (work) => Array.from({ length: ROUNDS }, work);
const each = (calls, key) => calls.map((call) => call[key]);

export async function startUp() {
  const root = project('start-up', mixed.contract(files(await parquet(1000))), 'files', DUCKDB);
  const store = join(root, '.assay');
  rmSync(store, { recursive: true, force: true });
  check(root, ['--no-record']);
  const bare = repeat(() => check(root, ['--no-record']));
  bar('process outside the engine, check of 60 checks', median(each(bare, 'outside')), 500, 'ms', [
    `${bare[0].checks} checks, 1000 rows, nothing recorded: outside ${ms(each(bare, 'outside'))}, whole process ${ms(each(bare, 'wall'))}, CPU of it ${ms(each(bare, 'cpu'))}`,
  ]);
  const first = check(root, []);
  const recorded = repeat(() => check(root, []));
  bar('the same, recorded in the embedded store', median(each(recorded, 'outside')), 500, 'ms', [
    `outside ${ms(each(recorded, 'outside'))}, whole process ${ms(each(recorded, 'wall'))}, CPU of it ${ms(each(recorded, 'cpu'))}`,
    `the first call, which makes the store: outside ${ms([first.outside])}`,
  ]);
  const lints = repeat(() => assay(root, ['lint', 'contracts/orders.odcs.yaml']));
  bar('lint of one file', median(each(lints, 'wall')), 400, 'ms', [
    `whole process ${ms(each(lints, 'wall'))}, CPU of it ${ms(each(lints, 'cpu'))}`,
  ]);
}
