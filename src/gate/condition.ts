/** Which condition of the policy matrix a check's result is, and what the policy makes of it. */
import type { Condition, Effect, Policy } from '../model/decision.js';
import type { Severity } from '../model/check.js';
import type { UnknownReason } from '../model/reading.js';
import type { CheckResult } from '../model/verdict.js';
import { milder } from './reason.js';

const TIMELY: ReadonlySet<string> = new Set(['freshness', 'frequency', 'availableBy']);
const TOO_LITTLE: ReadonlySet<UnknownReason> = new Set([
  'insufficient_history',
  'no_baseline',
  'small_sample',
]);
/** What the very same data may answer differently a minute later. */
const TRANSIENT: ReadonlySet<UnknownReason> = new Set([
  'timeout',
  'cancelled',
  'engine_error',
  'moved',
  'unreachable',
  'permission_denied',
]);

type Result = Pick<CheckResult, 'kind' | 'verdict' | 'reason' | 'observed'>;

/** The condition of a result; null for a pass. A breach that only warns is `warn`, whatever was breached. */
export function conditionOf(result: Result): Condition | null {
  switch (result.verdict) {
    case 'pass':
      return null;
    case 'warn':
      return 'warn';
    case 'unknown':
      if (result.reason === 'missing_table') return 'missing';
      return result.reason !== null && TOO_LITTLE.has(result.reason) ? 'insufficientHistory' : 'unknown';
    case 'fail':
      if (result.kind === 'rowCount' && isZero(result.observed)) return 'empty';
      return TIMELY.has(result.kind) ? 'stale' : 'fail';
  }
}

/**
 * What the policy makes of a condition. A check whose breach would only warn can do no more harm by not answering, so
 * its `unknown` and `insufficientHistory` are at most what a warning is; a missing table is always what the policy says.
 */
export function effectOf(condition: Condition, severity: Severity, policy: Pick<Policy, 'effects'>): Effect {
  const effect = policy.effects[condition];
  const unanswered = condition === 'unknown' || condition === 'insufficientHistory';
  return unanswered && severity === 'warn' ? milder(effect, policy.effects.warn) : effect;
}

/** True where asking again about the very same data may give another answer: a timeout, a source that did not answer. */
export function isTransient(result: Pick<CheckResult, 'verdict' | 'reason'>): boolean {
  return result.verdict === 'unknown' && result.reason !== null && TRANSIENT.has(result.reason);
}

function isZero(observed: CheckResult['observed']): boolean {
  return observed !== null && typeof observed !== 'boolean' && Number(observed) === 0;
}
