/** What survives: processes that are killed, processes that meet, a person who presses Ctrl-C. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import type { Decision } from '../../src/model/decision.js';
import { openStore } from '../../src/store/open-store.js';
import { testProject, type Ended, type TestProject } from '../support/cli.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { seededRandom } from '../support/random.js';
import { ordersProject } from './orders-project.js';

const projects: TestProject[] = [];
const keep = (project: TestProject): TestProject => {
  projects.push(project);
  return project;
};
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

const GATE = ['gate', 'bronze.orders', '--batch', 'day=2026-05-01', '--format', 'json'];
const CHECK = ['check', 'bronze.orders', '--batch', 'day=2026-05-01', '--format', 'json'];
/** On a machine that does other things too, two seconds are counted generously. */
const PATIENCE = 2;
const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/** The decision or run that a process printed in full, whether it was killed afterwards or not. */
function printed(done: Ended): { readonly decision?: string; readonly run?: string } {
  try {
    const page = JSON.parse(done.stdout) as { decision?: Decision; runs?: { runId: string }[] };
    return {
      ...(page.decision === undefined ? {} : { decision: page.decision.id }),
      ...(page.runs?.[0] === undefined ? {} : { run: page.runs[0].runId }),
    };
  } catch {
    return {};
  }
}

describe('a process that is killed', { timeout: 300_000 }, () => {
  test('twelve times at any moment: whatever was printed is in the history, and the store is whole', async () => {
    const project = keep(ordersProject());
    const begun = Date.now();
    const told = [printed(await project.assay(...GATE))];
    const whole = Date.now() - begun;
    const random = seededRandom(7);
    for (let i = 0; i < 12; i += 1) {
      project.write('data/orders/day=2026-05-01/orders.csv', `order_id,amount\n1,${String(i)}\n`);
      const { child, ended } = project.start({}, ...(i % 3 === 2 ? CHECK : GATE));
      await Promise.race([pause(whole * (0.3 + 0.8 * random.uniform())), ended]);
      child.kill('SIGKILL');
      told.push(printed(await ended));
    }
    const last = await project.assay(...GATE);
    expect(last.code, last.stderr).toBe(0);
    told.push(printed(last));
    const history = await project.assay('history', 'bronze.orders', '--limit', '100', '--format', 'json');
    expect(history.code, history.stderr).toBe(0);
    const { decisions, runs } = JSON.parse(history.stdout) as {
      decisions: { id: string }[];
      runs: { runId: string }[];
    };
    expect(decisions.map((each) => each.id)).toEqual(
      expect.arrayContaining(told.flatMap((each) => each.decision ?? [])),
    );
    expect(runs.map((each) => each.runId)).toEqual(
      expect.arrayContaining(told.flatMap((each) => each.run ?? [])),
    );
    expect(told.length).toBe(14);
  });
});

describe('two processes on one embedded store', { timeout: 120_000 }, () => {
  test('a check leaves its run for the one that has it; all else says who that is and what to do', async () => {
    const project = keep(ordersProject());
    const store = await openStore('pglite:.assay', project.root);
    try {
      const check = await project.assay(...CHECK);
      expect(check.code, check.stderr).toBe(0);
      expect((await store.runs('bronze.orders', 9)).map((run) => run.runId)).toEqual([printed(check).run]);
      for (const command of [
        GATE,
        ['breaker'],
        ['history', 'bronze.orders'],
        ['breaker', 'trip', 'bronze.orders', '--reason', 'x'],
        ['override', 'bronze.orders', '--reason', 'x', '--until', '2026-01-01'],
      ]) {
        const done = await project.assay(...command);
        expect(done.code, done.stderr).toBe(3);
        expect(done.stdout).toBe('');
        expect(done.stderr).toContain(`process ${String(process.pid)}`);
        expect(done.stderr).toContain('ASSAY_STORE');
      }
    } finally {
      await store.close();
    }
    expect((await project.assay(...GATE)).code).toBe(0);
  });

  test('a check that needs what is remembered is judged without it, is not recorded, and says so (4)', async () => {
    const project = keep(ordersProject());
    const rule =
      '{type: custom, engine: assay, implementation: {metric: anomaly, arguments: {of: rowCount}, mustBe: 0}}';
    const contract = join(project.root, 'contracts/orders.odcs.yaml');
    writeFileSync(
      contract,
      readFileSync(contract, 'utf8').replace('    properties:', `    quality: [${rule}]\n    properties:`),
    );
    const store = await openStore('pglite:.assay', project.root);
    try {
      const check = await project.assay(...CHECK);
      expect(check.code, check.stderr).toBe(4);
      expect(check.stderr).toContain(`process ${String(process.pid)}`);
      expect(JSON.parse(check.stdout)).toMatchObject({ verdict: 'unknown' });
      expect(await store.runs('bronze.orders', 9)).toEqual([]);
    } finally {
      await store.close();
    }
  });

  test('both at once: one decides or waits its turn with a clear word, nothing is lost', async () => {
    const project = keep(ordersProject());
    await project.assay('breaker');
    const both = await Promise.all([project.assay(...GATE), project.assay(...GATE)]);
    for (const done of both) expect([0, 3], done.stderr).toContain(done.code);
    expect(both.some((done) => done.code === 0)).toBe(true);
    const history = await project.assay('history', 'bronze.orders', '--format', 'json');
    const { decisions } = JSON.parse(history.stdout) as { decisions: { id: string }[] };
    const ids = new Set(both.flatMap((done) => printed(done).decision ?? []));
    expect(new Set(decisions.map((each) => each.id))).toEqual(ids);
  });
});

