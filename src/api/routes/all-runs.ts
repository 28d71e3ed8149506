/** Runs of all datasets that the caller may see, in the order in which they were recorded. */
import { may } from '../../auth/authorise.js';
import { listWish, readPeriod } from '../list-wish.js';
import { toAnswer } from '../paging.js';
import { answer, route, type Call } from '../route.js';
import { showDecidedRun } from '../show/run.js';
import { findVisible, visibleDatasets, type Found } from '../visible-datasets.js';

interface Narrowed {
  readonly dataset?: string;
  readonly layer?: string;
}

export const allRunRoutes = [
  route<'AllRunsQuery'>({
    method: 'get',
    path: '/v1/runs',
    scope: 'read',
    tag: 'Datasets',
    summary: 'Runs of all datasets, newest recorded first, with what the gate made of them',
    description:
      'In the order of recording, so that what was just checked comes first, whatever moment it was judged at. Runs of a dataset that the project no longer has are listed for a caller who may read everything.',
    query: 'AllRunsQuery',
    answers: { 200: { description: 'A page of runs, without their checks.', schema: 'AllRunPage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor', 'bad-time'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const datasets = datasetsOf(call, query);
      if (!datasets.ok) return datasets.problem;
      const wish = listWish(c, query, 1);
      if (!wish.ok) return wish.problem;
      const period = readPeriod(c, query);
      if (!period.ok) return period.problem;
      const { verdict = null, server = null } = query;
      const { listings } = deps.service.store;
      const filter = { datasets: datasets.value, verdict, server, ...period.value };
      const page = await listings.allRuns(filter, wish.value);
      const decisions = await listings.runDecisions(page.items.map(({ runId }) => runId));
      const layers = new Map(visibleDatasets(call).map(({ key, layer }) => [key, layer]));
      return answer(
        c,
        'AllRunPage',
        toAnswer(page, (run) =>
          showDecidedRun(run, layers.get(run.dataset) ?? null, decisions.get(run.runId), link),
        ),
      );
    },
  }),
];

/** Null: no need to name them, the caller may read all there are. */
function datasetsOf(
  call: Call<unknown, unknown>,
  { dataset, layer }: Narrowed,
): Found<readonly string[] | null> {
  if (dataset === undefined && layer === undefined && may(call.principal, 'read', null))
    return { ok: true, value: null };
  const one = dataset === undefined ? null : findVisible(call, dataset, 'read');
  if (one?.ok === false) return one;
  const readable = visibleDatasets(call).filter(({ domain }) => may(call.principal, 'read', domain));
  const wanted = readable.filter(
    (entry) =>
      (one === null || entry.key === one.value.key) && (layer === undefined || entry.layer === layer),
  );
  return { ok: true, value: wanted.map(({ key }) => key) };
}
