/** Writes all of one decision at once. */
import type { Decision } from '../model/decision.js';
import { writeBreaker } from './breakers.js';
import { insertDecision } from './decisions.js';
import { recordRun } from './record-run.js';
import type { DecisionRecord } from './store.js';
import type { Database } from './store-database.js';

/** Run, decision and breaker step in one transaction; what stands afterwards. @throws BreakerMoved */
export async function recordDecision(db: Database, record: DecisionRecord): Promise<Decision> {
  return db.transaction(async (tx) => {
    if (record.run !== null) await recordRun(tx, record.run, record.suite, record.contract);
    const { written, standing } = await insertDecision(tx, record.decision, record.supersedes ?? null);
    if (written) await writeBreaker(tx, record.breaker, record.transitions, record.breakerBefore);
    return standing;
  });
}
