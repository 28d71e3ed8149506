/** Takes the runs that wait for an embedded store into its database. */
import { readWaiting, removeWaiting, sweepDrafts, unreadable, waitingRuns } from './inbox.js';
import { recordRunAlone } from './record-run.js';
import { toStoreError } from './store-error.js';
import type { Database } from './store-database.js';

/** SQLSTATEs and codes of the system that are not due to the run: no room, no connection, a disk that fails. */
const CIRCUMSTANCE = /^(08|53|55|57|58|E[A-Z])/;

/** In the order in which they were left; each file goes once its run is on disk here, so that one killed in between is taken in twice, and counts once. */
export async function takeIn(db: Database, folder: string): Promise<void> {
  sweepDrafts(folder);
  for (const file of waitingRuns(folder)) {
    const waiting = readWaiting(file);
    if (waiting === null) continue;
    const { run, suite, contract } = waiting;
    await recordRunAlone(db, run, suite, contract).catch((error: unknown) => {
      const { code, reason } = toStoreError(error);
      throw CIRCUMSTANCE.test(code ?? '') ? error : unreadable(file, reason);
    });
    removeWaiting(file);
  }
}
