/** PostgreSQL's own ways: its catalogue, its snapshot, and the ways in which a server can be absent. */
import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableInfo } from '../../src/model/table.js';
import { EngineError, type EngineSession, type ServerConfig } from '../../src/engine/engine.js';
import { postgresEngine } from '../../src/engine/postgres/postgres.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';

let running: TestPostgres;
let url: string;
let admin: pg.Client;
const options = { timeoutMs: 10_000 };

const serverAt = (settings: ServerConfig['settings'] = {}, contract: object = {}): ServerConfig => ({
  name: 'warehouse',
  type: 'postgres',
  contract: {
    host: '127.0.0.1',
    port: running.port,
    database: new URL(url).pathname.slice(1),
    schema: 'shop',
    ...contract,
  },
  settings: { user: 'postgres', password: 'secret', ...settings },
  root: '/',
});

async function withSession<T>(work: (session: EngineSession) => Promise<T>, at = serverAt()): Promise<T> {
  const session = await postgresEngine.open(at, []);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

const look = (session: EngineSession, name: string): Promise<TableInfo> =>
  session.describe({
    server: serverAt(),
    object: name,
    physicalName: name,
    batch: null,
    partition: [],
  });

const failure = async (work: Promise<unknown>): Promise<EngineError> => {
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EngineError)) throw error;
  expect(`${error.message} ${String(error.cause)}`).not.toMatch(/sekret|wrong-pass|hunter2/);
  return error;
};

beforeAll(async () => {
  running = await startPostgres();
  url = await running.createDatabase();
  admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`
    create schema shop; create schema other; set search_path = shop;
    create type mood as enum ('good', 'bad');
    create domain amount as numeric(12, 2) check (value >= 0);
    create domain price as amount not null;
    create type address as (city varchar(20), zip price);
    create table nested (id int, m mood, p price, a address, "all" address[], moods mood[], grid int[][], span interval day to second,
      stamp timestamp(3), code char(3), bits bit varying(5), j json);
    create table uniques (a int, b int, c int, d int, e int, f int, unique (b, a));
    create unique index partial_c on uniques (c) where c > 0;
    create unique index expression_d on uniques ((d + 1));
    create unique index including_e on uniques (e) include (f);
    alter table uniques add unique (f) deferrable initially deferred;
    create table parent (id int primary key, note text not null); create table child () inherits (parent);
    create table parted (day date not null, id int not null, primary key (day, id)) partition by range (day);
    create table parted_2001 partition of parted for values from ('2001-01-01') to ('2002-01-01');
    insert into parted values ('2001-05-05', 1);
    create materialized view mat as select 1 as one;
    create table rows (id int primary key, v text); insert into rows values (1, 'a'), (2, 'b');
    create table other.rows (id int); create table other.wide (id int);
    create table "Weird ""Name"".x" (id int);
    create role reader login password 'sekret'; grant usage on schema shop to reader; grant select on nested to reader;
  `);
});
afterAll(async () => {
  await admin.end();
  await running.close();
});

