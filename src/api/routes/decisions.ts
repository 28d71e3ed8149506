/** One question to the gate, by its id or by that of its decision: wait for it, take it as a status, cancel it. */
import type { Scope } from '../../model/access.js';
import type { AskAnswer } from '../../service/service.js';
import { waitOf } from '../prefer.js';
import { problem } from '../problem.js';
import { answer, route, type Call } from '../route.js';
import { showAsk } from '../show/decision.js';
import { recordProblem, type Found } from '../visible-datasets.js';
import { whileWaiting } from '../while-waiting.js';
import { answerDecided, answerPending, answerVerdict, answerVerdictPending } from './decision-answers.js';

const LIMIT_MS = 90_000;
const ID = { id: 'Id of the question or of the decision.' };
const PREFER = { Prefer: '`wait=N`: seconds to wait at most; counts before the parameter.' };
const PENDING = { Location: 'Where the answer will be.', 'Retry-After': 'Seconds.' };

type Answered = Exclude<AskAnswer, { kind: 'conflict' }>;

export const decisionRoutes = [
  route<'WaitQuery'>({
    method: 'get',
    path: '/v1/decisions/{id}',
    scope: 'read',
    tag: 'Gate',
    summary: 'A decision, or how far the question has come',
    description: 'With `wait=N` it is answered as soon as it is decided, or after so many seconds.',
    parameters: ID,
    headers: PREFER,
    query: 'WaitQuery',
    answers: {
      200: { description: 'Decided. `enforced` is what to obey.', schema: 'DecisionAnswer' },
      202: { description: 'Not decided yet.', schema: 'Ask', headers: PENDING },
    },
    problems: ['unknown-decision', 'not-evaluated'],
    limitMs: LIMIT_MS,
    async handle(call) {
      const found = await find(call, 'read', waitMs(call));
      if (!found.ok) return found.problem;
      const answered = found.value;
      return answered.kind === 'decided' ? answerDecided(call, answered) : answerPending(call, answered.ask);
    },
  }),
  route<'WaitQuery'>({
    method: 'get',
    path: '/v1/decisions/{id}/verdict',
    scope: 'read',
    tag: 'Gate',
    summary: 'The decision as a status: 200 go on, 409 blocked, 404 not yet, 424 could not be evaluated',
    description: 'For a plain HTTP sensor that parses nothing. In shadow a block is 200.',
    parameters: ID,
    headers: PREFER,
    query: 'WaitQuery',
    answers: { 200: { description: 'Allowed: go on.', schema: 'VerdictAnswer' } },
    problems: ['gate-blocked', 'decision-not-ready', 'unknown-decision', 'not-evaluated'],
    limitMs: LIMIT_MS,
    async handle(call) {
      const found = await find(call, 'read', waitMs(call));
      if (!found.ok) return found.problem;
      const answered = found.value;
      return answered.kind === 'decided'
        ? answerVerdict(call, answered)
        : answerVerdictPending(call, answered.ask);
    },
  }),
  route({
    method: 'delete',
    path: '/v1/decisions/{id}',
    scope: 'run',
    tag: 'Gate',
    summary: 'Cancels a question that is not answered yet',
    description:
      'One that waits ends at once; one that runs as soon as its worker hears of it. Everybody who asked the same at the same time shares the question, and its end.',
    parameters: { id: 'Id of the question.' },
    answers: {
      200: { description: 'Cancelled.', schema: 'Ask' },
      202: { description: 'It runs and will be cancelled.', schema: 'Ask', headers: PENDING },
    },
    problems: ['unknown-decision', 'decision-over'],
    async handle(call) {
      const found = await find(call, 'run', 0);
      if (!found.ok) return found.problem;
      const cancelled = await call.deps.service.cancel(call.param('id'));
      if (cancelled === null)
        return problem(call.c, 409, 'decision-over', 'It is decided, or was cancelled already.');
      if (cancelled.state === 'cancelled') return answer(call.c, 'Ask', showAsk(cancelled, call.link));
      return answerPending(call, cancelled);
    },
  }),
];

function waitMs({ c, query }: Call<{ wait?: number }, unknown>): number {
  return waitOf(c.req.header('prefer'), query.wait ?? 0).waitMs;
}

/** The answer as far as the caller may know it. Rights are looked at before it waits. */
async function find(call: Call<unknown, unknown>, scope: Scope, wait: number): Promise<Found<Answered>> {
  const { service } = call.deps;
  const id = call.param('id');
  const unknown = (): Response =>
    problem(call.c, 404, 'unknown-decision', 'There is no question and no decision of this id.');
  const now = await service.answer(id, { waitMs: 0 });
  if (now === null || now.kind === 'conflict') return { ok: false, problem: unknown() };
  const dataset = now.kind === 'decided' ? now.decision.dataset : now.ask.request.dataset;
  const refused = recordProblem(call, dataset, scope, unknown);
  if (refused !== null) return { ok: false, problem: refused };
  const isOpen = now.kind === 'undecided' && (now.ask.state === 'queued' || now.ask.state === 'running');
  if (wait === 0 || !isOpen) return { ok: true, value: now };
  const later = await whileWaiting([call.c.req.raw.signal, call.deps.closing], (signal) =>
    service.answer(id, { waitMs: wait, signal }),
  );
  return later === null || later.kind === 'conflict'
    ? { ok: false, problem: unknown() }
    : { ok: true, value: later };
}
