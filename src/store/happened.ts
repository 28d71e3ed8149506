/** What the event stream tells of a record: ids, states and numbers; never a value. */
import type { BreakerTransition, Decision, Override } from '../model/decision.js';
import type { Expectation } from '../model/expectation.js';
import type { Run } from '../model/verdict.js';
import type { NewEvent } from './event-store.js';

export function runHappened(run: Run): NewEvent {
  const { runId, dataset, verdict, summary, asOf, finishedAt } = run;
  return {
    at: finishedAt,
    event: 'run',
    dataset,
    data: { runId, dataset, verdict, asOf, summary: { ...summary } },
  };
}

export function decisionHappened(decision: Decision): NewEvent {
  const { id, dataset, outcome, enforced, shadow, verdict, runId, breaker, decidedAt, expiresAt } = decision;
  const dataVersion = decision.dataVersion?.id ?? null;
  return {
    at: decidedAt,
    event: 'decision',
    dataset,
    data: { id, dataset, outcome, enforced, shadow, verdict, runId, breaker, dataVersion, expiresAt },
  };
}

export function breakerHappened({ dataset, at, from, to, event, runId }: BreakerTransition): NewEvent {
  return { at, event: 'breaker', dataset, data: { dataset, from, to, cause: event, runId } };
}

export function overrideHappened(override: Override, at: string): NewEvent {
  const { id, dataset, until, needsApproval, approvedBy } = override;
  const inForce = !needsApproval || approvedBy !== null;
  return { at, event: 'override', dataset, data: { id, dataset, until, inForce } };
}

export function expectationHappened({ check, dataset, runId, expected, at }: Expectation): NewEvent {
  return { at, event: 'expectation', dataset, data: { check, dataset, runId, expected } };
}
