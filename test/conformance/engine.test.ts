/** What every engine must do, asked of each: the same tables, the same questions, the same answers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableInfo } from '../../src/model/table.js';
import { EngineError, type Engine, type EngineSession, type ServerConfig } from '../../src/engine/engine.js';
import { engineFor } from '../../src/engine/engines.js';
import { startPostgres } from '../support/postgres.js';

interface Subject {
  readonly name: string;
  /** Makes a place with these tables, and says how to reach it. */
  readonly setUp: (statements: readonly string[]) => Promise<{
    readonly server: ServerConfig;
    /** Changes the data, from outside of the session. */
    readonly change: (statement: string) => Promise<void>;
    readonly tearDown: () => Promise<void>;
  }>;
  /** A statement that takes minutes. */
  readonly slow: string;
  /** Type names where the engines' own words differ. */
  readonly words: { readonly double: string; readonly bytes: string; readonly json: string };
}

const SLOW_JOIN = `select count(*) as n from big a join big b on a.i + b.i > 1 and sqrt(a.i + b.i) > 3 where a.i * b.i % 7 > 1`;

const duckdb: Subject = {
  name: 'duckdb',
  words: { double: 'double', bytes: 'blob', json: 'json' },
  slow: SLOW_JOIN,
  setUp: async (statements) => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-engine-'));
    const change = async (statement: string): Promise<void> => {
      const instance = await DuckDBInstance.create(join(folder, 'lake.duckdb'));
      const connection = await instance.connect();
      await connection.run(statement);
      connection.closeSync();
      instance.closeSync();
    };
    await change(statements.join(';\n'));
    const server: ServerConfig = {
      name: 'lake',
      type: 'duckdb',
      contract: { database: 'lake.duckdb', schema: 'main' },
      settings: {},
      root: folder,
    };
    const tearDown = async (): Promise<void> => {
      rmSync(folder, { recursive: true });
      await Promise.resolve();
    };
    return { server, change, tearDown };
  },
};

const postgres: Subject = {
  name: 'postgres',
  words: { double: 'double precision', bytes: 'bytea', json: 'jsonb' },
  slow: SLOW_JOIN,
  setUp: async (statements) => {
    const running = await startPostgres();
    const url = await running.createDatabase();
    const change = async (statement: string): Promise<void> => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(statement);
      await client.end();
    };
    await change('create schema main; set search_path = main');
    await change(`set search_path = main; ${statements.join(';\n')}`);
    const { port, pathname } = new URL(url);
    const server: ServerConfig = {
      name: 'warehouse',
      type: 'postgres',
      contract: { host: '127.0.0.1', port: Number(port), database: pathname.slice(1), schema: 'main' },
      settings: { user: 'postgres', password: 'secret' },
      root: '/',
    };
    return { server, change, tearDown: () => running.close() };
  },
};

const ODD = 'O"dd. näme 🦆';
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const tables = ({ words }: Subject): readonly string[] => [
  `create table kinds (id integer not null primary key, small smallint, big bigint, amount decimal(30, 4), price decimal(10, 2),
     ratio ${words.double}, fine real, name varchar, flag boolean, day date, clock time, seen timestamp, seen_tz timestamp with time zone,
     code uuid, data ${words.bytes}, doc ${words.json}, tags varchar[])`,
  `insert into kinds values
     (1, 7, 9007199254740993, 12345678901234567890.1234, 1.10, 0.1, 0.1, 'Ünï 🦆 ''q''', true, '2001-02-03', '04:05:06', '2001-02-03 04:05:06.5',
      '2001-02-03 04:05:06+02', '00000000-0000-0000-0000-00000000000a', '\\xAB', '{"a": 12345678901234567890}', array['x', null]),
     (2, null, 42, 0.5, null, 'NaN', '-Infinity', '', false, null, null, '2001-02-03 04:05:06.000001', null, null, null, null, array[]::varchar[]),
     (3, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)`,
  `create table empty (id integer)`,
  `create table ${quoted(ODD)} (${quoted(ODD)} integer, "select" integer)`,
  `insert into ${quoted(ODD)} values (5, 6)`,
  `create table orders (id integer primary key, email varchar not null unique, amount decimal(10, 2))`,
  `insert into orders values (1, 'a@example.org', 1), (2, 'b@example.org', 2)`,
  `create view order_ids as select id from orders`,
  `create table secrets (word varchar)`,
  `insert into secrets values ('hunter2-secret')`,
  `create table big (i integer)`,
  `insert into big select i from generate_series(1, 60000) as t(i)`,
];

