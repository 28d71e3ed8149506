/** Leaves runs for a store; prints each id once it is left. Ends after a number of them, where one is given; else it is killed from outside. */
import { leaveRun } from '../../src/store/inbox.js';
import { CONTRACT, SUITE, result, run } from '../support/store-records.js';

const [folder = '', prefix = '', limit = 'Infinity'] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let i = 0; i < Number(limit); i += 1) {
  const id = `${prefix}/${String(i)}`;
  const one = run(id, [result({ message: 'x'.repeat(i % 5000) }), result({ id: 'b' })]);
  leaveRun(folder, { run: one, suite: SUITE, contract: CONTRACT });
  process.stdout.write(`left ${id}\n`);
}
