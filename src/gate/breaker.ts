/** The breaker of a dataset as a pure step function: what a decision, a probe or a person does to it. */
import type {
  BreakerEvent,
  BreakerPhase,
  BreakerState,
  BreakerTransition,
  Policy,
} from '../model/decision.js';
import type { Batch } from '../model/measure.js';
import { targetKey } from '../model/plan.js';

/** The part of a policy that a breaker heeds. */
export type BreakerPolicy = Pick<
  Policy,
  'failuresToOpen' | 'successesToClose' | 'cooldownMs' | 'cooldownCapMs'
>;

export interface BreakerStep {
  readonly state: BreakerState;
  /** None where the phase stays; a reset is always one, so that "a person asked for a fresh look" is on record. */
  readonly transitions: readonly BreakerTransition[];
}

/** What may happen to data that asks to pass: an ordinary scan, a scan as a probe, or nothing at all. */
export type BreakerGate = 'scan' | 'probe' | 'blocked';

/** The breaker of a dataset that was never decided on. `now` is ISO 8601. */
export function closedBreaker(dataset: string, now: string, policy: BreakerPolicy): BreakerState {
  return {
    dataset,
    phase: 'closed',
    failures: 0,
    successes: 0,
    openedAt: null,
    retryAt: null,
    cooldownMs: policy.cooldownMs,
    dataVersion: null,
    batch: null,
    cause: null,
    runId: null,
    since: now,
  };
}

/**
 * May this data version be scanned now? While open, the version that opened the breaker (of the same batch) is blocked at
 * once; anything else is a probe once the cooldown is over. A version that could not be taken (null) can not be told
 * from the bad one, nor taken for it: it counts as a new one, so that a source that came back is looked at.
 */
export function breakerGate(
  state: BreakerState,
  dataVersion: string | null,
  now: string,
  batch: Batch | null = state.batch,
): BreakerGate {
  if (state.phase === 'closed') return 'scan';
  if (state.phase === 'isolated' || isKnownBad(state, dataVersion, batch)) return 'blocked';
  return state.phase === 'open' && isCooling(state, now) ? 'blocked' : 'probe';
}

/** True while an open breaker waits: no probe before `retryAt`. */
export function isCooling(state: BreakerState, now: string): boolean {
  return state.retryAt !== null && Date.parse(now) < Date.parse(state.retryAt);
}

function isKnownBad(state: BreakerState, dataVersion: string | null, batch: Batch | null): boolean {
  return (
    dataVersion !== null &&
    dataVersion === state.dataVersion &&
    targetKey('', batch) === targetKey('', state.batch)
  );
}

/**
 * The next state. Total (every event in every phase has an answer) and without a clock: `now` is ISO 8601. Only a reset
 * leaves `isolated`; only a probe after the cooldown, or a person, leaves `open`; a decision without a scan is no event.
 */
export function stepBreaker(
  state: BreakerState,
  event: BreakerEvent,
  now: string,
  policy: BreakerPolicy,
): BreakerStep {
  if (event.event === 'reset') return reset(state, event, now, policy);
  if (state.phase === 'isolated') return { state, transitions: [] };
  switch (event.event) {
    case 'trip':
      return trip(state, event, now);
    case 'probe':
      return state.phase === 'open' && !isCooling(state, now)
        ? enter({ ...state, phase: 'half_open', successes: 0, retryAt: null }, state, event, now)
        : { state, transitions: [] };
    case 'allowed':
      return allowed(state, event, now, policy);
    case 'blocked':
      return blocked(state, event, now, policy);
  }
}

type Of<Name extends BreakerEvent['event']> = Extract<BreakerEvent, { readonly event: Name }>;

function reset(state: BreakerState, event: Of<'reset'>, now: string, policy: BreakerPolicy): BreakerStep {
  const next = closedBreaker(state.dataset, now, policy);
  return { state: next, transitions: [transition(state, next, event, now)] };
}

function trip(state: BreakerState, event: Of<'trip'>, now: string): BreakerStep {
  const openedAt = state.openedAt ?? now;
  return enter(
    { ...state, phase: 'isolated', openedAt, retryAt: null, successes: 0, cause: event.reason },
    state,
    event,
    now,
  );
}

function allowed(state: BreakerState, event: Of<'allowed'>, now: string, policy: BreakerPolicy): BreakerStep {
  if (state.phase === 'open') return { state, transitions: [] };
  const successes = state.phase === 'half_open' ? state.successes + 1 : 0;
  if (state.phase === 'half_open' && successes < policy.successesToClose)
    return { state: { ...state, successes }, transitions: [] };
  const closed = closedBreaker(state.dataset, state.phase === 'closed' ? state.since : now, policy);
  return enter(closed, state, event, now);
}

function blocked(state: BreakerState, event: Of<'blocked'>, now: string, policy: BreakerPolicy): BreakerStep {
  const failed = {
    ...state,
    failures: state.failures + 1,
    successes: 0,
    dataVersion: event.dataVersion,
    batch: event.batch,
    cause: event.cause,
    runId: event.runId,
  };
  if (state.phase === 'open') return { state: failed, transitions: [] };
  if (state.phase === 'closed' && failed.failures < policy.failuresToOpen)
    return { state: failed, transitions: [] };
  return enter({ ...failed, ...opening(state, now, policy) }, state, event, now);
}

/** The wait of this opening and of the next one: the policy's at first, then twice the last, never above the cap. */
function opening(state: BreakerState, now: string, policy: BreakerPolicy) {
  const wished = state.phase === 'closed' ? policy.cooldownMs : Math.max(state.cooldownMs, policy.cooldownMs);
  const wait = Math.min(wished, policy.cooldownCapMs);
  return {
    phase: 'open' as const,
    openedAt: state.openedAt ?? now,
    retryAt: wait > 0 ? new Date(Date.parse(now) + wait).toISOString() : null,
    cooldownMs: Math.min(wait * 2, policy.cooldownCapMs),
  };
}

/** Gives the new state; with its transition where the phase changed. */
function enter(next: BreakerState, last: BreakerState, event: BreakerEvent, now: string): BreakerStep {
  if (next.phase === last.phase) return { state: next, transitions: [] };
  const state = { ...next, since: now };
  return { state, transitions: [transition(last, state, event, now)] };
}

function transition(
  last: BreakerState,
  next: BreakerState,
  event: BreakerEvent,
  now: string,
): BreakerTransition {
  return {
    dataset: next.dataset,
    at: now,
    from: last.phase,
    to: next.phase,
    event: event.event,
    cause: causeOf(event),
    runId: 'runId' in event ? event.runId : null,
    by: 'by' in event ? event.by : null,
  };
}

function causeOf(event: BreakerEvent): string | null {
  if ('reason' in event) return event.reason;
  return 'cause' in event ? event.cause : null;
}

/** True where a breaker holds back its dataset and whatever lies downstream. */
export function holdsBack(phase: BreakerPhase): boolean {
  return phase === 'open' || phase === 'isolated';
}
