/** A decision as the exit code of a process: all that an orchestrator's shell step needs. */
import type { Decision } from '../model/decision.js';

/** 0 go on · 1 blocked by findings · 3 blocked because it could not be evaluated · 5 blocked by an open breaker, nothing scanned. */
export type GateExit = 0 | 1 | 3 | 5;

/** Reasons that say "could not tell", not "is bad". */
const UNEVALUATED: ReadonlySet<string> = new Set([
  'check_unknown',
  'check_not_evaluated',
  'nothing_checked',
  'data_missing',
  'data_moved',
  'insufficient_history',
  'run_cancelled',
  'version_unknown',
]);

/** What the caller must obey: in shadow a block exits 0. One finding among the blocking reasons makes it 1. */
export function gateExit(decision: Decision): GateExit {
  if (decision.enforced !== 'block') return 0;
  const blocking = decision.reasons.filter((each) => each.effect === 'block');
  if (blocking.every((each) => UNEVALUATED.has(each.code))) return 3;
  return decision.runId === null ? 5 : 1;
}
