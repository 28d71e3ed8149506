/** Waits for a moment, takes the lock of a folder, holds it for a while and prints what happened. */
import { appendFileSync } from 'node:fs';
import { FaultError } from '../../src/model/fault.js';
import { lockFolder } from '../../src/store/lock-folder.js';

const [folder = '', startAt = '0', holdMs = '0', log = '', how = 'release'] = process.argv.slice(2);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
await sleep(Math.max(0, Number(startAt) - Date.now()));
try {
  const unlock = lockFolder(folder);
  // One write each: appends of a line do not mix.
  if (log !== '') appendFileSync(log, `in ${String(process.pid)}\n`);
  process.stdout.write('locked\n');
  await sleep(Number(holdMs));
  if (log !== '') appendFileSync(log, `out ${String(process.pid)}\n`);
  if (how === 'release') unlock();
} catch (error) {
  process.stdout.write(
    error instanceof FaultError
      ? `refused ${JSON.stringify(error.faults[0])}\n`
      : `broken ${String(error)}\n`,
  );
}