describe('the catalogue', () => {
  it('resolves domains, enums, composites and arrays', async () => {
    const { columns } = await withSession((session) => look(session, 'nested'));
    const types = Object.fromEntries(columns.map((c) => [c.name, c.type]));
    expect(types['m']).toMatchObject({ name: 'enum' });
    expect(types['p']).toEqual({ name: 'decimal', text: 'numeric(12,2)', precision: 12, scale: 2 });
    const address = {
      name: 'struct',
      fields: [
        { name: 'city', type: { name: 'varchar', length: 20 } },
        { name: 'zip', type: { name: 'decimal', precision: 12 } },
      ],
    };
    expect(types['a']).toMatchObject(address);
    expect(types['all']).toMatchObject({ name: 'list', items: address });
    expect(types['moods']).toMatchObject({ name: 'list', items: { name: 'enum' } });
    expect(types['grid']).toMatchObject({ name: 'list', items: { name: 'integer' } });
    expect(types['span']).toMatchObject({ name: 'interval' });
    expect(types['stamp']).toMatchObject({ name: 'timestamp', zone: false });
    expect(types['code']).toMatchObject({ name: 'char', length: 3 });
    expect(types['j']).toMatchObject({ name: 'json' });
    expect(columns.every((c) => c.notNull === undefined)).toBe(true);
  });

  it('believes only unique indexes that always hold', async () => {
    const { uniqueKeys } = await withSession((session) => look(session, 'uniques'));
    expect(uniqueKeys).toEqual([['b', 'a'], ['e']]);
  });

  it('believes no constraint of a table with heirs, but those of a partitioned one', async () => {
    await withSession(async (session) => {
      const parent = await look(session, 'parent');
      expect(parent.uniqueKeys).toEqual([]);
      expect(parent.columns.some((c) => c.notNull)).toBe(false);
      const parted = await look(session, 'parted');
      expect(parted.uniqueKeys).toEqual([['day', 'id']]);
      expect(parted.columns.map((c) => c.notNull)).toEqual([true, true]);
      expect(await look(session, 'mat')).toMatchObject({ exists: true });
    });
  });

  it('believes no NOT NULL that was never validated', async () => {
    await admin.query(
      `create table shop.lax (id int); insert into shop.lax values (null); alter table shop.lax add constraint n not null id not valid`,
    );
    const lax = await withSession((session) => look(session, 'lax'));
    expect(lax.columns[0]).not.toHaveProperty('notNull');
  });

  it('gives no row count', async () => {
    expect(await withSession((session) => look(session, 'rows'))).not.toHaveProperty('rows');
  });

  it('reads names with a schema, quoted and not', async () => {
    await withSession(async (session) => {
      expect(await look(session, 'other.wide')).toMatchObject({
        relation: { schema: 'other', name: 'wide' },
      });
      expect(await look(session, '"other"."wide"')).toMatchObject({ exists: true });
      expect(await look(session, 'Weird "Name".x')).toMatchObject({ exists: true });
      expect(await look(session, '"Weird ""Name"".x"')).toMatchObject({ exists: true });
      expect((await look(session, 'Other.Wide')).label).toMatch(/there is "other.wide"/);
    });
  });
});

describe('the snapshot', () => {
  it('is one for all statements of a session', async () => {
    await withSession(async (session) => {
      const table = await look(session, 'rows');
      const before = await session.dataVersion(table, ['id'], options);
      await admin.query(`insert into shop.rows values (3, 'c'); update shop.rows set v = 'z' where id = 1`);
      expect(await session.run('select count(*) as n from rows', options)).toEqual([{ n: 2 }]);
      expect(await session.dataVersion(table, ['id'], options)).toEqual(before);
    });
    expect(await withSession((session) => session.run('select count(*) as n from rows', options))).toEqual([
      { n: 3 },
    ]);
  });

  it('shows an update in place as a new version, though no key moved', async () => {
    const version = (): Promise<unknown> =>
      withSession(async (session) => session.dataVersion(await look(session, 'rows'), ['id'], options));
    const first = await version();
    expect(await version()).toEqual(first);
    await admin.query(`update shop.rows set v = 'changed' where id = 2`);
    expect(await version()).not.toEqual(first);
  });

  it('covers partitions, and all columns where a key is none of the table', async () => {
    await withSession(async (session) => {
      expect(await session.dataVersion(await look(session, 'parted'), ['id'], options)).toMatchObject({
        kind: 'table',
      });
      expect(await session.dataVersion(await look(session, 'nested'), ['a.city'], options)).toMatchObject({
        kind: 'table',
      });
    });
  });

  it('writes nothing, even by a statement that nobody inspected', async () => {
    await withSession(async (session) => {
      expect(await failure(session.run(`insert into rows values (9, 'x')`, options))).toMatchObject({
        reason: 'refused',
      });
      expect((await failure(session.run(`select 1; delete from rows`, options))).reason).toBe('bad_query');
    });
  });

  it('does not wait long for a lock', async () => {
    await admin.query('begin; lock table shop.rows in access exclusive mode');
    try {
      await withSession(async (session) => {
        const { reason } = await failure(session.run('select * from rows', { timeoutMs: 400 }));
        expect(reason).toBe('timeout');
      });
    } finally {
      await admin.query('rollback');
    }
  });
});

