/** A real PostgreSQL as source and as store: what is there, what is missing, what does not answer. */
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import type { Decision } from '../../src/model/decision.js';
import type { Run } from '../../src/model/verdict.js';
import { testProject, type Ended, type TestProject } from '../support/cli.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';

const SCHEMA = `
create schema shop;
create table shop.customers (id integer primary key, email text);
insert into shop.customers values (1, 'a@shop.example'), (2, null), (3, 'c@shop.example');
create table shop.orders (id bigint, customer integer, amount numeric(10,2) not null, at timestamptz);
insert into shop.orders values
  (1, 1, 10.50, '2026-05-01T10:00Z'), (2, 2, 20, '2026-05-01T11:00Z'), (null, null, 0, null), (null, 9, 5, null);
create view shop.paid as select id, amount from shop.orders where amount > 0 and id is not null;
create table shop.secret (id integer);
create role reader login password 'reader-word';
grant usage on schema shop to reader;
grant select on shop.orders, shop.customers, shop.paid to reader;
`;

let server: TestPostgres;
let url: URL;
const projects: TestProject[] = [];
beforeAll(async () => {
  server = await startPostgres();
  url = new URL(await server.createDatabase());
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(SCHEMA);
  await client.end();
});
afterEach(() => projects.splice(0).forEach((project) => project.remove()));
afterAll(() => server.close());

const OBJECTS = `
  - name: customers
    properties:
      - {name: id, logicalType: integer, physicalType: integer, primaryKey: true}
      - {name: email, logicalType: string, logicalTypeOptions: {format: email}}
  - name: orders
    properties:
      - {name: id, logicalType: integer, unique: true}
      - {name: customer, logicalType: integer, relationships: [{to: customers.id}]}
      - {name: amount, logicalType: number, physicalType: "numeric(10,2)", required: true, logicalTypeOptions: {minimum: 0}}
      - {name: at, logicalType: timestamp}
  - name: paid
    properties: [{name: id, required: true, unique: true}, {name: amount, logicalType: number}]
  - {name: absent, properties: [{name: id, required: true}]}
  - {name: secret, properties: [{name: id, required: true}]}
`;

function project(
  options: { objects?: string; settings?: string; port?: number; more?: string } = {},
): TestProject {
  const {
    objects = OBJECTS,
    settings = 'password: "${env:SHOP_WORD}"',
    port = Number(url.port),
    more = '',
  } = options;
  const made = testProject({
    'assay.yaml': `project: shop\nservers: {db: {user: reader, ${settings}}}\n${more}`,
    'contracts/shop.odcs.yaml': `apiVersion: v3.1.0
kind: DataContract
id: shop
version: 1.0.0
status: active
servers: [{server: db, type: postgres, host: 127.0.0.1, port: ${String(port)}, database: ${url.pathname.slice(1)}, schema: shop}]
schema:${objects}`,
  });
  projects.push(made);
  return made;
}

const WORD = { SHOP_WORD: 'reader-word' };
const check = (at: TestProject, ...args: string[]): Promise<Ended> =>
  at.assayWith(WORD, 'check', ...args, '--no-record', '--format', 'json');
