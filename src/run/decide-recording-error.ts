/** A decision that was taken but is not on record. */
import type { Decision } from '../model/decision.js';
import type { Run } from '../model/verdict.js';

/** Carries the decision, so that the caller can show it; nobody may act on it as if it were recorded. `cause` says what failed. */
export class RecordingError extends Error {
  readonly decision: Decision;
  readonly run: Run | null;
  constructor(decision: Decision, run: Run | null, cause: unknown) {
    super(`The decision on ${decision.dataset} could not be recorded.`, { cause });
    this.name = 'RecordingError';
    this.decision = decision;
    this.run = run;
  }
}
