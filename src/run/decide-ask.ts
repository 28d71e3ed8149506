/** All that is known before the data are looked at: the subject, its breaker, what is open upstream. */
import type { BreakerState, Reason } from '../model/decision.js';
import { FaultError } from '../model/fault.js';
import { closedBreaker } from '../gate/breaker.js';
import type { DecideRequest, DecideServices, GateSubject } from './decide-services.js';
import { inheritedReasons } from './decide-upstream.js';

export interface Ask {
  readonly request: DecideRequest;
  readonly subject: GateSubject;
  readonly breaker: BreakerState;
  /** Open breakers upstream, as reasons. */
  readonly inherited: readonly Reason[];
  /** ISO 8601 UTC. */
  readonly askedAt: string;
  readonly asOf: string;
}

/** Gathers it. @throws FaultError where the project has no such dataset or the policy has faults */
export async function openAsk(request: DecideRequest, services: DecideServices): Promise<Ask> {
  const subject = subjectOf(request, services);
  const askedAt = services.now().toISOString();
  return {
    request,
    subject,
    breaker: await currentBreaker(request.dataset, subject, askedAt, services),
    inherited: await inheritedReasons(request, subject.policy, askedAt, services),
    askedAt,
    asOf: request.asOf ?? askedAt,
  };
}

/** @throws FaultError where the project has no such dataset or the policy has faults */
function subjectOf(
  request: Pick<DecideRequest, 'dataset' | 'environment'>,
  services: Pick<DecideServices, 'subject'>,
): GateSubject {
  const subject = services.subject(request.dataset, request.environment);
  if (!subject.ok) throw new FaultError(subject.faults);
  return subject.value;
}

/** The breaker as it is stored, or a closed one where nothing was ever decided. */
async function currentBreaker(
  dataset: string,
  subject: Pick<GateSubject, 'policy'>,
  now: string,
  services: Pick<DecideServices, 'store'>,
): Promise<BreakerState> {
  return (await services.store.breaker(dataset)) ?? closedBreaker(dataset, now, subject.policy);
}
