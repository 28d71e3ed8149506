// Bar 4: what a call costs beside the engine's own time, by the clock. CPU time stands beside it: on a busy machine the clock says little.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { assay, engineAlone, nothing } from './child.mjs';
import { mixed, withoutSql } from './contracts.mjs';
import { parquet } from './data.mjs';
import { bar, median, ms, note } from './measure.mjs';
import { startPostgres } from './postgres-server.mjs';
import { DUCKDB, files, project } from './project.mjs';

const ROUNDS = 7;

function check(root, more = []) {
  const { wall, cpu, stdout } = assay(root, ['check', 'orders', '--format', 'json', '--quiet', ...more]);
  const [run] = JSON.parse(stdout).runs;
  return { wall, cpu, outside: wall - run.cost.millis, checks: run.checks.length };
}

/** Runs all variants in turn; the calls of each by name. */
function rounds(variants) {
  const calls = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, call] of Object.entries(variants)) calls[name].push(call());
  return calls;
}
const each = (calls, key) => calls.map((call) => call[key]);
const figures = (calls) => `CPU ${ms(each(calls, 'cpu'))}, wall ${ms(each(calls, 'wall'))}`;

/** Calls with another store than the project's. */
function withStore(url, call) {
  process.env.ASSAY_STORE = url;
  try {
    return call();
  } finally {
    delete process.env.ASSAY_STORE;
  }
}

export async function startUp() {
  const path = await parquet(1000);
  const root = project('start-up', mixed.contract(files(path)), 'files', DUCKDB);
  const plain = project('start-up-plain', withoutSql(files(path)), 'files', DUCKDB);
  rmSync(join(root, '.assay'), { recursive: true, force: true });
  const first = check(root);
  const server = await startPostgres();
  const store = await server.createDatabase();
  const calls = rounds({
    nothing,
    engine: () => engineAlone(path),
    bare: () => check(root, ['--no-record']),
    server: () => withStore(store, () => check(root)),
    embedded: () => check(root),
    lint: () => assay(plain, ['lint', 'contracts/orders.odcs.yaml']),
    lintSql: () => assay(root, ['lint', 'contracts/orders.odcs.yaml']),
  });
  await server.close();
  const wall = (name) => median(each(calls[name], 'wall'));
  const engine = wall('engine') - wall('nothing');
  const outside = (name) => `outside the engine, by its own clock: ${ms(each(calls[name], 'outside'))}`;
  bar('time outside the engine, check of 60 checks, nothing recorded', wall('bare') - engine, 500, 'ms', [
    `${calls.bare[0].checks} checks on 1000 rows, whole process: ${figures(calls.bare)}`,
    outside('bare'),
    `the engine alone (load, open, read): ${Math.round(engine)} ms; an empty Node process: ${figures(calls.nothing)}`,
  ]);
  bar('the same, recorded in a PostgreSQL store', wall('server') - engine, 500, 'ms', [
    `whole process: ${figures(calls.server)}`,
    outside('server'),
  ]);
  bar('the same, recorded in the embedded store', wall('embedded') - engine, 500, 'ms', [
    `whole process: ${figures(calls.embedded)}`,
    outside('embedded'),
    `the first call, which makes the store: ${figures([first])}`,
  ]);
  bar('lint of one file', wall('lint'), 400, 'ms', [figures(calls.lint)]);
  note(`with SQL of the author's, which the engine has to parse: ${figures(calls.lintSql)}`);
}
