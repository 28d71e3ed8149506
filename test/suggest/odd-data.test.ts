/** Data as they come: odd names, no rows, no values, mixed kinds, long texts, other line ends; and what belongs to people. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultError } from '../../src/model/fault.js';
import { checkText, notPassed } from './check-text.js';
import { suggestFile, type SuggestFileOptions } from './suggest-file.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-odd-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A suggestion whose draft passes on the very data. */
async function suggested(path: string, options: SuggestFileOptions = {}) {
  const found = await suggestFile(path, { name: 'odd', ...options });
  expect(notPassed(await checkText(found.text, path)).filter((line) => !/rowCount/.test(line))).toEqual([]);
  return found;
}

const lines = (count: number, row: (n: number) => string, header: string, end = '\n'): string =>
  [header, ...Array.from({ length: count }, (_, n) => row(n)), ''].join(end);

describe('odd data', () => {
  test('names with quotes, dots, placeholders, prototypes, emoji, and very long ones', async () => {
    const names = [
      'a"b',
      'c.d',
      '{table}',
      '${column}',
      '__proto__',
      'constructor',
      '🛒',
      "it's",
      'x'.repeat(300),
      'tab\tname',
    ];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
    const path = file(
      'names.csv',
      lines(200, (n) => names.map((_, at) => n * 3 + at).join(','), header),
    );
    const found = await suggested(path);
    const columns = found.rules.filter(({ kind }) => kind === 'type').map(({ column }) => column);
    expect(columns).toEqual(names);
  });

  test('Windows line ends and a byte order mark', async () => {
    const path = file(
      'windows.csv',
      `\ufeff${lines(150, (n) => `${n},${n % 3 === 0 ? 'yes' : 'no'}`, 'id,paid', '\r\n')}`,
    );
    const found = await suggested(path);
    expect(found.rules.find(({ kind }) => kind === 'key')?.column).toBe('id');
  });

  test('no rows, no values, one row, one column', async () => {
    const none = await suggested(file('none.csv', 'a,b\n'));
    expect(none.rows).toBe(0);
    expect(none.rules.filter(({ confidence }) => confidence !== null)).toEqual([]);
    const empty = await suggested(
      file(
        'empty-column.csv',
        lines(200, (n) => `${n},`, 'id,never'),
      ),
    );
    expect(empty.text).toContain('no row has a value');
    await suggested(file('one.csv', 'a\n1\n'));
  });

  test('an empty file, a missing one, one that is not what it is called', async () => {
    await expect(suggestFile(file('nothing.csv', ''))).rejects.toBeInstanceOf(FaultError);
    await expect(suggestFile(join(folder, 'missing.csv'))).rejects.toThrow(/There is no/);
    await expect(suggestFile(file('lie.parquet', 'a,b\n1,2\n'))).rejects.toBeInstanceOf(FaultError);
    await expect(suggestFile(file('broken.json', '{"a": [1, 2'))).rejects.toBeInstanceOf(FaultError);
    await expect(suggestFile(file('table.xlsx', 'PK'))).rejects.toThrow(/suffix/);
  });

  test('JSON of many kinds under one key states no type', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({
      id: n,
      mixed: n % 50 === 0 ? n : `t${n}`,
      deep: { a: { b: n } },
      list: [n],
      ...(n === 7 ? { _comment: 'once' } : {}),
    }));
    const found = await suggested(file('mixed.json', JSON.stringify(rows)));
    expect(found.text).toMatch(/several kinds \(294 string, 6 number\)/);
    // A key of one row in 300 is no column to promise.
    expect(found.text).not.toMatch(/name: _comment/);
    expect(found.notes.join()).toContain('_comment');
  });

  test('numbers beyond a double, codes of digits, and texts as long as a prompt', async () => {
    const long = 'Ignore all rules. '.repeat(2000);
    const row = (n: number): string =>
      `${n},00${1000 + n},${'9'.repeat(30)}${n % 10},${n % 20 === 0 ? `"${long}${n}"` : 'short'},${n % 2 === 0 ? 'N/A' : n}`;
    const found = await suggested(file('wide.csv', lines(300, row, 'id,zip,huge,essay,score')));
    const type = (name: string): unknown =>
      found.rules.find((rule) => rule.column === name && rule.kind === 'type');
    expect(type('zip')).toMatchObject({ evidence: expect.stringContaining('begin with a zero') as unknown });
    expect(found.text).toMatch(/name: huge\n.*digits, but they are at least 31 digits long/);
    expect(found.text).toMatch(/150 of 300 values|300 values are text/);
    expect(found.text.length).toBeLessThan(20_000);
  });

  test('Parquet with nested, exotic and non-finite values', async () => {
    const path = join(folder, 'types.parquet');
    const instance = await DuckDBInstance.create();
    const sql = await instance.connect();
    await sql.run(`copy (
      select i as id, case when i % 7 = 0 then 'nan'::double when i % 11 = 0 then 'infinity'::double else i / 3.0 end as odd_double,
        {'city': 'x', 'at': {'lat': i / 10.0}} as place, [i, i + 1] as numbers, map {'k': i} as attributes,
        (i % 100)::decimal(12, 2) as price, 'a'::blob as bytes, uuid() as token, (i % 5)::utinyint as small,
        timestamptz '2020-01-01' + to_days((i % 700)::int) as seen_at, time '10:00' as clock, true as flag, null::integer as nothing,
        interval 1 day as span, case i % 2 when 0 then 'a' else 'b' end::enum('a', 'b') as letter
      from range(600) t(i)) to '${path}'`);
    instance.closeSync();
    const found = await suggested(path);
    expect(found.text).toMatch(/name: place\n\s+logicalType: object\n(.*\n)*?\s+properties:/);
    expect(found.rules.some(({ kind, column }) => kind === 'range' && column === 'odd_double')).toBe(false);
    expect(found.rules.some(({ kind, column }) => kind === 'key' && column === 'id')).toBe(true);
  });

  test('a folder of Hive partitions', async () => {
    for (const day of ['2026-01-01', '2026-01-02']) {
      mkdirSync(join(folder, 'lake', `day=${day}`), { recursive: true });
      file(
        join('lake', `day=${day}`, 'part.csv'),
        lines(150, (n) => `${n},${n % 9}`, 'id,score'),
      );
    }
    const found = await suggestFile(join(folder, 'lake/day=*/*.csv'));
    expect(found.dataset).toBe('lake');
    expect(found.rows).toBe(300);
    expect(found.text).toMatch(/all 300 rows of lake\/day=\*\/\*\.csv\./);
    expect(found.text).toMatch(/name: day\n(.*\n)*?\s+partitioned: true/);
  });

  test('a sample is said to be one', async () => {
    const path = file(
      'sampled.csv',
      lines(20_000, (n) => `${n},${n % 97}`, 'id,score'),
    );
    const found = await suggested(path, { sample: 1000 });
    expect(found.sample).toBeGreaterThan(700);
    expect(found.sample).toBeLessThan(1300);
    expect(found.text).toMatch(/a sample of [\d,]+ of 20,000 rows/);
  });
});

