/** Runs as they are answered, and what the gate made of them. */
import type { Decision } from '../../model/decision.js';
import type { Run } from '../../model/verdict.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

export function showRunHead(run: Omit<Run, 'checks'>, link: Link): Answer<'RunHead'> {
  const { runId, dataset, object, server, batch, where, asOf, contract, suiteDigest, dataVersion } = run;
  const { startedAt, finishedAt, verdict, summary, cost } = run;
  return {
    ...{ runId, dataset, object, server, batch, where, asOf, contract, suiteDigest, dataVersion },
    ...{ startedAt, finishedAt, verdict, summary, cost },
    links: { self: link('/v1/runs/{id}', runId), dataset: link('/v1/datasets/{key}', dataset) },
  };
}

/** @param decision undefined: the gate was not asked */
export function showRunDecision(decision: Decision | undefined): Answer<'RunDecision'> | null {
  if (decision === undefined) return null;
  const { id, outcome, enforced, shadow, decidedAt, askedBy } = decision;
  return { id, outcome, enforced, shadow, decidedAt, askedBy };
}

/** @param layer of its dataset */
export function showDecidedRun(
  run: Omit<Run, 'checks'>,
  layer: string | null,
  decision: Decision | undefined,
  link: Link,
): Answer<'DecidedRun'> {
  return { ...showRunHead(run, link), layer, decision: showRunDecision(decision) };
}
