/** Rows that are wrong: half of the rows teach a limit, the strays of the other half break it, and the draft says so. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkText } from './check-text.js';
import { suggestFile, VEGA } from './suggest-file.js';

test('the two impossible delays of three million real flights', { timeout: 240_000 }, async () => {
  const found = await suggestFile(join(VEGA, 'flights-3m.parquet'), { name: 'flights' });
  expect(found.rows).toBe(3_000_000);
  expect(found.text).toMatch(
    /# seen: 2 of 1,\d{3},\d{3} rows lie beyond a limit learned from other rows: look at them; confidence 0\.99\n\s+- metric: invalidValues\n\s+arguments: \{ ?min: -400 ?\}/,
  );
});

test('a price that rises is given no upper limit: the later half would break it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-rising-'));
  const rows = Array.from({ length: 2000 }, (_, n) => {
    const day = new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
    return `${day},${(10 * 1.002 ** n + (n % 7) / 10).toFixed(2)},${n % 5}`;
  });
  const path = join(folder, 'prices.csv');
  writeFileSync(path, ['day,price,shelf', ...rows, ''].join('\n'));
  const found = await suggestFile(path);
  expect(found.dropped).toEqual([
    {
      kind: 'range',
      column: 'price',
      reason: expect.stringMatching(/earlier half.*: [\d,]+ of [\d,]+ rows there break it/) as unknown,
    },
  ]);
  expect(found.text).toMatch(/Left out, because it did not hold:\n#\s+price: range/);
  expect((await checkText(found.text, path)).verdict).toBe('pass');
  rmSync(folder, { recursive: true, force: true });
});
