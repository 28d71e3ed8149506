/** Files through DuckDB: what footers and headers tell, which files a path means, and what stays shut. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import type { Batch } from '../../src/model/measure.js';
import type { TableInfo } from '../../src/model/table.js';
import { duckdbEngine } from '../../src/engine/duckdb/duckdb.js';
import type { EngineSession, ServerConfig } from '../../src/engine/engine.js';

const root = mkdtempSync(join(tmpdir(), 'assay-files-'));
const options = { timeoutMs: 10_000 };

const server = (contract: JsonObject, settings: ServerConfig['settings'] = {}): ServerConfig => ({
  name: 'lake',
  type: 'local',
  contract,
  settings,
  root,
});

async function withSession<T>(at: ServerConfig, work: (session: EngineSession) => Promise<T>): Promise<T> {
  const session = await duckdbEngine.open(at, []);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

const describeAt = (contract: JsonObject, name = 'orders', batch: Batch | null = null): Promise<TableInfo> =>
  withSession(server(contract), (session) =>
    session.describe({
      server: server(contract),
      object: name,
      physicalName: name,
      batch,
      partition: Object.keys(batch ?? {}),
    }),
  );

const file = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

const paths = (table: TableInfo): readonly string[] =>
  table.relation.relation === 'files' ? table.relation.paths.map((path) => path.replace(`${root}/`, '')) : [];

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const write = async (path: string, query: string): Promise<void> => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    await connection.run(`copy (${query}) to '${join(root, path)}' (format parquet, row_group_size 2048)`);
  };
  await write(
    'types.parquet',
    `select i::integer as id, 9007199254740993 + i as big, (i / 4)::decimal(10,2) as amount,
       case when i % 2 = 0 then 'x' || i end as name, date '2001-01-01' + i::integer as day,
       timestamp '2001-01-01 00:00:00.25' + to_seconds(i) as at, (timestamp '2001-01-01' + to_seconds(i))::timestamptz as atz,
       case when i = 3 then 'nan'::double else i end as ratio, {'city': 'a', 'zip codes': [1]} as "address, home", [i] as list,
       map {'k': i} as attributes, i::float as f, i::utinyint as tiny
     from range(0, 5000) t(i) where i < 200 or true order by i`.replace('i::utinyint', '(i % 200)::utinyint'),
  );
  await write('empty.parquet', 'select 1::integer as id where false');
  await write('nulls.parquet', 'select null::integer as id, 1 as one from range(3)');
  await write('many/a.parquet', 'select 1::integer as id, 2::integer as old');
  await write('many/b.parquet', `select 2::bigint as id, 'x' as fresh`);
  await write('many/_temporary/c.parquet', 'select 3::integer as id, 0 as never');
  await write('hive/date=2001-01-15/region=eu/a.parquet', 'select 1 as id');
  await write('hive/date=2001-01-15/region=us/a.parquet', 'select 2 as id');
  await write('hive/date=2001-01-16/region=eu/a.parquet', 'select 3 as id');
  await write('odd [1]/a*b?.parquet', 'select 7 as id');
  await write('model/orders.parquet', 'select 1 as id');
  await write('daily/2001-01-15.parquet', 'select 15 as id');
  await write('daily/2001-01-16.parquet', 'select 16 as id');
  connection.closeSync();
  instance.closeSync();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('Parquet footers', () => {
  it('give types, exact counts and exact extremes', async () => {
    const table = await describeAt({ path: 'types.parquet', format: 'parquet' });
    const column = (name: string): unknown => table.columns.find((c) => c.name === name);
    expect(table).toMatchObject({ exists: true, rows: 5000, files: 1, text: null });
    expect(column('id')).toEqual({
      name: 'id',
      type: { name: 'integer', text: 'INTEGER' },
      nulls: 0,
      min: 0,
      max: 4999,
    });
    expect(column('big')).toMatchObject({ min: '9007199254740993', max: '9007199254745992' });
    expect(column('amount')).toMatchObject({
      type: { name: 'decimal', precision: 10, scale: 2 },
      min: 0,
      max: 1249.75,
    });
    expect(column('day')).toMatchObject({ min: '2001-01-01', max: '2014-09-09' });
    expect(column('at')).toMatchObject({
      type: { name: 'timestamp', zone: false },
      min: '2001-01-01T00:00:00.250Z',
      max: '2001-01-01T01:23:19.250Z',
    });
    expect(column('atz')).toMatchObject({
      type: { name: 'timestamp', zone: true },
      max: '2001-01-01T01:23:19.000Z',
    });
    expect(column('f')).toMatchObject({ type: { name: 'real' }, nulls: 0 });
    expect(column('address, home')).toEqual({
      name: 'address, home',
      type: {
        name: 'struct',
        text: expect.any(String) as string,
        fields: [
          { name: 'city', type: { name: 'varchar', text: 'VARCHAR' } },
          {
            name: 'zip codes',
            type: { name: 'list', text: 'INTEGER[]', items: { name: 'integer', text: 'INTEGER' } },
          },
        ],
      },
    });
  });

  it('give no extreme of what they may hold inexactly: text, floats', async () => {
    const table = await describeAt({ path: 'types.parquet', format: 'parquet' });
    expect(table.columns.find((c) => c.name === 'name')).toEqual({
      name: 'name',
      type: { name: 'varchar', text: 'VARCHAR' },
      nulls: 2500,
    });
    expect(table.columns.find((c) => c.name === 'ratio')).not.toHaveProperty('max');
  });

  it('tell an empty file and a column of nulls', async () => {
    expect(await describeAt({ path: 'empty.parquet', format: 'parquet' })).toMatchObject({
      exists: true,
      rows: 0,
      columns: [{ name: 'id', nulls: 0 }],
    });
    const nulls = await describeAt({ path: 'nulls.parquet', format: 'parquet' });
    expect(nulls.columns[0]).toEqual({ name: 'id', type: { name: 'integer', text: 'INTEGER' }, nulls: 3 });
  });

  it('of many files are one table by name, without what writers left behind', async () => {
    const table = await describeAt({ path: 'many', format: 'parquet' });
    expect(table).toMatchObject({ rows: 2, files: 2, relation: { unionByName: true } });
    expect(table.columns).toEqual([
      { name: 'id', type: { name: 'bigint', text: 'BIGINT' }, nulls: 0, min: 1, max: 2 },
      { name: 'old', type: { name: 'integer', text: 'INTEGER' }, partial: true },
      { name: 'fresh', type: { name: 'varchar', text: 'VARCHAR' }, partial: true },
    ]);
  });
});

describe('paths', () => {
  it('prune Hive folders to the batch, and stay globs', async () => {
    const all = await describeAt({ path: 'hive', format: 'parquet' });
    expect(all).toMatchObject({ rows: 3, relation: { hive: ['date', 'region'] } });
    expect(all.columns.filter((c) => c.fromPath).map((c) => c.name)).toEqual(['date', 'region']);
    const day = await describeAt({ path: 'hive', format: 'parquet' }, 'orders', { date: '2001-01-15' });
    expect(day).toMatchObject({ rows: 2, files: 2, relation: { hive: ['date', 'region'] } });
    expect(paths(day)).toEqual(['hive/date=2001-01-15/**/*.parquet']);
    const one = await describeAt({ path: 'hive/*/*/*.parquet', format: 'parquet' }, 'orders', {
      date: '2001-01-15',
      region: 'us',
    });
    expect(paths(one)).toEqual(['hive/date=2001-01-15/region=us/*.parquet']);
    expect(one.rows).toBe(1);
  });

  it('with a key as `key=*` find the batch, however its folder spells the value', async () => {
    for (const [folder, rows] of [
      ['day=2001-01-15', 1],
      ['day=a%20b', 2],
      ['day=a.b', 3],
    ] as const)
      for (let row = 0; row < rows; row++) file(`spelt/${folder}/${String(row)}.csv`, 'id\n1\n');
    const at = (day: string) => describeAt({ path: 'spelt/day=*/*.csv', format: 'csv' }, 'orders', { day });
    expect(await at('2001-01-15')).toMatchObject({ files: 1, relation: { hive: ['day'] } });
    expect(await at('a b')).toMatchObject({ files: 2 });
    expect(await at('a.b')).toMatchObject({ files: 3 });
    for (const none of ['2001-01-1', '*', '..', 'a%20b'])
      expect(await at(none)).toMatchObject({ exists: false });
    expect((await at('2001-01-15')).label).toBe(`${root}/spelt/day=*/*.csv (day=2001-01-15)`);
  });

  it('say what was looked for where nothing is', async () => {
    const table = await describeAt({ path: 'hive', format: 'parquet' }, 'orders', { date: '1999-01-01' });
    expect(table).toMatchObject({ exists: false, columns: [] });
    expect(table.label).toBe(`${root}/hive/**/*.parquet (date=1999-01-01)`);
    expect(await describeAt({ path: 'nope.parquet', format: 'parquet' })).toMatchObject({
      exists: false,
      label: join(root, 'nope.parquet'),
    });
  });

  it('fill in placeholders of object and batch; the whole dataset is any batch', async () => {
    for (const path of ['model/{model}.parquet', 'model/${object}.parquet'])
      expect(await describeAt({ path, format: 'parquet' })).toMatchObject({ exists: true, rows: 1 });
    const path = 'daily/${batch.date}.parquet';
    expect(await describeAt({ path, format: 'parquet' }, 'o', { date: '2001-01-16' })).toMatchObject({
      rows: 1,
      columns: [{ min: 16 }],
    });
    expect(await describeAt({ path, format: 'parquet' })).toMatchObject({ rows: 2 });
    await expect(describeAt({ path, format: 'parquet' }, 'o', { date: '../model/orders' })).rejects.toThrow(
      /leaves the declared folder/,
    );
  });

  it('may hold the characters of globs', async () => {
    expect(await describeAt({ path: 'odd [1]/a*b?.parquet', format: 'parquet' })).toMatchObject({ rows: 1 });
  });
});

