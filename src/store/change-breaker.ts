/** A change of a breaker by hand, never without its audit entry. */
import type { AuditEntry, BreakerState, BreakerTransition } from '../model/decision.js';
import { writeAudit } from './audit-log.js';
import { writeBreaker } from './breakers.js';
import { appendEvents } from './events.js';
import { breakerHappened } from './happened.js';
import type { Database } from './store-database.js';

/** State, transitions and audit entry in one transaction. @throws BreakerMoved */
export async function changeBreaker(
  db: Database,
  state: BreakerState,
  transitions: readonly BreakerTransition[],
  audit: AuditEntry,
  before: BreakerState | null | undefined,
): Promise<void> {
  await db.transaction(async (tx) => {
    await writeBreaker(tx, state, transitions, before);
    await writeAudit(tx, audit);
    await appendEvents(tx, transitions.map(breakerHappened));
  });
}
