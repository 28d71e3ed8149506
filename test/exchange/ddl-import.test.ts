/** DDL as people write it, as tools dump it, and as an attacker would. */
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { splitStatements } from '../../src/exchange/import/ddl-duckdb.js';
import { FaultError, type Fault } from '../../src/model/fault.js';
import { importFolder, importIn, keep, suitesIn } from './import-world.js';

const removes: (() => void)[] = [];
afterEach(() => removes.splice(0).forEach((remove) => remove()));

type Dialect = 'postgres' | 'duckdb';

async function imported(sql: string, dialect: Dialect = 'postgres') {
  const { root, remove } = importFolder({ 'shop.sql': sql });
  removes.push(remove);
  const result = await importIn(root, ['shop.sql'], { options: { dialect } });
  return {
    root,
    result,
    text: result.contracts[0]?.text ?? '',
    said: result.notCarried.map(({ where, what }) => `${where} ${what}`),
  };
}

async function faultsOf(sql: string, dialect: Dialect = 'postgres'): Promise<readonly Fault[]> {
  const error: unknown = await imported(sql, dialect).then(
    () => new Error('it was imported'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FaultError)) throw error;
  return error.faults;
}

describe('DDL of PostgreSQL', () => {
  it('as pg_dump writes it, with data and commands of psql between', async () => {
    const { text, said, root, result } = await imported(`--
-- PostgreSQL database dump
\\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TYPE public.mood AS ENUM ('ok', 'bad');
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end; $$;
CREATE TABLE public.orders (
    id integer NOT NULL,
    mood public.mood DEFAULT 'ok'::public.mood,
    total numeric(10,2),
    CONSTRAINT orders_total_check CHECK ((total > (0)::numeric)),
    CONSTRAINT state CHECK (((id)::text = ANY ((ARRAY['1'::character varying, '2'::character varying])::text[])))
);
ALTER TABLE public.orders OWNER TO postgres;
CREATE SEQUENCE public.orders_id_seq START WITH 1;
ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);
COPY public.orders (id, mood, total) FROM stdin;
1	ok	10.00
2	bad	'; drop table orders; --
\\.
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT later FOREIGN KEY (id) REFERENCES public.orders(id) NOT VALID;
CREATE UNIQUE INDEX one ON public.orders USING btree (total);
CREATE TRIGGER t BEFORE INSERT ON public.orders FOR EACH ROW EXECUTE FUNCTION public.f();
`);
    expect(text).toContain('primaryKey: true');
    expect(text).toContain('logicalTypeOptions: {exclusiveMinimum: 0}');
    expect(text).toContain('validValues: [ok, bad]');
    expect(text).toMatch(/name: total[\s\S]*unique: true/);
    expect(text).not.toContain('foreignKey');
    expect(said).toEqual([
      'shop.sql:18 COPY statement with data',
      'shop.sql:8 DEFAULT of orders.mood',
      'shop.sql:25 trigger on orders',
      'shop.sql:23 constraint on orders',
    ]);
    keep(root, result);
    expect(await suitesIn(root)).toHaveLength(1);
  });

  it('follows ALTER, COMMENT, DROP, LIKE, INHERITS and partitions', async () => {
    const { text, said } = await imported(`
create table base (id int not null, note text); create table gone (id int); drop table gone;
create table copy (like base including all, more int); create table kid (extra date) inherits (base);
alter table copy add column at timestamptz not null, alter column more type bigint, alter column note set not null, drop column id;
alter table copy add constraint c check (more > 5) not valid; alter table copy validate constraint c; alter table copy add constraint d check (more > 9); alter table copy drop constraint d;
create table parts (day date) partition by range (day); create table parts_1 partition of parts default;
comment on table copy is 'A copy'; comment on column copy.more is 'More';
alter table copy rename column more to most;`);
    expect(text.match(/^ {2}- name: .*$/gm)).toEqual([
      '  - name: base',
      '  - name: copy',
      '  - name: kid',
      '  - name: parts',
    ]);
    expect(text).toContain('description: A copy');
    expect(text).toMatch(
      /name: more\n\s+logicalType: integer\n\s+physicalType: bigint\n\s+description: More\n\s+logicalTypeOptions: \{exclusiveMinimum: 5\}/,
    );
    expect(text).not.toContain('exclusiveMinimum: 9');
    expect(said).toEqual(['shop.sql:8 column that is renamed']);
  });

  it('carries the conditions of domains, and lists what is none of a row', async () => {
    const { text, said } = await imported(`
create domain pct as numeric check (value between 0 and 100) not null; create domain word as text check (value in ('value', 'b')); create domain odd as int check (value % 2 = 1);
create table t (p pct, w word, o odd, j jsonb check (j <> '{}'), k text check (pg_sleep(1) is null), l text check (l like '\${table}'), exclude using gist (p with =));
create unique index on t (w) where p > 5; create view v as select 1; insert into t values (1); grant select on t to public;`);
    expect(text).toContain('logicalTypeOptions: {minimum: 0, maximum: 100}');
    expect(text).toContain('validValues: [value, b]');
    expect(text).toContain("where: NOT (j <> '{}')");
    expect(text).not.toContain('pg_sleep');
    expect(said.map((each) => each.replace(/\(.*$/, '('))).toEqual([
      'shop.sql:3 EXCLUDE on t',
      'shop.sql:4 unique index on t',
      'shop.sql:4 view v',
      'shop.sql:4 INSERT INTO statement on t',
      'shop.sql:2 CHECK (',
      'shop.sql:3 CHECK (',
      'shop.sql:3 CHECK (',
    ]);
  });

  it('that does not parse is a fault with its line', async () => {
    expect(
      await faultsOf('create table a (id int);\n\ncreate table b (\n  id int,,\n  x int);'),
    ).toMatchObject([
      {
        code: 'bad-sql',
        file: 'shop.sql',
        line: 4,
        message: 'PostgreSQL can not parse it: syntax error at or near ",".',
      },
    ]);
    expect(await faultsOf('create table é (id int);\ncreate taable b (id int);')).toMatchObject([
      { line: 2 },
    ]);
    expect(await faultsOf('create table t (id int) engine=InnoDB;')).toMatchObject([
      { code: 'bad-sql', line: 1 },
    ]);
    expect(await faultsOf('select 1;')).toMatchObject([{ code: 'no-tables' }]);
    expect(await faultsOf('')).toMatchObject([{ code: 'no-tables' }]);
    expect(await faultsOf('create table t (id int, \0 int);')).toMatchObject([{ code: 'bad-sql' }]);
  });

  it('of hundreds of tables is read in one go', async () => {
    const sql = Array.from(
      { length: 400 },
      (_, i) =>
        `create table t${String(i)} (id int primary key, up int references t${String(Math.max(0, i - 1))}, s text check (s in ('a', 'b')));`,
    );
    const { root, result } = await imported(sql.join('\n'));
    keep(root, result);
    expect(await suitesIn(root)).toHaveLength(400);
  });

  it('with --split is a contract a table, with references across them', async () => {
    const { root, remove } = importFolder({
      'shop.sql':
        'create table a (id int primary key); create table b (a int references a); create table "c/../d" (id int); create table "C/../D" (id int);',
    });
    removes.push(remove);
    const result = await importIn(root, ['shop.sql'], { split: true });
    expect(result.contracts.map(({ file }) => file)).toEqual([
      'shop-a.odcs.yaml',
      'shop-b.odcs.yaml',
      'shop-c-d.odcs.yaml',
      'shop-C-D-2.odcs.yaml',
    ]);
    keep(root, result);
    expect(
      (await suitesIn(root)).flatMap(({ checks }) => checks).filter(({ kind }) => kind === 'foreignKey'),
    ).toHaveLength(1);
  });
});

describe('DDL of DuckDB', () => {
  it('runs what declares and lists what does not', async () => {
    const { text, said } = await imported(
      `install httpfs; load httpfs; set memory_limit = '1GB'; begin;
create type mood as enum ('a; b', 'c'); create table t (id int primary key, m mood, query varchar, "values" int check ("values" > 0)); -- a comment; with a semicolon
create table x as select 1 as id; create view v as from t; insert into t values (1, 'c', 'x', 1); comment on column t.m is 'it''s; fine';
create temp table tmp (id int); create macro f(a) as a; commit;`,
      'duckdb',
    );
    expect(text).toContain('validValues: [a; b, c]');
    expect(text).toContain("description: it's; fine");
    expect(text.match(/^ {2}- .*name: .*$/gm)).toEqual(['  - name: t']);
    expect(said).toEqual([
      'shop.sql:1 INSTALL HTTPFS statement',
      'shop.sql:1 LOAD HTTPFS statement',
      'shop.sql:3 CREATE TABLE statement',
      'shop.sql:3 CREATE VIEW statement',
      'shop.sql:3 INSERT INTO statement',
      'shop.sql:4 CREATE TEMP statement',
      'shop.sql:4 CREATE MACRO statement',
    ]);
  });

  it.each([
    ["copy (select 1) to 'out.csv'"],
    ["create table t as select * from read_csv('/etc/passwd')"],
    ["create table t (a) as from '/etc/passwd'"],
    ["create type e as enum (select column0 from read_csv('/etc/passwd'))"],
    ["attach 'other.duckdb'"],
    ["export database 'out'"],
    ["create secret (type s3, key_id 'x')"],
    ["set enable_external_access = true; create table u (id int default getenv('HOME'))"],
    ["create table t (id int); copy t to 'out.csv'"],
    ['pragma database_list; call pragma_version()'],
    ['create table t (id int check (id in (select 1)))'],
    ['create index i on t using rtree (x); execute q'],
  ])('can not reach out: %s', async (sql) => {
    const { root, remove } = importFolder({ 'shop.sql': `${sql};\ncreate table fine (id int);` });
    removes.push(remove);
    const outcome = await importIn(root, ['shop.sql'], { options: { dialect: 'duckdb' } }).then(
      (result) => result.contracts[0]?.text ?? '',
      (error: unknown) => {
        if (!(error instanceof FaultError)) throw error;
        return JSON.stringify(error.faults);
      },
    );
    expect(outcome).not.toMatch(/root:|nobody/);
    expect(outcome).not.toContain(process.env['HOME'] ?? '/root');
    for (const made of ['out.csv', 'out', 'other.duckdb'])
      expect(existsSync(join(root, made)) || existsSync(made)).toBe(false);
  });

  it('that fails is a fault with its line, all of them at once', async () => {
    const faults = await faultsOf(
      'create table a (id int);\ncreate table a (id int);\ncreate table b (id nothing);\n',
      'duckdb',
    );
    expect(faults.map(({ code, line }) => [code, line])).toEqual([
      ['bad-sql', 2],
      ['bad-sql', 3],
    ]);
  });

  it('is cut into statements only outside of quotes and comments', () => {
    const sql = `create table "a;b" (x varchar default ';'); -- no; \n/* ; */ comment on table "a;b" is $$x;y$$;;\n\nselect 1`;
    expect(splitStatements(sql)).toEqual([
      { text: `create table "a;b" (x varchar default ';')`, line: 1 },
      { text: 'comment on table "a;b" is $$x;y$$', line: 2 },
      { text: 'select 1', line: 4 },
    ]);
  });
});

it('any text is an outcome, never an exception, in both dialects', async () => {
  const word = fc.constantFrom(
    'create',
    'table',
    't',
    '(',
    ')',
    'int',
    ',',
    'check',
    "'",
    '"',
    ';',
    '--',
    '/*',
    '$$',
    'a',
    '>',
    '5',
    'references',
    'primary key',
    '\n',
    '\0',
    '😀',
    'as',
    'select',
    '{',
    '}',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { maxLength: 25 }),
      fc.constantFrom<Dialect>('postgres', 'duckdb'),
      async (words, dialect) => {
        const error: unknown = await imported(words.join(' '), dialect).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error !== null) expect(error).toBeInstanceOf(FaultError);
        if (error instanceof FaultError) expect(error.faults.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
});
