/** Decisions and asks as they are answered. */
import { gateExit } from '../../gate/exit-code.js';
import type { Ask } from '../../model/ask.js';
import type { Decision } from '../../model/decision.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

export function showDecision(decision: Decision, link: Link): Answer<'Decision'> {
  const { id, dataset, runId } = decision;
  return {
    ...decision,
    evaluated: gateExit(decision) !== 3,
    links: {
      self: link('/v1/decisions/{id}', id),
      verdict: link('/v1/decisions/{id}/verdict', id),
      dataset: link('/v1/datasets/{key}', dataset),
      ...(runId === null ? {} : { run: link('/v1/runs/{id}', runId) }),
    },
  };
}

/** Without what is the service's own business: the worker and the server whose turn it waits for. */
export function showAsk(ask: Ask, link: Link): Answer<'Ask'> {
  const { kind, id, request, state, attempts, cancelRequested, decisionId, problem } = ask;
  const { dataset, environment, batch, asOf, dataVersion, force, askedBy } = request;
  const { createdAt, startedAt, finishedAt } = ask;
  return {
    ...{ kind, id, dataset, environment, batch, asOf, dataVersion, force, askedBy },
    ...{ state, attempts, cancelRequested, decisionId, problem, createdAt, startedAt, finishedAt },
    links: {
      self: link('/v1/decisions/{id}', id),
      verdict: link('/v1/decisions/{id}/verdict', id),
      dataset: link('/v1/datasets/{key}', dataset),
    },
  };
}
