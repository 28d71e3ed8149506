/** Runs, and what one check measured over time. */
import type { CheckPoint } from '../../store/listing-store.js';
import { may } from '../../auth/authorise.js';
import { listWish, readPeriod } from '../list-wish.js';
import { toAnswer } from '../paging.js';
import { problem } from '../problem.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { showDecidedRun } from '../show/run.js';
import { findVisible, recordProblem, visibleDatasets } from '../visible-datasets.js';

export const runRoutes = [
  route<'RunsQuery'>({
    method: 'get',
    path: '/v1/datasets/{key}/runs',
    scope: 'read',
    tag: 'Datasets',
    summary: 'Runs of a dataset, newest first',
    parameters: { key: 'Key of the dataset, or its bare name where that is unambiguous.' },
    query: 'RunsQuery',
    answers: {
      200: {
        description: 'A page of runs, without their checks, each with the decision on it.',
        schema: 'RunPage',
      },
    },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor', 'bad-time'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const dataset = findVisible(call, call.param('key'), 'read');
      if (!dataset.ok) return dataset.problem;
      const wish = listWish(c, query, 2);
      if (!wish.ok) return wish.problem;
      const period = readPeriod(c, query);
      if (!period.ok) return period.problem;
      const filter = { dataset: dataset.value.key, verdict: query.verdict ?? null, ...period.value };
      const { listings } = deps.service.store;
      const page = await listings.runs(filter, wish.value);
      const decisions = await listings.runDecisions(page.items.map(({ runId }) => runId));
      const { layer } = dataset.value;
      return answer(
        c,
        'RunPage',
        toAnswer(page, (run) => showDecidedRun(run, layer, decisions.get(run.runId), link)),
      );
    },
  }),
  route({
    method: 'get',
    path: '/v1/runs/{id}',
    scope: 'read',
    tag: 'Datasets',
    summary: 'A run with the results of its checks',
    parameters: { id: 'Id of the run.' },
    answers: { 200: { description: 'The run, as of the report of `assay check`.', schema: 'RunAnswer' } },
    problems: ['unknown-run'],
    async handle(call) {
      const unknown = (): Response => problem(call.c, 404, 'unknown-run', 'There is no run of this id.');
      const run = await call.deps.service.store.run(call.param('id'));
      if (run === null) return unknown();
      return recordProblem(call, run.dataset, 'read', unknown) ?? answer(call.c, 'RunAnswer', run);
    },
  }),
  route<'HistoryQuery'>({
    method: 'get',
    path: '/v1/checks/{id}/history',
    scope: 'read',
    tag: 'Datasets',
    summary: 'What a check measured, newest first',
    parameters: { id: 'Id of the check; its slashes are written %2F.' },
    query: 'HistoryQuery',
    answers: { 200: { description: 'A page of results.', schema: 'HistoryPage' } },
    problems: ['unknown-check', 'invalid-cursor', 'bad-time'],
    async handle(call) {
      const { c, deps, query } = call;
      const check = call.param('id');
      if (!isVisibleCheck(call, check))
        return problem(c, 404, 'unknown-check', 'There is no check of this id.');
      const wish = listWish(c, query, 2);
      if (!wish.ok) return wish.problem;
      const period = readPeriod(c, query);
      if (!period.ok) return period.problem;
      const page = await deps.service.store.listings.checkPoints({ check, ...period.value }, wish.value);
      return answer(c, 'HistoryPage', toAnswer(page, showPoint));
    },
  }),
];

/** A check's id begins with its dataset's key; one that the suite no longer has keeps its history. */
function isVisibleCheck(call: Call<unknown, unknown>, check: string): boolean {
  const { principal } = call;
  const own = visibleDatasets(call).filter(({ key }) => check.startsWith(`${key}/`));
  return own.some(({ domain }) => may(principal, 'read', domain));
}

function showPoint({ runId, asOf, batch, accepted, result }: CheckPoint): Answer<'HistoryPoint'> {
  const { verdict, reason, observed, expected, unit, message } = result;
  return { runId, asOf, batch, accepted, verdict, reason, observed, expected, unit, message };
}
