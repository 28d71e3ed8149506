/** Opens a store and records run after run; prints each id once it is recorded. Killed from outside. */
import { openStore } from '../../src/store/open-store.js';
import { CONTRACT, SUITE, result, run } from '../support/store-records.js';

const [url = '', prefix = ''] = process.argv.slice(2);
const store = await openStore(url, '/');
process.stdout.write('open\n');
for (let i = 0; ; i += 1) {
  const id = `${prefix}/${String(i)}`;
  await store.recordRun(
    run(id, [result({ message: 'x'.repeat(i % 5000) }), result({ id: 'b' })]),
    SUITE,
    CONTRACT,
  );
  process.stdout.write(`recorded ${id}\n`);
}