const contract = (server: string, query: string): string => `apiVersion: v3.1.0
kind: DataContract
id: slow
version: 1.0.0
status: active
servers: [${server}]
schema:
  - name: slow
    properties: [{name: id, required: true}]
    quality: [{type: sql, query: "${query}", mustBe: 1}]
`;

/** Starts a command, waits until its query runs, interrupts. Gives how it ended and how long that took. */
async function interrupted(
  project: TestProject,
  running: (pid: number) => Promise<boolean> | boolean,
  ...command: string[]
): Promise<Ended & { readonly millis: number }> {
  const { child, ended } = project.start({}, ...command);
  for (let i = 0; i < 300 && !(await running(child.pid ?? 0)); i += 1) await pause(100);
  const asked = Date.now();
  child.kill('SIGINT');
  const done = await ended;
  return { ...done, millis: Date.now() - asked };
}

/** More processor time than a start takes: the query is at work. */
function atWork(pid: number): boolean {
  try {
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100 > 6;
  } catch {
    return false;
  }
}

describe('Ctrl-C', { timeout: 180_000 }, () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  test.each(['check', 'gate'])('in %s on DuckDB: 130 within two seconds', async (command) => {
    const project = keep(
      testProject({
        'assay.yaml': 'project: slow\n',
        'slow.csv': 'id\n1\n',
        'contracts/slow.odcs.yaml': contract(
          '{server: s, type: local, path: slow.csv, format: csv}',
          'select count(*) from range(1000000) a, range(1000000) b, range(1000) c where a.range + b.range + c.range = 7',
        ),
      }),
    );
    const done = await interrupted(project, atWork, command, 'slow');
    expect(done.code, done.stderr).toBe(130);
    expect(done.millis).toBeLessThan(2000 * PATIENCE);
    const history = await project.assay('history', 'slow', '--format', 'json');
    expect(JSON.parse(history.stdout)).not.toMatchObject({ runs: [{ verdict: 'pass' }] });
  });

  test('in check on PostgreSQL: 130 within two seconds, and the server stops too', async () => {
    const url = await server.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table slow as select 1 as id');
    const { port, pathname } = new URL(url);
    const database = pathname.slice(1);
    const project = keep(
      testProject({
        'assay.yaml': 'project: slow\nservers: {s: {user: postgres, password: secret}}\n',
        'contracts/slow.odcs.yaml': contract(
          `{server: s, type: postgres, host: 127.0.0.1, port: ${port}, database: ${database}, schema: public}`,
          'select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b where a + b = 7',
        ),
      }),
    );
    const running = async (): Promise<boolean> => {
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
         where datname = '${database}' and state = 'active' and query like '%generate_series%' and pid <> pg_backend_pid()`,
      );
      return (rows[0]?.n ?? 0) > 0;
    };
    try {
      const done = await interrupted(project, running, 'check', 'slow');
      expect(done.code, done.stderr).toBe(130);
      expect(done.millis).toBeLessThan(2000 * PATIENCE);
      expect(await running()).toBe(false);
    } finally {
      await client.end();
    }
  });
});