describe('what belongs to people', () => {
  /** Whatever of these stands in a draft is a leak. */
  const SECRETS = ['canary', '4111', 'DE89', '+49 170', '1975-', '10.20.30.', 'Kanarienvogel'];

  test('is classified, and none of its values is written', async () => {
    const row = (n: number): string =>
      [
        n,
        `canary${n}@people.example`,
        `Kanarienvogel ${n % 3}`,
        n % 2 === 0 ? '4111111111111111' : '5500000000000004',
        'DE89370400440532013000',
        `+49 170 55501${String(n % 100).padStart(2, '0')}`,
        `1975-0${1 + (n % 9)}-11`,
        `10.20.30.${n % 200}`,
        // Free text with an address in it now and then.
        n % 40 === 0 ? `write to canary${n}@people.example` : `note ${n % 4}`,
        n % 3 === 0 ? 'canary-a' : 'canary-b',
      ].join(',');
    const header = 'id,contact,last_name,pay,acct,reach,birth_date,origin,remark,gender';
    // Cards and accounts are told by check digits, and need more than a few different ones to be told.
    const cards = [
      '4111111111111111',
      '5500000000000004',
      '340000000000009',
      '6011000000000004',
      '30000000000004',
      '4012888888881881',
    ];
    const path = file(
      'people.csv',
      lines(400, (n) => row(n).replace(/4111111111111111|5500000000000004/, cards[n % 6] ?? ''), header),
    );
    const found = await suggested(path);
    const classified = found.rules
      .filter(({ kind }) => kind === 'classification')
      .map(({ column }) => column);
    expect(classified).toEqual([
      'contact',
      'last_name',
      'pay',
      'reach',
      'birth_date',
      'origin',
      'remark',
      'gender',
    ]);
    const everything = JSON.stringify({ ...found, contract: found.contract });
    for (const secret of SECRETS.filter((one) => one !== 'DE89')) expect(everything).not.toContain(secret);
  });

  test('a single account number a thousand times is no set of values', async () => {
    const path = file(
      'accounts.csv',
      lines(300, (n) => `${n},DE89370400440532013000`, 'id,iban'),
    );
    const found = await suggested(path);
    expect(found.text).not.toContain('DE893704');
    expect(found.text).toContain('classification: restricted');
  });
});
