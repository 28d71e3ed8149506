/** What is wrong according to one decision, and how that moves the causes of an incident that lasts. */
import type { Decision, Reason } from '../model/decision.js';
import type { IncidentCause, IncidentSeverity } from '../model/incident.js';
import { conditionCodes } from './reason.js';

/** These say something of a breaker, a person or another dataset, not of these data. */
const NOT_OF_THE_DATA = ['breaker_open', 'breaker_isolated', conditionCodes.upstreamOpen, 'run_cancelled'];

/** An answer that did not come. Where the policy lets it through, it still does not say that what was wrong is right again. */
const NO_ANSWER = [
  conditionCodes.unknown,
  conditionCodes.insufficientHistory,
  'check_not_evaluated',
  'nothing_checked',
  'version_unknown',
  'data_moved',
];

/**
 * The causes that a decision names: reasons that block or warn by themselves and that no override lifts. Too little history
 * is none while it only warns: nobody can repair that, and time does.
 */
export function causesOf(decision: Decision, isLastLayer: boolean, now: string): readonly IncidentCause[] {
  const found = decision.reasons
    .filter((each) => each.overriddenBy === null && !NOT_OF_THE_DATA.includes(each.code))
    .filter((each) => each.effect === 'block' || (each.effect === 'warn' && !isTooYoung(each)))
    .map((each) => causeOf(each, severityOf(each, decision, isLastLayer), now));
  // Reasons come heaviest first: of two of one check the first counts.
  return [...new Map(found.toReversed().map((cause) => [causeKey(cause), cause])).values()].toReversed();
}

const isTooYoung = (reason: Reason): boolean => reason.code === conditionCodes.insufficientHistory;

function causeOf(reason: Reason, severity: IncidentSeverity, now: string): IncidentCause {
  const { check, code, message, owner } = reason;
  return { check, code, severity, message, owner, since: now, until: null };
}

function severityOf(reason: Reason, decision: Decision, isLastLayer: boolean): IncidentSeverity {
  // What is only tried out holds nothing back.
  if (reason.effect !== 'block' || decision.shadow) return 'warning';
  return isLastLayer ? 'critical' : 'error';
}

/** How the causes of an incident are after a decision. */
export interface CausesStep {
  readonly causes: readonly IncidentCause[];
  readonly joined: readonly IncidentCause[];
  readonly ended: readonly IncidentCause[];
}

/**
 * A cause that lasts takes the newest words and weight; one that comes back begins anew, in its old place, so that the list does
 * not grow with every turn (the timeline has them all); one whose reason is gone ends. A check that an override lifts, or that
 * gave no answer, has not passed: its cause lasts.
 */
export function stepCauses(
  causes: readonly IncidentCause[],
  found: readonly IncidentCause[],
  decision: Decision,
  now: string,
): CausesStep {
  const fresh = new Map(found.map((cause) => [causeKey(cause), cause]));
  const standing = new Set(decision.reasons.filter(hasNotPassed).map(causeKey));
  const ended: IncidentCause[] = [];
  const kept = causes.map((cause) => {
    const again = fresh.get(causeKey(cause));
    if (again !== undefined) return cause.until === null ? { ...again, since: cause.since } : again;
    if (cause.until !== null || standing.has(causeKey(cause))) return cause;
    const over = { ...cause, until: now };
    ended.push(over);
    return over;
  });
  const lasting = new Set(causes.filter((cause) => cause.until === null).map(causeKey));
  const known = new Set(causes.map(causeKey));
  return {
    causes: [...kept, ...found.filter((cause) => !known.has(causeKey(cause)))],
    joined: found.filter((cause) => !lasting.has(causeKey(cause))),
    ended,
  };
}

/** The check, or the code of what is of no check: a check that fails today and times out tomorrow is one cause. */
function causeKey(of: Pick<IncidentCause, 'check' | 'code'>): string {
  return JSON.stringify(of.check === null ? [of.code] : [null, of.check]);
}

function hasNotPassed(reason: Reason): boolean {
  return reason.overriddenBy !== null || reason.effect !== 'pass' || NO_ANSWER.includes(reason.code);
}
