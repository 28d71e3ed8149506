/** What a store on a server withstands: connections that die at the worst moment, and a process that falls asleep within a transaction. */
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool, poolDatabase } from '../../src/store/pool-database.js';
import { openStore } from '../../src/store/open-store.js';
import { LEASE_MS } from '../../src/service/worker.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.close());

const CONNECTIONS = 2;
const KILL = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

test('transactions whose first statement fails give their connections back', async () => {
  const url = await server.createDatabase();
  const store = await openStore(url, '/', CONNECTIONS);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  let failed = 0;
  while (failed < 3 * CONNECTIONS) {
    await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => store.events.last()));
    // The connections look well when they are taken, and are dead.
    const killed = admin.query(KILL);
    const added = Array.from({ length: CONNECTIONS }, () =>
      store.events.add([{ at: new Date().toISOString(), event: 'contracts', dataset: null, data: {} }]),
    );
    failed += (await Promise.allSettled(added)).filter(({ status }) => status === 'rejected').length;
    await killed;
  }
  await expect.poll(() => store.events.last().catch(() => -1)).toBeGreaterThanOrEqual(0);
  await admin.end();
  // Waits for every connection that was taken.
  await store.close();
});

test('a transaction survives the death of its connection between two statements, and rolls back', async () => {
  const url = await server.createDatabase();
  const pool = openPool(url, CONNECTIONS);
  const ends: Promise<void>[] = [];
  pool.on('connect', (client) => void ends.push(new Promise((resolve) => client.once('end', resolve))));
  const db = poolDatabase(pool);
  await db.execute(sql`create table rows (n integer)`);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const broken = db.transaction(async (tx) => {
    await tx.execute(sql`insert into rows values (1)`);
    await admin.query(KILL);
    // Nothing is under way on it when it hears of its end.
    await Promise.all(ends);
    await tx.execute(sql`insert into rows values (2)`);
  });
  await expect(broken).rejects.toThrow();
  expect((await admin.query('select n from rows')).rows).toEqual([]);
  await db.transaction((tx) => tx.execute(sql`insert into rows values (3)`));
  expect((await admin.query('select n from rows')).rows).toEqual([{ n: 3 }]);
  await admin.end();
  await pool.end();
});

test('the server ends a transaction that falls asleep, and before it whoever waits for its locks', async () => {
  const pool = openPool(await server.createDatabase(), CONNECTIONS);
  const settings = await pool.query<{ name: string; ms: number }>(
    `select name, setting::int as ms from pg_settings
      where name in ('idle_in_transaction_session_timeout', 'lock_timeout') order by name`,
  );
  const [idle, lock] = settings.rows.map(({ ms }) => ms);
  expect(lock).toBeGreaterThan(0);
  expect(idle).toBeGreaterThan(lock ?? Infinity);
  expect(idle).toBeLessThan(LEASE_MS);
  await pool.end();
});
