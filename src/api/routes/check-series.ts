/** The series of one check, in columns for a chart, with what happened along it. */
import { readPeriod } from '../list-wish.js';
import { answer, route } from '../route.js';
import { seenCheck } from '../seen-check.js';
import { recordsOfSeries } from '../series-records.js';
import { showSeries } from '../show/check-series.js';

const MOST_POINTS = 1000;

export const checkSeriesRoutes = [
  route<'CheckSeriesQuery'>({
    method: 'get',
    path: '/v1/checks/{id}/series',
    scope: 'read',
    tag: 'Checks',
    summary: 'What a check measured over time, in columns for a chart, with limits, expected bands and marks',
    description:
      'By as-of, oldest first. The limit of each point is that of the contract which its run used, so that a new version shows as a step. A series of more than `most` points is thinned: of each stretch its extremes and what is not pass stay. Incidents and overrides happen at moments of their own; they are placed by the runs that led to them.',
    parameters: { id: 'Id of the check; its slashes are written %2F.' },
    query: 'CheckSeriesQuery',
    answers: { 200: { description: 'The series.', schema: 'CheckSeries' } },
    problems: ['unknown-check', 'bad-time'],
    async handle(call) {
      const { c, query } = call;
      const found = await seenCheck(call, call.param('id'), 'read');
      if (!found.ok) return found.problem;
      const period = readPeriod(c, query);
      if (!period.ok) return period.problem;
      const records = await recordsOfSeries(call, found.value, period.value);
      return answer(c, 'CheckSeries', showSeries(records, query.most ?? MOST_POINTS));
    },
  }),
];