describe('CSV and JSON', () => {
  it('tell names and nothing else', async () => {
    file('c.csv', 'id;"first; name"\n1;x\nabc;y\n');
    expect(await describeAt({ path: 'c.csv', format: 'csv' })).toMatchObject({
      text: 'csv',
      columns: [
        { name: 'id', type: null },
        { name: 'first; name', type: null },
      ],
      relation: { csv: { delimiter: ';', header: true }, columns: ['id', 'first; name'] },
    });
  });

  it.each([
    ['a,"b, c",d\n', ',', ['a', 'b, c', 'd']],
    ['a;"b "" c";d\r\n1;2;3\r\n', ';', ['a', 'b " c', 'd']],
    ['\ufeffa\tb\n', '\t', ['a', 'b']],
    ['id,id,,ID\n', ',', ['id', 'id_1', 'column2', 'ID_2']],
    ['# a comment\n\nid,name\n', ',', ['# a comment']],
    ['id\n1\n', ',', ['id']],
  ])('take the first line as the header: %j', async (text, delimiter, names) => {
    file('first.csv', text);
    const table = await describeAt({ path: 'first.csv', format: 'csv' });
    expect(table.relation).toMatchObject({ csv: { delimiter }, columns: names });
  });

  it('name the line that can not be read, and nothing that stands in it', async () => {
    file('ragged.csv', 'id,name\n1,a\nhunter2,b,c\n');
    await withSession(server({ path: 'ragged.csv', format: 'csv' }), async (session) => {
      const sql = `select * from read_csv('${root}/ragged.csv', columns = {'id': 'VARCHAR', 'name': 'VARCHAR'}, header = true, auto_detect = false)`;
      await expect(session.run(sql, options)).rejects.toThrow(
        'Line 3 of a CSV file can not be read: it has another number of columns than the header.',
      );
    });
  });

  it('of an empty file have no columns; of a header alone its names', async () => {
    file('none.csv', '');
    expect(await describeAt({ path: 'none.csv', format: 'csv' })).toMatchObject({
      exists: true,
      columns: [],
    });
    file('head.csv', 'id,name\n');
    expect((await describeAt({ path: 'head.csv', format: 'csv' })).columns.map((c) => c.name)).toEqual([
      'id',
      'name',
    ]);
    file('none.json', '');
    expect(await describeAt({ path: 'none.json', format: 'json' })).toMatchObject({
      exists: true,
      columns: [],
    });
  });

  it('of many files are united by name', async () => {
    file('csvs/a.csv', 'id,b\n1,2\n');
    file('csvs/b.csv', 'c,id\n1,2\n');
    const table = await describeAt({ path: 'csvs/*.csv', format: 'csv' });
    expect(table.columns).toEqual([
      { name: 'id', type: null },
      { name: 'b', type: null, partial: true },
      { name: 'c', type: null, partial: true },
    ]);
  });

  it('finds a key that only the last of many objects has', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `{"id": ${String(i)}}`);
    file('n.ndjson', `${lines.join('\n')}\n{"id": "x", "late": {"deep": 1}}\n`);
    const table = await describeAt({ path: 'n.ndjson', format: 'json', delimiter: 'new_line' });
    expect(table).toMatchObject({ text: 'json', relation: { format: 'ndjson', columns: ['id', 'late'] } });
    file('a.json', '[{"id": 1}, {"name": "x"}]');
    expect(await describeAt({ path: 'a.json', format: 'json' })).toMatchObject({
      relation: { format: 'json', columns: ['id', 'name'] },
    });
  });
});

