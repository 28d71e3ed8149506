/** How an answer of the gate becomes an answer of HTTP: decided, not yet, never. */
import { gateExit } from '../../gate/exit-code.js';
import type { Ask } from '../../model/ask.js';
import type { Decided } from '../../service/service.js';
import { problem } from '../problem.js';
import { answer, type Call } from '../route.js';
import { showAsk, showDecision } from '../show/decision.js';

type AnyCall = Call<unknown, unknown>;
type Headers = Readonly<Record<string, string>>;

const RETRY_SECONDS = '1';

/** 200: whatever was decided. */
export function answerDecided(
  call: AnyCall,
  { decision, hallmark }: Decided,
  headers: Headers = {},
): Response {
  return answer(call.c, 'DecisionAnswer', { ...showDecision(decision, call.link), hallmark }, 200, headers);
}

/** 202 where it may still be decided; 424 where it will not be. */
export function answerPending(call: AnyCall, ask: Ask, headers: Headers = {}): Response {
  if (ask.state === 'failed' || ask.state === 'cancelled') return neverDecided(call, ask);
  return answer(call.c, 'Ask', showAsk(ask, call.link), 202, {
    Location: call.link('/v1/decisions/{id}', ask.id),
    'Retry-After': RETRY_SECONDS,
    ...headers,
  });
}

/** The decision as a status: 200 allow, 409 block, 424 could not evaluate. */
export function answerVerdict(call: AnyCall, { decision }: Decided): Response {
  const exit = gateExit(decision);
  const shown = showDecision(decision, call.link);
  const { id, dataset, outcome, enforced, expiresAt, links } = shown;
  if (exit === 0)
    return answer(call.c, 'VerdictAnswer', { id, dataset, outcome, enforced, expiresAt, links });
  const reasons = decision.reasons.filter((each) => each.effect === 'block');
  const why = reasons.map((each) => each.message).join('; ');
  const members = { reasons, decision: id, links };
  return exit === 3
    ? problem(call.c, 424, 'not-evaluated', `${dataset} could not be evaluated: ${why}`, { members })
    : problem(call.c, 409, 'gate-blocked', `${dataset} is blocked: ${why}`, { members });
}

/** 404: not decided yet; 424: will not be. */
export function answerVerdictPending(call: AnyCall, ask: Ask): Response {
  if (ask.state === 'failed' || ask.state === 'cancelled') return neverDecided(call, ask);
  return problem(call.c, 404, 'decision-not-ready', 'It is not decided yet: ask again in a while.', {
    headers: { 'Retry-After': RETRY_SECONDS },
    members: { ask: showAsk(ask, call.link) },
  });
}

function neverDecided(call: AnyCall, ask: Ask): Response {
  const why =
    ask.state === 'cancelled'
      ? 'The question was cancelled.'
      : (ask.problem?.message ?? 'No answer was found.');
  return problem(call.c, 424, 'not-evaluated', why, { members: { ask: showAsk(ask, call.link) } });
}
