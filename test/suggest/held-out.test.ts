/** The score: a draft learned from one half of real data, checked on the other half, which the command has never seen. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkText, notPassed } from './check-text.js';
import { suggestFile, VEGA } from './suggest-file.js';

/** Every so manyth row of large data is taken, so that the test takes seconds. */
const FILES: readonly (readonly [file: string, every: number, rules: number])[] = [
  ['flights-3m.parquet', 15, 14],
  ['movies.json', 1, 35],
  ['birdstrikes.csv', 1, 35],
  ['airports.csv', 1, 18],
  ['gapminder.json', 1, 15],
  ['weather.csv', 1, 18],
  ['penguins.json', 1, 18],
  ['species.csv', 1, 12],
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-held-out-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows go by a hash of their place: nothing of what they hold decides, unlike in the command's own split. */
const IN_FIRST = '(hash(7, i) % 2 = 0)';

async function halves(file: string, every: number): Promise<readonly [string, string]> {
  const from = join(VEGA, file);
  const to = (half: string): string => join(folder, `${half}-${file}`);
  if (extname(file) === '.json') {
    const rows = JSON.parse(readFileSync(from, 'utf8')) as unknown[];
    const isFirst = (_: unknown, i: number): boolean => ((i * 2_654_435_761) >>> 16) % 2 === 0;
    writeFileSync(to('first'), JSON.stringify(rows.filter(isFirst)));
    writeFileSync(to('second'), JSON.stringify(rows.filter((row, i) => !isFirst(row, i))));
  } else {
    const instance = await DuckDBInstance.create();
    const sql = await instance.connect();
    const isParquet = extname(file) === '.parquet';
    const source = isParquet
      ? `select *, file_row_number as i from read_parquet('${from}', file_row_number = true)`
      : `select *, row_number() over () as i from read_csv('${from}', all_varchar = true)`;
    const drop = isParquet ? '(i, file_row_number)' : '(i)';
    for (const [half, where] of [
      ['first', IN_FIRST],
      ['second', `not ${IN_FIRST}`],
    ] as const)
      await sql.run(
        `copy (select * exclude ${drop} from (${source}) where i % ${every} = 0 and ${where}) to '${to(half)}' (format ${extname(file).slice(1)})`,
      );
    instance.closeSync();
  }
  return [to('first'), to('second')];
}

describe('every rule of a draft holds on the half that it was not learned from', () => {
  test.each(FILES)('%s', async (file, every, rules) => {
    const [first, second] = await halves(file, every);
    const learned = await suggestFile(first, { name: 'held' });
    expect(notPassed(await checkText(learned.text, second))).toEqual([]);
    // And it is no empty promise.
    expect(learned.rules.length).toBeGreaterThanOrEqual(rules);
    // What the command says of its own hold-out is told too.
    expect(learned.heldOut.length).toBeGreaterThan(0);
    const passed = learned.rules.filter(({ heldOut }) => heldOut === 'passed');
    expect(passed.length).toBeGreaterThan(rules / 2);
  });
});
