/** An ask that was taken over from a worker that still runs: the one who has it now answers it, the other can do nothing any more. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ask, AskRequest } from '../../src/model/ask.js';
import { decide } from '../../src/run/decide.js';
import { LeaseLost, type Lease } from '../../src/store/ask-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { createWorld, type World } from './gate-world.js';

let server: TestPostgres;
let url: string;
let store: Store;
beforeAll(async () => {
  server = await startPostgres();
  url = await server.createDatabase();
  store = await openStore(url, '/');
});
afterAll(async () => {
  await store.close();
  await server.close();
});

const request = (dataset: string): AskRequest => ({
  dataset,
  environment: null,
  batch: null,
  asOf: null,
  dataVersion: null,
  force: false,
  askedBy: 'airflow',
});

const enqueue = (id: string) =>
  store.asks.enqueue({ id, request: request(id), source: id, shareKey: id, at: new Date().toISOString() });

async function claim(source: string, worker: string, leaseMs: number): Promise<Ask | null> {
  return store.asks.claim({ source, worker, concurrency: 4, leaseMs });
}

async function leaseOf(source: string, worker: string, leaseMs: number): Promise<Lease> {
  const ask = await claim(source, worker, leaseMs);
  if (ask === null) throw new Error('nothing to claim');
  return { ask: ask.id, worker, attempt: ask.attempts };
}

/** A world whose first scan waits for `go`, and tells when it has begun. */
function slowWorld() {
  let go = (): void => undefined;
  let begins = (): void => undefined;
  const open = new Promise<void>((resolve) => (go = resolve));
  const begun = new Promise<void>((resolve) => (begins = resolve));
  const world: World = createWorld({
    store,
    whileScanning: async () => {
      if (world.scans.length > 1) return;
      begins();
      await open;
    },
  });
  return { world, go, begun };
}

test('who takes it over looks at the data as they are now, also in the same process', async () => {
  const dataset = 'gold.renewed';
  const { world, go, begun } = slowWorld();
  await enqueue(dataset);
  world.put(dataset, { version: 'old' });
  const lost = await leaseOf(dataset, 'w', 0);
  const first = decide(request(dataset), { ...world.services, lease: lost });
  await begun;
  world.put(dataset, { version: 'new' });
  const held = await leaseOf(dataset, 'w', 60_000);
  const { decision } = await decide(request(dataset), { ...world.services, lease: held });
  expect(decision).toMatchObject({ replayed: false, dataVersion: { id: 'sha256:new' } });
  go();
  await expect(first).rejects.toThrow(LeaseLost);
  expect(await store.asks.get(dataset)).toMatchObject({ state: 'decided', decisionId: decision.id });
});

test('who lost it records nothing, not even that it looked', async () => {
  const dataset = 'gold.kept';
  const { world, go, begun } = slowWorld();
  const other = createWorld({ store });
  await enqueue(dataset);
  for (const each of [world, other]) each.put(dataset, { version: 'same' });
  const first = decide(request(dataset), {
    ...world.services,
    lease: await leaseOf(dataset, 'frozen', 0),
  });
  await begun;
  const held = await leaseOf(dataset, 'heir', 60_000);
  const { decision } = await decide(request(dataset), { ...other.services, lease: held });
  go();
  await expect(first).rejects.toThrow(LeaseLost);
  expect((await store.runs(dataset, 10)).map(({ runId }) => runId)).toEqual([decision.runId]);
  expect(await store.decisions(dataset, 10)).toHaveLength(1);
});

test('an ask that is ended while another worker reaches for it stays ended', async () => {
  const source = 'gold.ended';
  await enqueue(source);
  await leaseOf(source, 'late', 0);
  const ending = new pg.Client({ connectionString: url });
  await ending.connect();
  await ending.query('begin');
  await ending.query(`update assay.asks set state = 'decided', decision_id = 'd1' where id = $1`, [source]);
  const reached = claim(source, 'quick', 60_000);
  await blocked(ending);
  await ending.query('commit');
  expect(await reached).toBeNull();
  expect(await store.asks.get(source)).toMatchObject({ state: 'decided', decisionId: 'd1', attempts: 1 });
  await ending.end();
});

/** Until another transaction waits for what this one holds. */
async function blocked(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      'select 1 from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))',
    );
    if (rows.length > 0) return;
    // Within a transaction the activity is read once, unless it is told to look again.
    await client.query('select pg_stat_clear_snapshot()');
  }
}
