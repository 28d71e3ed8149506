// Bar 5: peak memory does not grow with rows; keys spill to disk instead of failing.
import { assay } from './child.mjs';
import { key, scanned } from './contracts.mjs';
import { keys, parquet, repeated } from './data.mjs';
import { bar } from './measure.mjs';
import { DUCKDB, files, project } from './project.mjs';

const MB = 2 ** 20;
const mb = (bytes) => `${Math.round(bytes / MB)} MB`;
const KEYS = 100_000_000;
const LIMIT = 1000;

function check(root) {
  const called = assay(root, ['check', 'orders', '--format', 'json', '--quiet', '--no-record']);
  const [run] = JSON.parse(called.stdout).runs;
  return { ...called, run };
}

/** Ten times the rows, no more memory. */
async function rows() {
  const file = await parquet(10_000_000);
  const ten = check(project('rows-10', scanned.contract(files(file)), 'files', DUCKDB));
  const hundred = check(project('rows-100', scanned.contract(files(repeated(file, 10))), 'files', DUCKDB));
  bar('peak memory without keys, 100 M rows of 10 M', hundred.rss / ten.rss, 1.3, '×', [
    `${ten.run.checks.length} checks, ${ten.run.verdict} and ${hundred.run.verdict}: ${mb(hundred.rss)} (${Math.round(hundred.wall / 1000)} s) against ${mb(ten.rss)} (${Math.round(ten.wall / 1000)} s)`,
  ]);
}

/** Keys that do not fit: three times the limit and more. */
export async function spill() {
  const settings = { ...DUCKDB, memory: `${LIMIT}MB` };
  const root = project('spill', key(files(await keys(KEYS))), 'files', settings);
  const { rss, wall, run } = check(root);
  const unique = run.checks.find(({ kind }) => kind === 'duplicateValues');
  bar(
    `unique over ${KEYS.toLocaleString('en')} keys within ${LIMIT} MB: checks that failed to run`,
    run.summary.unknown,
    0,
    'checks',
    [
      `verdict ${run.verdict} (${unique.verdict}: ${unique.message}), ${Math.round(wall / 1000)} s, peak of the whole process ${mb(rss)}`,
    ],
  );
}

export async function memory() {
  await rows();
  await spill();
}
