/** Which runs may serve as a baseline. */
import type { Decision } from '../model/decision.js';
import type { CheckResult, Run } from '../model/verdict.js';

/** "Could not tell yet" is how every series begins; a run that says only this is as good a baseline as one that passed. */
const HARMLESS: ReadonlySet<string | null> = new Set(['insufficient_history', 'small_sample', 'no_baseline']);

/** True where nothing in the run failed, and whatever is unknown is so for want of history or rows alone. */
export function isAccepted(run: Pick<Run, 'checks' | 'verdict'>): boolean {
  return run.verdict !== 'fail' && run.checks.every(isHarmless);
}

function isHarmless(check: CheckResult): boolean {
  if (check.verdict === 'unknown') return HARMLESS.has(check.reason);
  return check.verdict !== 'fail';
}

/** True where a person's override let a run through that would have been blocked. */
export function liftsRun(decision: Decision): boolean {
  return decision.outcome !== 'block' && decision.reasons.some((reason) => reason.overriddenBy !== null);
}
