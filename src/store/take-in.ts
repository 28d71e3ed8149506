/** Takes the runs that wait for an embedded store into its database. */
import { readWaiting, removeWaiting, sweepDrafts, unreadable, waitingRuns } from './inbox.js';
import { recordRun } from './record-run.js';
import { toStoreError } from './store-error.js';
import type { Database } from './store-database.js';

/** SQLSTATEs that are due to the values themselves, and come again: bad data, a broken constraint, beyond a limit of the database. */
const OWN_FAULT = /^(22|23|54)/;

/** In the order in which they were left; each file goes once its run is on disk here, so that one killed in between is taken in twice, and counts once. */
export async function takeIn(db: Database, folder: string): Promise<void> {
  sweepDrafts(folder);
  for (const file of waitingRuns(folder)) {
    const waiting = readWaiting(file);
    if (waiting === null) continue;
    const { run, suite, contract } = waiting;
    await db
      .transaction((tx) => recordRun(tx, run, suite, contract))
      .catch((error: unknown) => {
        const { code, reason } = toStoreError(error);
        throw OWN_FAULT.test(code ?? '') ? unreadable(file, reason) : error;
      });
    removeWaiting(file);
  }
}
