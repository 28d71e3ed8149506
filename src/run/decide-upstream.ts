/** What an open breaker upstream means for a dataset: the reasons that it inherits. */
import type { BreakerState, Override, Policy, Reason } from '../model/decision.js';
import { milder, reason } from '../gate/reason.js';
import { rootCauses, upstreamOf } from '../gate/lineage.js';
import { holdsBack } from '../gate/breaker.js';
import { ownerOf } from '../gate/owner.js';
import { judgeRecorded } from './decide-recorded.js';
import type { Store } from '../store/store.js';
import type { DataPlace, DecideServices } from './decide-services.js';

type Upstream = Pick<DecideServices, 'store' | 'subject' | 'lineage'>;

/** What it takes to see whether an override lifts a breaker. */
export interface Lifting extends Pick<DecideServices, 'subject'> {
  readonly store: Pick<Store, 'overrides' | 'run'>;
}

/**
 * One reason for each root cause upstream. An upstream whose block is lifted by an override holds nothing back while that lasts;
 * one in shadow only warns, because its own gate enforced nothing either.
 */
export async function inheritedReasons(
  place: Pick<DataPlace, 'dataset' | 'environment'>,
  policy: Pick<Policy, 'effects'>,
  now: string,
  services: Upstream,
): Promise<readonly Reason[]> {
  const above = new Set(upstreamOf(place.dataset, services.lineage));
  if (above.size === 0) return [];
  const states = (await services.store.breakers()).filter(
    (state) => above.has(state.dataset) && holdsBack(state.phase),
  );
  if (states.length === 0) return [];
  const holding = await notLifted(states, place.environment, now, services);
  const phases = new Map([...holding.values()].map((state) => [state.dataset, state.phase]));
  return rootCauses(place.dataset, services.lineage, phases).flatMap((root) => {
    const state = holding.get(root);
    return state === undefined ? [] : [inherited(state, place.environment, policy, services)];
  });
}

function inherited(
  state: BreakerState,
  environment: string | null,
  policy: Pick<Policy, 'effects'>,
  services: Upstream,
): Reason {
  const subject = services.subject(state.dataset, environment);
  const shadow = subject.ok && subject.value.policy.shadow;
  const effect = shadow ? milder('warn', policy.effects.upstreamOpen) : policy.effects.upstreamOpen;
  const since = state.openedAt ?? state.since;
  const why = state.cause === null ? '' : `: ${state.cause}`;
  return reason('upstream_open', effect, `${state.dataset} upstream is ${state.phase} since ${since}${why}`, {
    owner: subject.ok ? ownerOf(subject.value.contract) : null,
    firstBadRun: state.runId,
    rootCause: state.dataset,
  });
}

/** Of breakers that hold back, those that no override lifts, by dataset. */
export async function notLifted(
  states: readonly BreakerState[],
  environment: string | null,
  now: string,
  services: Lifting,
): Promise<ReadonlyMap<string, BreakerState>> {
  const overrides = await services.store.overrides(null, now);
  const holding = new Map<string, BreakerState>();
  for (const state of states)
    if (!(await isLifted(state, environment, overrides, now, services))) holding.set(state.dataset, state);
  return holding;
}

/** True where the overrides in force let the very data through that opened this breaker. Never for an isolated one. */
async function isLifted(
  state: BreakerState,
  environment: string | null,
  overrides: readonly Override[],
  now: string,
  services: Lifting,
): Promise<boolean> {
  const subject = services.subject(state.dataset, environment);
  if (state.phase !== 'open' || state.runId === null || !subject.ok) return false;
  if (!overrides.some((each) => each.dataset === state.dataset)) return false;
  const run = await services.store.run(state.runId);
  if (run === null || run.suiteDigest !== subject.value.suite.digest) return false;
  return judgeRecorded(run, subject.value, { overrides, now }).outcome !== 'block';
}
