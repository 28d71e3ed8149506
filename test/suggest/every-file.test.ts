/** Every data set of `vega-datasets` that can be read: nothing crashes, and each draft compiles and passes on its own data. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkText, notPassed } from './check-text.js';
import { suggestFile, VEGA } from './suggest-file.js';

/** Those are in other tests, or the same flights again. */
const SKIPPED = /^(flights-(3m|200k|20k|10k|5k)|movies|birdstrikes|airports)/;
const files = readdirSync(VEGA)
  .filter((name) => /\.(csv|tsv|json|parquet)$/.test(name) && !SKIPPED.test(name))
  .filter((name) => statSync(join(VEGA, name)).size < 3_000_000);

test('there are enough of them', () => expect(files.length).toBeGreaterThan(50));

test.each(files)('%s', async (name) => {
  const path = join(VEGA, name);
  const found = await suggestFile(path, { holdOut: false });
  expect(notPassed(await checkText(found.text, path))).toEqual([]);
});