const runs = (done: Ended): readonly Run[] => {
  expect(done.stdout, done.stderr).toMatch(/^\{/);
  return (JSON.parse(done.stdout) as { runs: Run[] }).runs;
};

describe('PostgreSQL as a source', { timeout: 120_000 }, () => {
  test('tables, a view, NULL keys, a reference; a missing table and a forbidden one are unknown', async () => {
    const done = await check(project(), 'customers', 'orders', 'paid', 'absent', 'secret');
    expect(done.code, done.stderr).toBe(1);
    const found = runs(done);
    expect(found.map((run) => [run.dataset, run.verdict])).toEqual([
      ['customers', 'pass'],
      ['orders', 'fail'],
      ['paid', 'pass'],
      ['absent', 'unknown'],
      ['secret', 'unknown'],
    ]);
    const orders = found[1]?.checks.filter((each) => each.verdict !== 'pass') ?? [];
    expect(orders.map((each) => [each.kind, each.observed])).toEqual([['foreignKey', 1]]);
    expect(new Set(found[3]?.checks.map((each) => each.reason))).toEqual(new Set(['missing_table']));
    // The catalogue answers for a table that may not be read: that a column stands there is known, no more.
    const closed = found[4]?.checks.filter((each) => each.verdict !== 'pass') ?? [];
    expect(new Set(closed.map((each) => each.reason))).toEqual(new Set(['permission_denied']));
    expect(closed.map((each) => each.kind)).toContain('rowCount');
  });

  test('a hundred rules on one table share few statements', async () => {
    const limits = Array.from(
      { length: 100 },
      (_, i) =>
        `{id: limit-${String(i)}, metric: invalidValues, arguments: {max: ${String(100 + i)}}, mustBe: 0}`,
    );
    const done = await check(
      project({
        objects: `\n  - name: orders\n    properties: [{name: amount, quality: [${limits.join(', ')}]}]\n`,
      }),
      'orders',
    );
    expect(done.code, done.stderr).toBe(0);
    expect(runs(done)[0]?.summary.pass).toBeGreaterThanOrEqual(100);
    expect(runs(done)[0]?.cost.statements).toBeLessThan(8);
  });

  test('a wrong password: 3, and it is printed nowhere', async () => {
    const at = project();
    const wrong = { SHOP_WORD: 'wrong-word-9' };
    for (const command of [['check', 'orders'], ['gate', 'orders'], ['explain', 'orders'], ['doctor']]) {
      const done = await at.assayWith(wrong, ...command);
      expect(done.code, `${command.join(' ')} ${done.stdout}${done.stderr}`).toBe(
        command[0] === 'doctor' ? 2 : 3,
      );
      expect(done.stdout + done.stderr).not.toContain('wrong-word-9');
    }
  });

  test('a server that accepts and stays silent: 3 within the timeout', async () => {
    const sockets: Socket[] = [];
    const silent: Server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const begun = Date.now();
      const done = await check(
        project({ port, settings: 'password: "${env:SHOP_WORD}", timeout: 1s' }),
        'orders',
      );
      expect(done.code, done.stdout).toBe(3);
      expect(runs(done)[0]?.checks[0]?.reason).toBe('unreachable');
      expect(Date.now() - begun).toBeLessThan(15_000);
    } finally {
      sockets.forEach((socket) => socket.destroy());
      silent.close();
    }
  });

  test('a statement longer than the timeout of assay.yaml is unknown, its neighbours are not', async () => {
    const slow =
      'select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b where a + b = 7';
    const done = await check(
      project({
        settings: 'password: "${env:SHOP_WORD}", timeout: 1s',
        objects: `\n  - name: orders\n    quality: [{type: sql, query: "${slow}", mustBe: 1}]\n    properties: [{name: amount, required: true}]\n`,
      }),
      'orders',
    );
    expect(done.code, done.stderr).toBe(3);
    const results = runs(done)[0]?.checks.map((each) => [each.kind, each.verdict, each.reason]) ?? [];
    expect(results).toContainEqual(['sql', 'unknown', 'timeout']);
    expect(results).toContainEqual(['nullValues', 'pass', null]);
  });
});

describe('PostgreSQL as the store', { timeout: 120_000 }, () => {
  test('two processes at once about the same data: one decision', async () => {
    const at = project();
    const env = { ...WORD, ASSAY_STORE: await server.createDatabase() };
    const gate = ['gate', 'paid', '--format', 'json'];
    const answers = await Promise.all([at.assayWith(env, ...gate), at.assayWith(env, ...gate)]);
    answers.push(await at.assayWith(env, ...gate));
    expect(answers.map((done) => done.code)).toEqual([0, 0, 0]);
    const ids = answers.map((done) => (JSON.parse(done.stdout) as { decision: Decision }).decision.id);
    expect(new Set(ids).size).toBe(1);
    const history = await at.assayWith(env, 'history', 'paid', '--format', 'json');
    expect((JSON.parse(history.stdout) as { decisions: unknown[] }).decisions).toHaveLength(1);
    expect(history.stdout + history.stderr).not.toContain('secret@');
  });

  test('a store that may be read only: what would write says so (3), and reading goes on', async () => {
    const at = project();
    const store = await server.createDatabase();
    expect((await at.assayWith({ ...WORD, ASSAY_STORE: store }, 'breaker')).code).toBe(0);
    const client = new pg.Client({ connectionString: store });
    await client.connect();
    const role = `reader_${String(process.pid)}`;
    await client.query(`create role ${role} login password 'read-word-3'`);
    await client.query(`grant usage on schema assay to ${role}`);
    await client.query(`grant select on all tables in schema assay to ${role}`);
    await client.end();
    const address = new URL(store);
    [address.username, address.password] = [role, 'read-word-3'];
    const env = { ...WORD, ASSAY_STORE: address.href };
    const trip = await at.assayWith(env, 'breaker', 'trip', 'paid', '--reason', 'looks odd');
    expect(trip.code, trip.stderr).toBe(3);
    expect(trip.stderr).toMatch(/^assay: The store could not do this: permission denied/m);
    expect((await at.assayWith(env, 'breaker')).code).toBe(0);
    expect((await at.assayWith(env, 'check', 'paid')).code).toBe(4);
  });

  test('a store that refuses: nothing is decided (3), a check is not recorded (4)', async () => {
    const at = project();
    const env = { ...WORD, ASSAY_STORE: server.url.replace(':secret@', ':wrong-word-9@') };
    const gate = await at.assayWith(env, 'gate', 'paid');
    const found = await at.assayWith(env, 'check', 'paid');
    expect([gate.code, found.code], gate.stderr + found.stderr).toEqual([3, 4]);
    expect(gate.stdout).toBe('');
    expect(gate.stdout + gate.stderr + found.stdout + found.stderr).not.toContain('wrong-word-9');
  });
});