describe('errors', () => {
  it('name no value of a row', async () => {
    await withSession(async (session) => {
      for (const sql of [
        `select 'hunter2'::int`,
        `select 'hunter2'::json`,
        `select 'hunter2'::mood`,
        `select '{hunter2'::int[]`,
        `select to_date('hunter2', 'YYYY')`,
        `select (-1)::amount, 'hunter2'`,
        `select 1 / 0, 'hunter2'`,
      ])
        expect((await failure(session.run(sql, options))).message).toMatch(/\.$/);
    });
  });

  it('tell what a role may not read', async () => {
    const at = serverAt({ user: 'reader', password: 'sekret' });
    await withSession(async (session) => {
      expect((await failure(session.run('select * from rows', options))).reason).toBe('permission_denied');
      expect(await session.run('select count(*) as n from nested', options)).toEqual([{ n: 0 }]);
    }, at);
  });
});

describe('a server that is not there', () => {
  const opening = (settings: ServerConfig['settings'], contract: object = {}): Promise<EngineError> =>
    failure(postgresEngine.open(serverAt(settings, contract), []));

  it('refuses the password', async () => {
    const error = await opening({ password: 'wrong-pass' });
    expect(error.reason).toBe('permission_denied');
    expect(error.message).toMatch(/127\.0\.0\.1:\d+\/test_/);
  });

  it('has no such database, no such host, nobody at the port', async () => {
    expect((await opening({}, { database: 'nope' })).message).toMatch(/no such database/);
    expect((await opening({ host: 'nowhere.invalid' })).reason).toBe('unreachable');
    expect((await opening({ port: 1 })).message).toMatch(/ECONNREFUSED/);
    expect((await opening({ url: 'postgres://u:wrong-pass@127.0.0.1:1/x' })).message).toMatch(
      /127.0.0.1:1\/x/,
    );
  });

  it('accepts and never answers', async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const start = Date.now();
    expect((await opening({ port, timeoutMs: 500 })).reason).toBe('unreachable');
    expect(Date.now() - start).toBeLessThan(3000);
    silent.close();
  });

  it('dies in the middle', async () => {
    const doomed = await startPostgres({ own: true });
    const session = await postgresEngine.open(
      serverAt({}, { port: doomed.port, database: 'postgres', schema: 'public' }),
      [],
    );
    const run = failure(session.run('select pg_sleep(30)', { timeoutMs: 60_000 }));
    setTimeout(() => doomed.kill(), 100);
    expect((await run).reason).toBe('unreachable');
    expect((await failure(session.run('select 1', options))).reason).toBe('unreachable');
    await session.close();
    await doomed.close();
  });

  it('ends the session from its side', async () => {
    await withSession(async (session) => {
      const [row] = await session.run('select pg_backend_pid() as pid', options);
      await admin.query('select pg_terminate_backend($1)', [row?.['pid']]);
      expect((await failure(session.run('select 1', options))).reason).toBe('unreachable');
    });
  });
});

describe('accepts and reaches', () => {
  it('says what is missing', () => {
    expect(postgresEngine.accepts(serverAt())).toBeNull();
    expect(postgresEngine.accepts(serverAt({}, { host: '' }))).toMatch(/no host/);
    expect(postgresEngine.accepts(serverAt({}, { database: undefined }))).toMatch(/no database/);
    expect(postgresEngine.accepts(serverAt({}, { port: 'x' }))).toMatch(/port is not a number/);
  });

  it('another schema of the same database, and nothing else', async () => {
    const other = serverAt({}, { schema: 'other' });
    expect(postgresEngine.reaches(serverAt(), other)).toBe(true);
    expect(postgresEngine.reaches(serverAt(), serverAt({}, { database: 'x' }))).toBe(false);
    expect(postgresEngine.reaches(serverAt(), serverAt({ user: 'reader' }))).toBe(false);
    const session = await postgresEngine.open(serverAt(), [other]);
    const wide = { server: other, object: 'wide', physicalName: 'wide', batch: null, partition: [] };
    expect(await session.describe(wide)).toMatchObject({ exists: true, relation: { schema: 'other' } });
    await session.close();
  });
});
