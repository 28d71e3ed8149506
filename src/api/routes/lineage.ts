/** What feeds what, with the state of each. */
import { downstreamOf, upstreamOf, type Lineage } from '../../gate/lineage.js';
import { answer, route } from '../route.js';
import { findVisible, visibleDatasets } from '../visible-datasets.js';

export const lineageRoutes = [
  route<'LineageQuery'>({
    method: 'get',
    path: '/v1/lineage',
    scope: 'read',
    tag: 'Datasets',
    summary: 'Which datasets feed which',
    description: 'Datasets that the caller may not see are left out, and so is what would lead through them.',
    query: 'LineageQuery',
    answers: { 200: { description: 'Datasets and what feeds what.', schema: 'Lineage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const around = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (around?.ok === false) return around.problem;
      const seen = visibleDatasets(call);
      const keys = new Set(seen.map(({ key }) => key));
      const lineage: Lineage = new Map(
        seen.map(({ key, upstream }) => [key, upstream.filter((each) => keys.has(each))]),
      );
      const wanted = around === null ? keys : near(around.value.key, lineage);
      const phases = new Map(
        (await deps.service.store.breakers()).map(({ dataset, phase }) => [dataset, phase]),
      );
      const nodes = seen.filter(({ key }) => wanted.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1));
      return answer(c, 'Lineage', {
        nodes: nodes.map(({ key, layer, domain }) => ({
          ...{ dataset: key, layer, domain },
          breaker: phases.get(key) ?? 'closed',
          links: { dataset: link('/v1/datasets/{key}', key) },
        })),
        edges: nodes.flatMap(({ key }) =>
          (lineage.get(key) ?? []).filter((from) => wanted.has(from)).map((from) => ({ from, to: key })),
        ),
      });
    },
  }),
];

const near = (dataset: string, lineage: Lineage): ReadonlySet<string> =>
  new Set([dataset, ...upstreamOf(dataset, lineage), ...downstreamOf(dataset, lineage)]);
