/** Breakers and overrides as they are answered. */
import { closedBreaker } from '../../gate/breaker.js';
import { isApproved } from '../../gate/override.js';
import type { BreakerState, BreakerTransition, Override } from '../../model/decision.js';
import type { DatasetEntry } from '../../service/service.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

/** What stands around a breaker, as far as the caller may see it. */
export type BreakerSurroundings = Pick<
  Answer<'Breaker'>,
  'blocked' | 'blockedBy' | 'incident' | 'lastDecision'
>;

/** @param state null: nothing ever moved it */
export function showBreaker(
  entry: DatasetEntry,
  state: BreakerState | null,
  surroundings: BreakerSurroundings,
  link: Link,
): Answer<'Breaker'> {
  const { layer, domain, contract, policy } = entry;
  const { dataset, phase, failures, successes, openedAt, retryAt, cooldownMs, dataVersion } =
    state ?? closedBreaker(entry.key, '', entry.policy);
  const runId = state?.runId ?? null;
  return {
    ...{ dataset, phase, failures, successes, openedAt, retryAt, cooldownMs, dataVersion, runId },
    batch: state?.batch ?? null,
    cause: state?.cause ?? null,
    since: state?.since ?? null,
    ...{ layer, domain },
    owners: contract.owners.map((owner) => owner.username),
    ...{ shadow: policy.shadow, secondApprover: policy.secondApprover },
    ...surroundings,
    links: {
      self: link('/v1/breakers/{dataset}', entry.key),
      dataset: link('/v1/datasets/{key}', entry.key),
      ...(runId === null ? {} : { run: link('/v1/runs/{id}', runId) }),
    },
  };
}

export function showTransition(transition: BreakerTransition): Answer<'BreakerTransition'> {
  const { at, from, to, event, cause, runId, by } = transition;
  return { at, from, to, event, cause, runId, by };
}

/** Waiting: for its second person. */
export function overrideState(override: Override, now: Date): 'in_force' | 'waiting' | 'ended' {
  if (Date.parse(override.until) <= now.getTime()) return 'ended';
  return isApproved(override) ? 'in_force' : 'waiting';
}

/** @param domain of its dataset */
export function showOverride(
  override: Override,
  domain: string | null,
  now: Date,
  link: Link,
): Answer<'Override'> {
  const { id, dataset, reason, checks, dataVersion, createdAt, until, by, approvedBy, needsApproval } =
    override;
  return {
    ...{ id, dataset, domain, reason, checks, dataVersion, createdAt, until, by, approvedBy, needsApproval },
    state: overrideState(override, now),
    links: {
      approve: link('/v1/overrides/{id}/approve', id),
      dataset: link('/v1/datasets/{key}', dataset),
    },
  };
}