describe('a version of files', () => {
  const version = (path: string, format = 'csv'): Promise<string> =>
    withSession(server({ path, format }), async (session) => {
      const source = {
        server: server({ path, format }),
        object: 'v',
        physicalName: 'v',
        batch: null,
        partition: [],
      };
      return (await session.dataVersion(await session.describe(source), [], options)).id;
    });

  it('moves with content, time and new files, and with nothing else', async () => {
    file('v/a.csv', 'id\n1\n');
    utimesSync(join(root, 'v/a.csv'), 1000, 1000);
    const first = await version('v/*.csv');
    expect(await version('v/*.csv')).toBe(first);
    utimesSync(join(root, 'v/a.csv'), 1000, 1001);
    const touched = await version('v/*.csv');
    expect(touched).not.toBe(first);
    file('v/b.csv', 'id\n2\n');
    expect(await version('v/*.csv')).not.toBe(touched);
    expect(await version('types.parquet', 'parquet')).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('sees a file that came after the table was described', async () => {
    file('w/a.csv', 'id\n1\n');
    await withSession(server({ path: 'w', format: 'csv' }), async (session) => {
      const at = server({ path: 'w', format: 'csv' });
      const table = await session.describe({
        server: at,
        object: 'w',
        physicalName: 'w',
        batch: null,
        partition: [],
      });
      const before = await session.dataVersion(table, [], options);
      file('w/b.csv', 'id\n2\n');
      expect(await session.dataVersion(table, [], options)).not.toEqual(before);
    });
  });
});

describe('what is not declared', () => {
  const locked = server({ path: 'many', format: 'parquet' });
  it.each([
    [`select * from read_csv('/etc/passwd')`],
    [`select * from '/etc/hosts.csv'`],
    [`select * from read_text('${root}/c.csv')`],
    [`select * from read_parquet('${root}/many/../types.parquet')`],
    [`select * from glob('/etc/*')`],
    [`attach '${root}/new.duckdb'`],
    [`copy (select 1) to '${root}/evil.csv'`],
    [`install httpfs`],
  ])('stays shut, even to a statement that nobody inspected: %s', async (sql) => {
    file('c.csv', 'id\n1\n');
    await withSession(locked, (session) =>
      expect(session.run(sql, options)).rejects.toMatchObject({ reason: 'refused' }),
    );
  });

  it.each([['set enable_external_access = true'], ['set threads = 1'], [`set allowed_directories = ['/']`]])(
    'can not be opened again: %s',
    async (sql) => {
      await withSession(locked, (session) => expect(session.run(sql, options)).rejects.toThrow(/DuckDB/));
    },
  );

  it('is not reached by a link in a glob of folders', async () => {
    file('outside/x.csv', 'id\n1\n');
    mkdirSync(join(root, 'linked'), { recursive: true });
    symlinkSync(join(root, 'outside'), join(root, 'linked/out'));
    expect(await describeAt({ path: 'linked', format: 'csv' })).toMatchObject({ exists: false });
  });
});

describe('memory', () => {
  it('spills a big group-by to disk within its limit, and leaves nothing there', async () => {
    const tempDirectory = join(root, 'spill');
    const tight = server({ path: 'many', format: 'parquet' }, { memory: '100MB', threads: 2, tempDirectory });
    const sql = `select count(*) as n from (select i, count(*) from range(8000000) t(i) group by i)`;
    let spilled = 0;
    const look = setInterval(() => {
      if (existsSync(tempDirectory)) spilled = Math.max(spilled, readdirSync(tempDirectory).length);
    }, 20);
    await withSession(tight, async (session) => {
      expect(await session.run(sql, { timeoutMs: 60_000 })).toEqual([{ n: 8_000_000 }]);
    });
    clearInterval(look);
    expect(spilled).toBeGreaterThan(0);
    expect(existsSync(tempDirectory) ? readdirSync(tempDirectory) : []).toEqual([]);
  });
});

describe('sessions on the same files', () => {
  const shared = server({ path: 'shared', format: 'parquet' });

  it('all count time in UTC and tell of their progress', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      await withSession(shared, () =>
        withSession(shared, async (second) => {
          expect(await second.run(`select current_setting('TimeZone') as zone`, options)).toEqual([
            { zone: 'UTC' },
          ]);
          const seen: number[] = [];
          await second.run('create temp table t as select range as i from range(2000000)', options);
          await second.run('select sum(length(sha256(i::varchar))) as n from t', {
            timeoutMs: 60_000,
            onProgress: (done) => seen.push(done),
          });
          expect(seen.some((done) => done > 0 && done < 1)).toBe(true);
        }),
      );
    } finally {
      process.env['TZ'] = zone;
    }
  });

  it('cannot change what is locked, nor end each other', async () => {
    const first = await duckdbEngine.open(shared, []);
    await withSession(shared, async (second) => {
      await expect(second.run(`set enable_external_access = true`, options)).rejects.toThrow();
    });
    expect(await first.run('select 1 as one', options)).toEqual([{ one: 1 }]);
    await first.close();
  });

  it('one cancelled leaves the others running', async () => {
    const [slow, other] = [await duckdbEngine.open(shared, []), await duckdbEngine.open(shared, [])];
    const endless = `select count(*) from range(100000000000) t(i) where i % 7 = 9`;
    const cancelled = slow.run(endless, { timeoutMs: 300 }).catch((error: unknown) => error);
    expect(await other.run('select sum(range) as n from range(10)', options)).toEqual([{ n: 45 }]);
    expect(await cancelled).toMatchObject({ reason: 'timeout' });
    await Promise.all([slow.close(), other.close()]);
  });
});

describe('accepts', () => {
  it.each([
    ['local', { path: 'x', format: 'delta' }, /format delta is not read/],
    ['local', { format: 'csv' }, /has no path/],
    ['s3', { location: 's3://b/x', format: 'parquet' }, /httpfs/],
    ['duckdb', {}, /no database file/],
    ['duckdb', { database: ':memory:' }, /in memory/],
  ])('says why not: %s %j', (type, contract, why) => {
    expect(duckdbEngine.accepts({ ...server(contract), type })).toMatch(why);
  });
});