describe.each([duckdb, postgres])('$name', (subject) => {
  let place: Awaited<ReturnType<Subject['setUp']>>;
  let engine: Engine;
  let session: EngineSession;
  const options = { timeoutMs: 20_000 };

  beforeAll(async () => {
    place = await subject.setUp(tables(subject));
    const found = engineFor(place.server.type);
    if (found === null) throw new Error('no engine');
    engine = found;
    session = await engine.open(place.server, []);
  });
  afterAll(async () => {
    await session.close();
    await place.tearDown();
  });

  const look = (physicalName: string, at = session): Promise<TableInfo> =>
    at.describe({ server: place.server, object: physicalName, physicalName, batch: null, partition: [] });
  const reason = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.then(
      () => new Error('it worked'),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof EngineError)) throw error;
    expect(error.message).not.toMatch(/hunter2|secret-value/);
    expect(error.cause).toBeUndefined();
    return error.reason;
  };

  it('accepts its server', () => expect(engine.accepts(place.server)).toBeNull());

  describe('describe', () => {
    it('tells the real types, canonically', async () => {
      const { columns, exists, text } = await look('kinds');
      expect({ exists, text }).toEqual({ exists: true, text: null });
      expect(Object.fromEntries(columns.map((c) => [c.name, c.type?.name]))).toEqual({
        id: 'integer',
        small: 'smallint',
        big: 'bigint',
        amount: 'decimal',
        price: 'decimal',
        ratio: 'double',
        fine: 'real',
        name: 'varchar',
        flag: 'boolean',
        day: 'date',
        clock: 'time',
        seen: 'timestamp',
        seen_tz: 'timestamp',
        code: 'uuid',
        data: 'blob',
        doc: 'json',
        tags: 'list',
      });
      const of = (name: string): unknown => columns.find((c) => c.name === name)?.type;
      expect(of('amount')).toMatchObject({ precision: 30, scale: 4 });
      expect(of('seen')).toMatchObject({ zone: false });
      expect(of('seen_tz')).toMatchObject({ zone: true });
      expect(of('tags')).toMatchObject({ items: { name: 'varchar' } });
    });

    it('tells what the catalogue guarantees, and of a view nothing', async () => {
      const orders = await look('orders');
      expect(orders.columns.map((c) => c.notNull === true)).toEqual([true, true, false]);
      expect(orders.uniqueKeys).toEqual([['id'], ['email']]);
      const view = await look('order_ids');
      expect(view.exists).toBe(true);
      expect(view.columns).toEqual([
        { name: 'id', type: { name: 'integer', text: expect.any(String) as string } },
      ]);
      expect(view.uniqueKeys ?? []).toEqual([]);
      expect(view.rows).toBeUndefined();
    });

    it('finds odd names, and names with their schema', async () => {
      const odd = await look(ODD);
      expect(odd).toMatchObject({ exists: true, relation: { relation: 'table', schema: 'main', name: ODD } });
      expect(odd.columns.map((c) => c.name)).toEqual([ODD, 'select']);
      expect(await look('main.orders')).toMatchObject({
        exists: true,
        relation: { schema: 'main', name: 'orders' },
      });
    });

    it('says that a table is missing, and when only the case differs', async () => {
      expect(await look('nope')).toMatchObject({ exists: false, label: 'main.nope', columns: [] });
      const upper = await look('ORDERS');
      expect(upper.exists).toBe(false);
      expect(upper.label).toMatch(/orders/);
      expect(await look('other.orders')).toMatchObject({ exists: false });
    });
  });

  describe('run', () => {
    it('gives exact, JSON-safe values', async () => {
      const rows = await session.run('select * from kinds order by id', options);
      expect(rows[0]).toEqual({
        id: 1,
        small: 7,
        big: '9007199254740993',
        amount: '12345678901234567890.1234',
        price: 1.1,
        ratio: 0.1,
        fine: 0.1,
        name: `Ünï 🦆 'q'`,
        flag: true,
        day: '2001-02-03',
        clock: '04:05:06',
        seen: '2001-02-03T04:05:06.500Z',
        seen_tz: '2001-02-03T02:05:06.000Z',
        code: '00000000-0000-0000-0000-00000000000a',
        data: '\\xab',
        doc: '{"a": 12345678901234567890}',
        tags: ['x', null],
      });
      expect(rows[1]).toMatchObject({
        big: 42,
        ratio: 'NaN',
        fine: '-Infinity',
        name: '',
        seen: '2001-02-03T04:05:06.000001Z',
        tags: [],
      });
      expect(Object.values(rows[2] ?? {}).slice(1)).toEqual(Array.from({ length: 16 }, () => null));
      expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
    });

    it('counts exactly, sums exactly', async () => {
      const sql = `select count(*) as n, sum(amount) as s, sum(i) as i from kinds, (select 9007199254740992 as i) as x where id = 1`;
      expect(await session.run(sql, options)).toEqual([
        { n: 1, s: '12345678901234567890.1234', i: '9007199254740992' },
      ]);
      expect(await session.run('select count(*) as n, max(id) as m from empty', options)).toEqual([
        { n: 0, m: null },
      ]);
      expect(await session.run('select * from empty', options)).toEqual([]);
    });

    it('writes intervals in one way', async () => {
      const texts = [
        '1 year 2 months 3 days 04:05:06.5',
        '-1 day',
        '-00:00:01.25',
        '0 days',
        '36 hours',
        '100 days 90 minutes',
      ];
      const columns = texts.map((text, i) => `interval '${text}' as i${String(i)}`);
      const [row] = await session.run(`select ${columns.join(', ')}`, options);
      expect(Object.values(row ?? {})).toEqual([
        'P1Y2M3DT4H5M6.5S',
        'P-1D',
        'PT-1.25S',
        'PT0S',
        'PT36H',
        'P100DT1H30M',
      ]);
    });

    it('goes on after a statement that failed', async () => {
      expect(await reason(session.run('select nope from kinds', options))).toBe('missing_column');
      expect(await session.run('select 1 as one', options)).toEqual([{ one: 1 }]);
    });

    it('runs statements that are asked for at once, one after the other', async () => {
      const answers = await Promise.all(
        [1, 2, 3].map((n) => session.run(`select ${String(n)} as n`, options)),
      );
      expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
    });

    it.each([
      ['select * from nope', 'missing_table'],
      ['select kinds.nope from kinds', 'missing_column'],
      ['selec 1', 'bad_query'],
      ['select nofunction(1)', 'bad_query'],
      [`select cast(word as integer) from secrets`, 'bad_type'],
      [`select cast(word as date) from secrets`, 'bad_type'],
      [`select 9223372036854775807 + cast(id as bigint) from kinds`, 'bad_type'],
    ])('tells why: %s → %s, without any value', async (sql, expected) => {
      expect(await reason(session.run(sql, options))).toBe(expected);
    });

    it('tells a bad pattern', async () => {
      const sql =
        subject.name === 'duckdb'
          ? `select regexp_matches(word, '(') from secrets`
          : `select word ~ '(' from secrets`;
      expect(await reason(session.run(sql, options))).toBe('bad_pattern');
    });
  });

  describe('an end', () => {
    it('by timeout, soon, and the session goes on', async () => {
      const start = Date.now();
      expect(await reason(session.run(subject.slow, { timeoutMs: 300 }))).toBe('timeout');
      expect(Date.now() - start).toBeLessThan(4000);
      expect(await session.run('select 1 as one', options)).toEqual([{ one: 1 }]);
    });

    it('by the caller, soon, and the session goes on', async () => {
      const abort = new AbortController();
      const start = Date.now();
      setTimeout(() => abort.abort(), 200);
      expect(await reason(session.run(subject.slow, { timeoutMs: 60_000, signal: abort.signal }))).toBe(
        'cancelled',
      );
      expect(Date.now() - start).toBeLessThan(4000);
      expect(await session.run('select 1 as one', options)).toEqual([{ one: 1 }]);
    });

    it('before it began', async () => {
      const run = session.run('select 1', { timeoutMs: 1000, signal: AbortSignal.abort() });
      expect(await reason(run)).toBe('cancelled');
    });
  });

  describe('the guard', () => {
    const harmless = [
      'select 1',
      'select count(*) from orders -- a comment',
      `with x as (select id from orders) select * from x union all (values (1))`,
      `select 'insert; drop table x' as text, "order_ids".id from order_ids`,
      'select * from orders where amount > (select avg(amount) from orders) order by 1 limit 3;',
    ];
    const attacks = [
      '',
      '-- nothing',
      'select 1; select 2',
      'select 1; drop table orders',
      `insert into orders values (3, 'c', 1)`,
      `update orders set amount = 0`,
      `delete from orders`,
      'drop table orders',
      'create table t as select 1',
      `copy orders to '/tmp/assay-stolen.csv'`,
      `copy (select 1) to '/tmp/assay-stolen.csv'`,
      'begin',
      'commit',
      'rollback; delete from orders',
      `set search_path = 'x'`,
      'explain analyze delete from orders',
      `select nextval('s')`,
      `select current_setting('x')`,
      'selec 1',
      `select '${String.fromCharCode(0)}'`,
      ...(subject.name === 'duckdb'
        ? [
            `select * from read_csv('/etc/passwd')`,
            `select * from read_text('/etc/passwd')`,
            `select * from '/etc/passwd.csv'`,
            `select * from "../other.parquet"`,
            `select * from glob('*')`,
            `select * from duckdb_secrets()`,
            `select * from duckdb_settings()`,
            `select * from query('drop table orders')`,
            `select * from query_table('orders')`,
            `select getenv('HOME')`,
            `select write_log('x')`,
            `select (select count(*) from read_blob('/etc/passwd'))`,
            `select * from orders where id in (select length(content) from read_text('/etc/passwd'))`,
            'describe orders',
            'from (show tables)',
            'summarize orders',
            'pragma database_list',
            'call pragma_version()',
            `attach '/tmp/x.db'`,
            'install httpfs',
            'pivot orders on email using sum(amount)',
            'checkpoint',
            'use memory',
          ]
        : [
            `select pg_read_file('/etc/passwd')`,
            `select pg_catalog.pg_read_file('/etc/passwd')`,
            `select PG_CATALOG."pg_read_file"('/etc/passwd')`,
            `select * from pg_ls_dir('.')`,
            'select pg_sleep(100)',
            'select pg_terminate_backend(1)',
            'select pg_advisory_lock(1)',
            `select set_config('search_path', 'x', false)`,
            `select lo_import('/etc/passwd')`,
            `select query_to_xml('delete from orders', true, true, '')`,
            `select dblink('x', 'y')`,
            'select * from orders for update',
            'select * from (select * from orders for share) as x',
            'select * into stolen from orders',
            'with d as (delete from orders returning *) select * from d',
            `with d as (insert into orders values (9, 'x', 1) returning *) select * from d`,
            'table orders; commit',
            'do $$ begin end $$',
            'vacuum',
            'notify x',
            `prepare p as select 1`,
            `lock table orders`,
            'merge into orders using orders o on true when matched then delete',
          ]),
    ];

    it.each(harmless)('lets pass: %s', async (sql) => {
      expect(await session.inspect(sql, 'query')).toBeNull();
      await session.run(sql, { ...options, guarded: true });
    });

    it.each(attacks)('refuses: %j', async (sql) => {
      expect(await session.inspect(sql, 'query')).toMatch(/^[A-Z"].*\.$/s);
      expect(await reason(session.run(sql, { ...options, guarded: true }))).toBe('refused');
    });

    it('changed nothing, whatever was tried', async () => {
      expect(await session.run('select count(*) as n from orders', options)).toEqual([{ n: 2 }]);
    });

    it.each([
      'amount > 1',
      'id in (select id from orders)',
      `email like '%)%' -- x`,
      '(id = 1) or (id = 2)',
      'true',
    ])('lets pass as a predicate: %s', async (sql) =>
      expect(await session.inspect(sql, 'predicate')).toBeNull(),
    );

    it.each([
      '',
      'true) or (false',
      'true); drop table orders; --',
      'true group by 1',
      'true order by 1',
      'true limit 1',
      'true union select 2',
      'true /*',
      'true; select 1',
      'amount > 1, 2',
      'id = 1 as x',
      'select 1',
      subject.name === 'duckdb' ? `exists (from read_text('/etc/passwd'))` : `pg_sleep(1) is null`,
    ])('refuses as a predicate: %s', async (sql) => {
      expect(await session.inspect(sql, 'predicate')).toMatch(/\.$/);
    });
  });

  it('lets no predicate out of its brackets, whatever it is made of', async () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      ' or ',
      ' and ',
      'true',
      'false',
      ' -- ',
      '\n',
      '/*',
      '*/',
      `'`,
      '"',
      ';',
      ',',
      ' is null',
      '1=1',
      '$$',
    );
    const predicate = fc.array(piece, { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join(''));
    const law = async (text: string): Promise<void> => {
      if ((await session.inspect(text, 'predicate')) !== null) return;
      for (const never of [`false and (${text}\n)`, `not (${text}\n) and (${text}\n)`]) {
        // What is no boolean is an error; a row would be an escape.
        const rows = await session.run(`select 1 as one where ${never}`, options).catch((error: unknown) => {
          expect(error).toBeInstanceOf(EngineError);
          return [];
        });
        expect(rows).toEqual([]);
      }
    };
    await fc.assert(fc.asyncProperty(predicate, law), {
      numRuns: 400,
      examples: [['true) or (true'], ['true or true']],
    });
  });

  describe('a version', () => {
    const version = async (keys: readonly string[] = ['id']): Promise<string> => {
      const own = await engine.open(place.server, []);
      try {
        return (await own.dataVersion(await look('orders', own), keys, options)).id;
      } finally {
        await own.close();
      }
    };
    const change = async (statement: string): Promise<void> => {
      // DuckDB lets nobody write while a session reads.
      await session.close();
      await place.change(subject.name === 'postgres' ? `set search_path = main; ${statement}` : statement);
      session = await engine.open(place.server, []);
    };

    it('stays while nothing changes, and moves with rows and with values', async () => {
      await session.close();
      const first = await version();
      expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(await version()).toBe(first);
      await change('update orders set amount = 99 where id = 2');
      await session.close();
      const updated = await version();
      expect(updated).not.toBe(first);
      await change(`insert into orders values (3, 'c@example.org', 3)`);
      await session.close();
      expect(await version()).not.toBe(updated);
      await change('alter table orders add column extra integer');
      await session.close();
      expect(await version([])).toMatch(/^sha256:/);
      session = await engine.open(place.server, []);
    });

    it('of a missing table is no version', async () => {
      expect(await reason(session.dataVersion(await look('nope'), [], options))).toBe('missing_table');
    });

    it('exists for every type, for no rows and for a view', async () => {
      for (const name of ['kinds', 'empty', 'order_ids', ODD])
        expect((await session.dataVersion(await look(name), [], options)).id).toMatch(/^sha256:/);
    });
  });

  it('refuses work after it is closed', async () => {
    const own = await engine.open(place.server, []);
    await own.close();
    await own.close();
    expect(await reason(own.run('select 1', options))).toBe('cancelled');
  });
});
