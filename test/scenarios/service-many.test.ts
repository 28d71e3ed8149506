/** Several services on one store, one of them killed in the middle, again and again: every ask ends once, and nothing runs twice. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { testProject, type TestProject } from '../support/cli.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { serve, type Served } from '../support/serve.js';

const DATASETS = Array.from({ length: 10 }, (_, i) => `d${String(i)}`);
const ROUNDS = 3;
/** Of each check: long enough to be killed in. */
const SLEEP_S = 0.4;

let postgres: TestPostgres;
let project: TestProject;
let storeUrl: string;
let store: Store;
const running: Served[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  const source = new URL(await postgres.createDatabase());
  storeUrl = await postgres.createDatabase();
  const client = new pg.Client({ connectionString: source.href });
  await client.connect();
  await client.query('create table numbers (id integer primary key); insert into numbers values (1)');
  for (const name of DATASETS)
    await client.query(
      `create view ${name} as select id from numbers where pg_sleep(${String(SLEEP_S)}) is not null`,
    );
  await client.end();
  project = projectOn(source);
  store = await openStore(storeUrl, '/');
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.kill()));
  await store.close();
  project.remove();
  await postgres.close();
});

/** d0 is bad: its one row is not above 1. */
function projectOn(source: URL): TestProject {
  const schema = DATASETS.map(
    (name, i) => `  - name: ${name}
    properties:
      - {name: id, logicalType: integer, required: true, logicalTypeOptions: {minimum: ${i === 0 ? '2' : '1'}}}`,
  ).join('\n');
  return testProject({
    'assay.yaml': `project: many
store: "\${env:MANY_STORE}"
servers: {db: {user: postgres, password: "\${env:MANY_WORD}", concurrency: 4}}
alerts:
  channels: {log: {type: file, path: alerts.jsonl}}
  rules: [{to: [log]}]
`,
    'contracts/many.odcs.yaml': `apiVersion: v3.1.0
kind: DataContract
id: many
version: 1.0.0
status: active
servers:
  - {server: db, type: postgres, host: 127.0.0.1, port: ${source.port}, database: ${source.pathname.slice(1)}, schema: public}
customProperties: [{property: layer, value: gold}]
schema:
${schema}
`,
  });
}

async function start(): Promise<Served> {
  const one = await serve(project, { MANY_STORE: storeUrl, MANY_WORD: 'secret' }, '--workers', '3');
  running.push(one);
  return one;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function askAll(services: readonly Served[]): Promise<readonly string[]> {
  return Promise.all(
    DATASETS.map(async (name, i) => {
      const one = services[i % services.length];
      const asked = await one?.call(
        'POST',
        `/v1/gates/gold.${name}/decisions`,
        { force: true },
        { Prefer: 'wait=0' },
      );
      expect(asked?.status).toBe(202);
      return asked?.headers.get('location')?.split('/').at(-1) ?? '';
    }),
  );
}

async function untilOver(service: Served, asks: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    asks.map(async (id) => {
      for (;;) {
        const { status, body } = await service.call('GET', `/v1/decisions/${id}?wait=10`);
        if (status === 200) return String(body['id']);
        expect(status).toBe(202);
      }
    }),
  );
}

test(
  'three processes, one killed with -9 in the middle of its runs, three times over',
  { timeout: 300_000 },
  async () => {
    const services = [await start(), await start(), await start()];
    const decided: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const asks = await askAll(services);
      await pause(250);
      const victim = services.splice(round % services.length, 1)[0];
      const [survivor] = services;
      if (victim === undefined || survivor === undefined) throw new Error();
      const held = (await Promise.all(asks.map((id) => store.asks.get(id)))).filter(
        (ask) => ask?.state === 'running' && ask.worker !== null,
      );
      expect(held.length).toBeGreaterThan(0);
      await victim.kill();
      decided.push(...(await untilOver(survivor, asks)));
      const ended = await Promise.all(asks.map((id) => store.asks.get(id)));
      expect(ended.every((ask) => ask?.state === 'decided')).toBe(true);
      services.push(await start());
    }
    expect(new Set(decided).size).toBe(DATASETS.length * ROUNDS);
    for (const [i, name] of DATASETS.entries()) {
      const runs = await store.runs(`gold.${name}`, 100);
      // The breaker of the bad one is open after its first round: the same data are not looked at again.
      expect(runs).toHaveLength(i === 0 ? 1 : ROUNDS);
      const decisions = await store.decisions(`gold.${name}`, 100);
      expect(decisions).toHaveLength(ROUNDS);
      expect(new Set(decisions.map(({ outcome }) => outcome))).toEqual(
        new Set([i === 0 ? 'block' : 'allow']),
      );
    }
    const incidents = await store.incidents.list({ limit: 10 });
    expect(incidents.map(({ dataset }) => dataset)).toEqual(['gold.d0']);
    expect(await store.outbox.list({ limit: 100 })).toHaveLength(1);
  },
);
