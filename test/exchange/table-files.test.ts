/** Data files → a contract that they pass at once. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkAll, importFolder, importIn, keep, notPassed } from './import-world.js';

const removes: (() => void)[] = [];
afterEach(() => removes.splice(0).forEach((remove) => remove()));

function folder(files: Record<string, string> = {}): string {
  const { root, remove } = importFolder(files);
  removes.push(remove);
  return root;
}

/** The declared columns by name, as `logicalType physicalType`. */
function columns(text: string): Record<string, string> {
  const document = parse(text) as {
    schema: {
      properties: { name: string; logicalType?: string; physicalType?: string; partitioned?: boolean }[];
    }[];
  };
  const entries = document.schema[0]?.properties ?? [];
  return Object.fromEntries(
    entries.map(({ name, logicalType, physicalType, partitioned }) => [
      name,
      [logicalType ?? '-', physicalType ?? '-', ...(partitioned === true ? ['partitioned'] : [])].join(' '),
    ]),
  );
}

async function imported(root: string, ...words: string[]): Promise<string> {
  const result = await importIn(root, words);
  keep(root, result);
  expect(notPassed(await checkAll(root))).toEqual([]);
  return result.contracts[0]?.text ?? '';
}

async function duck(root: string, sql: string): Promise<void> {
  mkdirSync(join(root, 'lake'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(sql.replaceAll('ROOT', root));
  connection.closeSync();
  instance.closeSync();
}

describe('data files', () => {
  it('of Parquet have their own types, nested ones too', async () => {
    const root = folder();
    await duck(
      root,
      `copy (select 1::int as id, 'a' as name, 1.5::decimal(38,9) as total, timestamptz '2001-01-01' as at, {'sku': 'x', 'n': 1} as line, [{'a': [1]}] as deep, map {'k': 1} as m,
      uuid() as u, true as ok, 1::utinyint as tiny, date '2001-01-01' as day, 'x'::blob as raw, 1.5::float as f) to 'ROOT/orders.parquet'`,
    );
    const text = await imported(root, 'orders.parquet');
    expect(columns(text)).toMatchObject({
      id: 'integer INTEGER',
      total: 'number DECIMAL(38,9)',
      at: 'timestamp TIMESTAMP WITH TIME ZONE',
      line: 'object STRUCT(sku VARCHAR, n INTEGER)',
      f: 'number real',
      raw: 'string BLOB',
    });
    expect(text).toContain(
      'servers:\n  - server: files\n    type: local\n    path: orders.parquet\n    format: parquet\n',
    );
  });

  it('in Hive folders are one dataset, whose keys are partitions', async () => {
    const root = folder();
    await duck(
      root,
      `copy (select range as id, date '2001-01-01' + (range % 2)::int as day from range(4)) to 'ROOT/lake/flights' (format parquet, partition_by (day))`,
    );
    const byFolder = await imported(root, 'lake/flights');
    expect(columns(byFolder)).toEqual({ id: 'integer BIGINT', day: '- - partitioned' });
    expect(byFolder).toContain('- name: flights\n');
    const glob = folder();
    await duck(
      glob,
      `copy (select range as id, date '2001-01-01' + (range % 2)::int as day from range(4)) to 'ROOT/lake/flights' (format parquet, partition_by (day))`,
    );
    expect(columns(await imported(glob, 'lake/flights/day=*/*.parquet'))).toEqual(columns(byFolder));
  });

  it('of CSV get a type only where every value reads as it', async () => {
    const rows = [
      'id,share,ok,day,at,clock,zip,mixed,empty,note,big',
      '1,1.5,true,2001-01-01,2001-01-01T10:00:00Z,10:00:00,01234,1,,x,12345678901234567890123',
      '2,2,false,2001-02-28,2001-01-02 10:00:00,23:59:59,99999,a,,"y, z",1',
    ];
    const text = await imported(folder({ 'orders.csv': `${rows.join('\n')}\n` }), 'orders.csv');
    expect(columns(text)).toEqual({
      ...{
        id: 'integer -',
        share: 'number -',
        ok: 'boolean -',
        day: 'date -',
        at: 'timestamp -',
        clock: 'time -',
      },
      ...{ zip: 'string -', mixed: 'string -', empty: '- -', note: 'string -', big: 'integer -' },
    });
  });

  it('one bad value in thousands takes the type away', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => (i === 29_000 ? 'n/a' : String(i)));
    expect(columns(await imported(folder({ 'n.csv': `n\n${lines.join('\n')}\n` }), 'n.csv'))).toEqual({
      n: 'string -',
    });
  });

  it('with odd names, a BOM, other delimiters and Windows line ends are read', async () => {
    const root = folder({ 'a [1].csv': '\ufeffid;"a;b";"quo""te";a.b;😀;__proto__\r\n1;x;yy;z;5;6\r\n' });
    const text = await imported(root, 'csv', 'a [1].csv');
    expect(columns(text)).toEqual({
      id: 'integer -',
      'a;b': 'string -',
      'quo"te': 'string -',
      'a.b': 'string -',
      '😀': 'integer -',
      ['__proto__']: 'integer -',
    });
    const tabs = folder({ 'x.tsv': 'id\tname\n1\ta,b,c,d\n' });
    expect(columns(await imported(tabs, 'x.tsv'))).toEqual({ id: 'integer -', name: 'string -' });
  });

  it('of JSON keep what their values are', async () => {
    const root = folder({
      'events.json':
        '[{"id":1,"a":{"b":1},"tags":["x"],"s":"1","d":"2001-01-01","n":null,"mix":1},{"id":2,"a":null,"f":1.5,"mix":"a"}]',
    });
    expect(columns(await imported(root, 'events.json'))).toEqual({
      ...{
        id: 'integer -',
        a: 'object -',
        tags: 'array -',
        s: 'string -',
        d: 'date -',
        n: '- -',
        mix: '- -',
        f: 'number -',
      },
    });
    const lines = folder({ 'events.ndjson': '{"id":1}\n{"id":2,"ok":true}\n' });
    expect(columns(await imported(lines, 'events.ndjson'))).toEqual({ id: 'integer -', ok: 'boolean -' });
  });

  it('without rows say so', async () => {
    const root = folder();
    await duck(root, `copy (select 1 as id where false) to 'ROOT/none.parquet'`);
    expect((await importIn(root, ['none.parquet'])).notCarried.map(({ what }) => what)).toEqual(['no rows']);
  });

  it.each([
    ['nothing there', 'nowhere.csv', /There is no file nowhere.csv/],
    ['a glob that matches nothing', 'data/*.parquet', /There is no file at/],
    ['a folder without data', 'empty', /no file of a known format/],
    ['a file that is not what its name says', 'bad.parquet', /parquet|Parquet|could not/],
    ['an unknown suffix', 'x.xlsx', /can not be told/],
  ])('%s is a fault', async (_what, source, message) => {
    const root = folder({ 'bad.parquet': 'no parquet', 'x.xlsx': 'x' });
    mkdirSync(join(root, 'empty'));
    writeFileSync(join(root, 'empty', 'readme.txt'), 'x');
    await expect(importIn(root, [source])).rejects.toThrow(message);
  });
});
