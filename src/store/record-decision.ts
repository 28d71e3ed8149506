/** Writes all of one decision at once. */
import type { Decision } from '../model/decision.js';
import { endAsk, requireLease } from './asks.js';
import { writeBreaker } from './breakers.js';
import { insertDecision } from './decisions.js';
import { appendEvents } from './events.js';
import { breakerHappened, decisionHappened, runHappened } from './happened.js';
import { keptIn } from './kept-documents.js';
import { writeIncidents } from './incidents.js';
import { recordRun } from './record-run.js';
import type { DecisionRecord } from './store.js';
import type { Database } from './store-database.js';

/**
 * Run, decision, breaker step, incidents with their messages, and the end of the ask, in one transaction; what stands afterwards.
 * Where another decision stands, the ask goes on: its worker sees whether that one is an answer to it.
 * @throws BreakerMoved, IncidentMoved, LeaseLost
 */
export async function recordDecision(db: Database, record: DecisionRecord): Promise<Decision> {
  const { decision, run, suite, contract, transitions } = record;
  const known = keptIn(db);
  const standing = await db.transaction(async (tx) => {
    const ran = run !== null && (await recordRun(tx, { run, suite, contract }, known));
    const { written, standing } = await insertDecision(tx, decision, record.supersedes ?? null);
    if (written) {
      await writeBreaker(tx, record.breaker, transitions, record.breakerBefore);
      if (record.incidents !== undefined)
        await writeIncidents(tx, record.incidents, record.incidentsBefore ?? []);
      if (record.lease !== undefined)
        await endAsk(tx, record.lease, { state: 'decided', decisionId: decision.id });
    } else if (record.lease !== undefined) {
      // Whose ask was taken over records nothing, not even that it looked: else one ask would have two runs.
      await requireLease(tx, record.lease);
    }
    await appendEvents(tx, [
      ...(ran ? [runHappened(run)] : []),
      ...(written ? [decisionHappened(decision), ...transitions.map(breakerHappened)] : []),
    ]);
    return standing;
  });
  if (run !== null) known.add(suite).add(contract);
  return standing;
}
