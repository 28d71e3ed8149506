/** What the gates decided, across datasets. */
import type { DatasetEntry } from '../../service/service.js';
import { listWish, readPeriod } from '../list-wish.js';
import { toAnswer } from '../paging.js';
import { answer, route, type Call } from '../route.js';
import { showDecision } from '../show/decision.js';
import { findVisible, visibleDatasets, visibleKeys } from '../visible-datasets.js';

export const allDecisionsRoutes = [
  route<'AllDecisionsQuery'>({
    method: 'get',
    path: '/v1/decisions',
    scope: 'read',
    tag: 'Gate',
    summary: 'Decisions on all datasets, newest first',
    description:
      'In the order of recording. An answer that is given again is not recorded again; a block by an open breaker is.',
    query: 'AllDecisionsQuery',
    answers: { 200: { description: 'A page of decisions.', schema: 'DecisionPage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor', 'bad-time'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const wish = listWish(c, query, 1);
      if (!wish.ok) return wish.problem;
      const period = readPeriod(c, query);
      if (!period.ok) return period.problem;
      const one = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (one?.ok === false) return one.problem;
      const filter = {
        datasets: wantedKeys(call, one?.value ?? null, query.layer),
        outcome: query.outcome ?? null,
        ...period.value,
      };
      const page = await deps.service.store.listings.allDecisions(filter, wish.value);
      return answer(
        c,
        'DecisionPage',
        toAnswer(page, (each) => showDecision(each, link)),
      );
    },
  }),
];

/** Null: all, those of datasets that the project no longer has included. */
function wantedKeys(
  call: Call<unknown, unknown>,
  one: DatasetEntry | null,
  layer: string | undefined,
): readonly string[] | null {
  if (one === null && layer === undefined) return visibleKeys(call);
  const among = one === null ? visibleDatasets(call) : [one];
  return among.filter((entry) => layer === undefined || entry.layer === layer).map(({ key }) => key);
}
