// Bar 3: PostgreSQL, a real server of the tests' own, started here.
import pg from 'pg';
import { byHand, hundred, key } from './contracts.mjs';
import { postgresTable } from './data.mjs';
import { bar, fastest, inTurns, median, ms } from './measure.mjs';
import { startPostgres } from './postgres-server.mjs';
import { checking, project, same } from './project.mjs';

const ROWS = 1_000_000;

async function mixedChecks(query, server, settings) {
  const { contract, figures, rules } = hundred;
  const root = project('hundred', contract(server), server.server, settings);
  const forms = byHand(figures, 'orders', 'postgres');
  await checking(root, async (check) => {
    const run = await check();
    same(run, figures, rules, (await query(Object.values(forms)[0]))[0]);
    const { wall } = await inTurns(
      {
        assay: check,
        ...Object.fromEntries(Object.entries(forms).map(([form, sql]) => [form, () => query(sql)])),
      },
      5,
    );
    const { assay, ...hand } = wall;
    const [form, best] = fastest(hand);
    bar(
      '100 mixed checks on 1 M rows of PostgreSQL, of one SELECT by hand',
      median(assay) / median(best),
      1.3,
      '×',
      [
        `${run.checks.length} checks in ${run.cost.statements} statements (${run.cost.scans} scans), ${figures.length} figures by hand`,
        `check ${ms(assay)}; best by hand (${form}) ${ms(best)}`,
        `others by hand: ${Object.entries(hand)
          .filter(([other]) => other !== form)
          .map(([other, times]) => `${other} ${ms(times)}`)
          .join(', ')}`,
      ],
    );
  });
}

async function unique(query, server, settings) {
  const root = project('key-postgres', key(server), server.server, settings);
  await checking(root, async (check) => {
    const { wall: times } = await inTurns(
      { check, hand: () => query('select count(distinct id) from orders') },
      9,
    );
    bar(
      'uniqueness of 1 million keys on PostgreSQL, of count(distinct)',
      median(times.check) / median(times.hand),
      2,
      '×',
      [`check ${ms(times.check)}; count(distinct) ${ms(times.hand)}`],
    );
  });
}

export async function postgres() {
  const running = await startPostgres();
  const url = await running.createDatabase();
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    for (const statement of postgresTable(ROWS)) await client.query(statement);
    const query = async (sql) => (await client.query(sql)).rows;
    const { hostname, port, pathname, username, password } = new URL(url);
    const server = {
      server: 'warehouse',
      type: 'postgres',
      host: hostname,
      port: Number(port),
      database: pathname.slice(1),
      schema: 'public',
    };
    process.env.BENCH_PGPASSWORD = password;
    const settings = { user: username, password: '${env:BENCH_PGPASSWORD}' };
    await mixedChecks(query, server, settings);
    await unique(query, server, settings);
  } finally {
    await client.end();
    await running.close();
  }
}
