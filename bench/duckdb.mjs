// Bars 1, 2 and a part of 3: DuckDB on Parquet.
import { DuckDBInstance } from '@duckdb/node-api';
import { byHand, key, metadata, mixed, scanned } from './contracts.mjs';
import { parquet } from './data.mjs';
import { bar, fastest, inTurns, median, ms } from './measure.mjs';
import { checking, DUCKDB, files, project, same } from './project.mjs';

const ROWS = 10_000_000;
const from = (path) => `read_parquet('${path}')`;

async function withDuckdb(work) {
  const { threads, memory } = DUCKDB;
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memory,
  });
  const connection = await instance.connect();
  try {
    return await work(async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Many checks on ten million rows against one hand-written SELECT for the same figures. */
async function scan(title, name, { contract, figures, rules }, rounds) {
  const path = await parquet(ROWS);
  const root = project(name, contract(files(path)), 'files', DUCKDB);
  await withDuckdb((query) =>
    checking(root, async (check) => {
      const forms = byHand(figures, from(path), 'duckdb');
      const run = await check();
      same(run, figures, rules, (await query(Object.values(forms)[0]))[0]);
      const statements = Object.entries(forms).map(([name, sql]) => [name, () => query(sql)]);
      const tried = (await inTurns(Object.fromEntries(statements), 2)).wall;
      const [form] = fastest(tried);
      const { wall, cpu } = await inTurns({ check, hand: () => query(forms[form]) }, rounds);
      bar(title, median(wall.check) / median(wall.hand), 1.15, '×', [
        `${run.checks.length} checks in ${run.cost.statements} statements (${run.cost.scans} scans), ${figures.length} figures by hand, ${ROWS.toLocaleString('en')} rows, ${rounds} rounds`,
        `check ${ms(wall.check)}; best by hand (${form}) ${ms(wall.hand)}`,
        `in CPU time: ${(median(cpu.check) / median(cpu.hand)).toFixed(2)} ×: check ${ms(cpu.check)}; by hand ${ms(cpu.hand)}`,
        `tried by hand: ${Object.entries(tried)
          .map(([name, times]) => `${name} ${ms(times)}`)
          .join(', ')}`,
      ]);
    }),
  );
}

/** Row count, null counts and ranges against the same from a scan. */
async function footers() {
  const path = await parquet(ROWS);
  const server = files(path);
  const all = project('scanned', scanned.contract(server), 'files', DUCKDB);
  const few = project('metadata', metadata(server), 'files', DUCKDB);
  await checking(all, (scan) =>
    checking(few, async (check) => {
      const run = await check();
      const { wall: times } = await inTurns({ few: check, all: scan }, 5);
      bar(
        'row counts, null counts and ranges alone, of a scan',
        median(times.few) / median(times.all),
        0.1,
        '×',
        [`${run.checks.length} checks, ${run.cost.scans} scans; ${ms(times.few)} against ${ms(times.all)}`],
      );
    }),
  );
}

/** One million keys against count(distinct). */
async function unique() {
  const path = await parquet(1_000_000);
  const root = project('key', key(files(path)), 'files', DUCKDB);
  await withDuckdb((query) =>
    checking(root, async (check) => {
      const { wall: times } = await inTurns(
        { check, hand: () => query(`select count(distinct id) from ${from(path)}`) },
        9,
      );
      bar(
        'uniqueness of 1 million keys on DuckDB, of count(distinct)',
        median(times.check) / median(times.hand),
        2,
        '×',
        [`check ${ms(times.check)}; count(distinct) ${ms(times.hand)}`],
      );
    }),
  );
}

export async function duckdb() {
  await scan('60-check contract on 10 M rows of Parquet, of the best SQL by hand', 'mixed', mixed, 7);
  await scan('the same with nothing that footers know', 'scanned', scanned, 7);
  await footers();
  await unique();
}
