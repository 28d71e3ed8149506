/** Datasets: the list, and all that is known of one. */
import type { BreakerPhase } from '../../model/decision.js';
import { incidentLeads } from '../incident-leads.js';
import { keyedWish } from '../list-wish.js';
import { pageByKey } from '../paging.js';
import { answer, route, type Call } from '../route.js';
import { showDataset, showSuite } from '../show/dataset.js';
import { showDecision } from '../show/decision.js';
import { showIncident } from '../show/incident.js';
import { findVisible, maySee, visibleDatasets } from '../visible-datasets.js';

export const datasetRoutes = [
  route<'DatasetsQuery'>({
    method: 'get',
    path: '/v1/datasets',
    scope: 'read',
    tag: 'Datasets',
    summary: 'Datasets of the project',
    query: 'DatasetsQuery',
    answers: { 200: { description: 'A page of datasets, by key.', schema: 'DatasetPage' } },
    problems: ['invalid-cursor'],
    async handle(call) {
      const { c, query, link } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const { layer, domain, search } = query;
      const wanted = visibleDatasets(call).filter(
        (entry) =>
          (layer === undefined || entry.layer === layer) &&
          (domain === undefined || entry.domain === domain) &&
          (search === undefined || entry.key.toLowerCase().includes(search.toLowerCase())),
      );
      const phases = await phasesOf(call);
      const { items, next } = pageByKey(wanted, (entry) => entry.key, wish.value);
      const shown = items.map((entry) =>
        showDataset(entry, phases.get(entry.key) ?? 'closed', (key) => maySee(call, key), link),
      );
      return answer(c, 'DatasetPage', { items: shown, next });
    },
  }),
  route({
    method: 'get',
    path: '/v1/datasets/{key}',
    scope: 'read',
    tag: 'Datasets',
    summary: 'A dataset: its checks, its policy, its latest decision and its incident',
    parameters: { key: 'Key of the dataset, or its bare name where that is unambiguous.' },
    answers: { 200: { description: 'The dataset.', schema: 'DatasetDetail' } },
    problems: ['unknown-dataset', 'ambiguous-dataset'],
    async handle(call) {
      const { c, deps, link } = call;
      const found = findVisible(call, call.param('key'), 'read');
      if (!found.ok) return found.problem;
      const { store } = deps.service;
      const { key } = found.value;
      const seen = (dataset: string): boolean => maySee(call, dataset);
      const [breaker, [decision], incidents] = await Promise.all([
        store.breaker(key),
        store.decisions(key, 1),
        store.incidents.list({ dataset: key, states: ['open', 'acknowledged'], limit: 1 }),
      ]);
      const [incident] = incidents;
      const fed = deps.service.project().datasets.filter(({ upstream }) => upstream.includes(key));
      return answer(c, 'DatasetDetail', {
        ...showDataset(found.value, breaker?.phase ?? 'closed', seen, link),
        ...showSuite(found.value),
        downstream: fed.map((entry) => entry.key).filter(seen),
        lastDecision: decision === undefined ? null : showDecision(decision, link),
        incident:
          incident === undefined
            ? null
            : showIncident(
                incident,
                (await incidentLeads(call, [incident])).get(incident.id) ?? null,
                seen,
                link,
              ),
      });
    },
  }),
];

async function phasesOf({ deps }: Call<unknown, unknown>): Promise<ReadonlyMap<string, BreakerPhase>> {
  const states = await deps.service.store.breakers();
  return new Map(states.map(({ dataset, phase }) => [dataset, phase]));
}
