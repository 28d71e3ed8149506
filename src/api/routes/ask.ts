/** Asking the gate, and what was answered before. */
import type { AskAnswer } from '../../service/service.js';
import { parseInstant, toInstant } from '../../model/time.js';
import { listWish, readPeriod } from '../list-wish.js';
import { waitOf } from '../prefer.js';
import { problem } from '../problem.js';
import { answer, route, type Call } from '../route.js';
import { showDecision } from '../show/decision.js';
import { toAnswer } from '../paging.js';
import { findVisible } from '../visible-datasets.js';
import { whileWaiting } from '../while-waiting.js';
import { answerDecided, answerPending } from './decision-answers.js';

const WAIT_SECONDS = 10;
/** A wait of a minute, and time to answer. */
const LIMIT_MS = 90_000;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

export const askRoutes = [
  route<undefined, 'AskBody'>({
    method: 'post',
    path: '/v1/gates/{dataset}/decisions',
    scope: 'run',
    tag: 'Gate',
    summary: 'May this dataset, or this batch of it, be promoted?',
    description:
      'Waits for the decision as long as `Prefer: wait=N` says (seconds, at most 60; default 10). What is not decided by then is answered with 202 and goes on: ask at `Location`. The same question on the same data has the same answer without a second scan.',
    parameters: { dataset: 'Key of the dataset, or its bare name where that is unambiguous.' },
    headers: {
      Prefer: '`wait=N`: seconds to wait at most; `respond-async`: not at all.',
      'Idempotency-Key':
        '1 to 255 visible ASCII characters: for a day, a repetition of the request with this key gets the first answer.',
    },
    body: 'AskBody',
    bodyOptional: true,
    answers: {
      200: {
        description: 'Decided. `enforced` is what to obey.',
        schema: 'DecisionAnswer',
        headers: { 'Preference-Applied': 'The preference that was heeded.' },
      },
      202: {
        description: 'Not decided yet.',
        schema: 'Ask',
        headers: {
          Location: 'Where the answer will be.',
          'Retry-After': 'Seconds.',
          'Preference-Applied': 'The preference that was heeded.',
        },
      },
    },
    problems: [
      'unknown-dataset',
      'ambiguous-dataset',
      'idempotency-key-reused',
      'invalid-header',
      'bad-time',
      'unknown-batch-column',
      'missing-batch',
      'no-server',
      'which-server',
      'unknown-server',
      'server-not-run',
      'not-evaluated',
    ],
    limitMs: LIMIT_MS,
    async handle(call) {
      const { c, deps, principal, body } = call;
      const dataset = findVisible(call, call.param('dataset'), 'run');
      if (!dataset.ok) return dataset.problem;
      const key = c.req.header('idempotency-key');
      if (key !== undefined && !IDEMPOTENCY_KEY.test(key))
        return problem(c, 400, 'invalid-header', 'An Idempotency-Key has 1 to 255 visible ASCII characters.');
      const { asOf: written = null } = body;
      const asOf = written === null ? null : parseInstant(written);
      if (written !== null && asOf === null)
        return problem(c, 422, 'bad-time', '`asOf` must be a moment: write ISO 8601, as 2026-01-31T18:00Z.');
      const wait = waitOf(c.req.header('prefer'), WAIT_SECONDS);
      const request = {
        dataset: dataset.value.key,
        environment: deps.service.project().environment,
        batch: body.batch ?? null,
        asOf: asOf === null ? null : toInstant(asOf),
        dataVersion: body.dataVersion ?? null,
        force: body.force ?? false,
        askedBy: principal.name,
      };
      const { waitMs } = wait;
      const idempotency = key === undefined ? {} : { idempotency: { principal: principal.name, key } };
      const answered = await (waitMs === 0
        ? deps.service.ask(request, { waitMs, ...idempotency })
        : whileWaiting([c.req.raw.signal, deps.closing], (signal) =>
            deps.service.ask(request, { waitMs, signal, ...idempotency }),
          ));
      return toResponse(call, answered, wait.applied);
    },
  }),
  route<'DecisionsQuery'>({
    method: 'get',
    path: '/v1/gates/{dataset}/decisions',
    scope: 'read',
    tag: 'Gate',
    summary: 'Decisions on a dataset, newest first',
    parameters: { dataset: 'Key of the dataset, or its bare name where that is unambiguous.' },
    query: 'DecisionsQuery',
    answers: { 200: { description: 'A page of decisions.', schema: 'DecisionPage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor', 'bad-time'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const dataset = findVisible(call, call.param('dataset'), 'read');
      if (!dataset.ok) return dataset.problem;
      const wish = listWish(c, query, 1);
      if (!wish.ok) return wish.problem;
      const period = readPeriod(c, query);
      if (!period.ok) return period.problem;
      const filter = { dataset: dataset.value.key, outcome: query.outcome ?? null, ...period.value };
      const page = await deps.service.store.listings.decisions(filter, wish.value);
      return answer(
        c,
        'DecisionPage',
        toAnswer(page, (each) => showDecision(each, link)),
      );
    },
  }),
];

function toResponse(call: Call<unknown, unknown>, answered: AskAnswer, applied: string | null): Response {
  if (answered.kind === 'conflict') {
    const detail = 'This Idempotency-Key was used for another request. Take a new key for each question.';
    return problem(call.c, 422, 'idempotency-key-reused', detail);
  }
  const headers: Record<string, string> = applied === null ? {} : { 'Preference-Applied': applied };
  if (answered.kind === 'decided') return answerDecided(call, answered, headers);
  return answerPending(call, answered.ask, headers);
}
