/** The objectives of one dataset day by day: where their error budgets went. */
import { cutsOf, daysBefore, standingOf } from '../../gate/objective-standing.js';
import { dayCuts, seriesOf, spendersOf } from '../../gate/objective-series.js';
import type { Objective, TallySlice } from '../../model/objective.js';
import type { DatasetEntry } from '../../service/service.js';
import { objectivesWithin } from '../../service/service-levels.js';
import type { Link } from '../links.js';
import { answer, route, type Answer } from '../route.js';
import { findVisible } from '../visible-datasets.js';
import { showObjective } from './slo-answers.js';
import { readUntil } from './slo-window.js';

/** Of the checks that were bad. */
const MOST_SPENDERS = 20;

export const sloDetailRoute = route<'SloDetailQuery'>({
  method: 'get',
  path: '/v1/slo/{dataset}',
  scope: 'read',
  tag: 'Datasets',
  summary: 'Objectives of a dataset, day by day',
  description:
    'Each objective of the contract with its error budget at the end of every day of its window, and with the checks that used it up.',
  parameters: { dataset: 'Key of the dataset, or its bare name where that is unambiguous.' },
  query: 'SloDetailQuery',
  answers: { 200: { description: 'The objectives, in the order of the contract.', schema: 'SloDetail' } },
  problems: ['unknown-dataset', 'ambiguous-dataset', 'bad-time'],
  async handle(call) {
    const { c, deps, query, link } = call;
    const found = findVisible(call, call.param('dataset'), 'read');
    if (!found.ok) return found.problem;
    const until = readUntil(c, query.until, deps.now());
    if (!until.ok) return until.problem;
    const { key, layer } = found.value;
    const objectives = objectivesWithin(found.value, query.days ?? null);
    const end = until.value;
    const cuts = objectives.flatMap((one) => [...dayCuts(one.windowDays, end), ...cutsOf(one, end)]);
    const period = { since: cuts.toSorted()[0] ?? daysBefore(end, 1), until: daysBefore(end, 0) };
    const [attained] = await deps.service.store.listings.attainment([key], period, cuts);
    const slices = attained?.slices ?? [];
    return answer(c, 'SloDetail', {
      dataset: key,
      layer,
      until: period.until,
      lastAsOf: attained?.lastAsOf ?? null,
      objectives: objectives.map((one) => showHistory(one, slices, end, found.value, link)),
      links: {
        dataset: link('/v1/datasets/{key}', key),
        runs: link('/v1/datasets/{key}/runs', key),
      },
    });
  },
});

function showHistory(
  objective: Objective,
  slices: readonly TallySlice[],
  until: number,
  entry: DatasetEntry,
  link: Link,
): Answer<'ObjectiveHistory'> {
  const spenders = spendersOf(objective, slices, until);
  return {
    objective: showObjective(standingOf(objective, slices, until), entry),
    days: seriesOf(objective, slices, until),
    spenders: spenders.slice(0, MOST_SPENDERS).map((each) => ({
      ...each,
      links: { history: link('/v1/checks/{id}/history', each.check) },
    })),
    spenderCount: spenders.length,
  };
}
