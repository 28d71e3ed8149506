/** One check: what it asks, how it stands, since when, whose it is and what it holds back. */
import { FaultError } from '../../model/fault.js';
import { recordsOfCheck } from '../check-records.js';
import { problem } from '../problem.js';
import { answer, route } from '../route.js';
import { seenCheck } from '../seen-check.js';
import { showCheckDetail } from '../show/check-detail.js';
import { maySee } from '../visible-datasets.js';

const CHECK = { id: 'Id of the check; its slashes are written %2F.' };

export const checkDetailRoutes = [
  route({
    method: 'get',
    path: '/v1/checks/{id}',
    scope: 'read',
    tag: 'Checks',
    summary: 'A check: what it asks, how it stands, since when, whose it is, what it holds back',
    description:
      'A check that no contract has any more is told as it was recorded last, with `inForce: false`. `limit` is the one of the contract in force.',
    parameters: CHECK,
    answers: { 200: { description: 'The check.', schema: 'CheckDetail' } },
    problems: ['unknown-check'],
    async handle(call) {
      const found = await seenCheck(call, call.param('id'), 'read');
      if (!found.ok) return found.problem;
      const seen = found.value;
      const records = await recordsOfCheck(call, seen);
      return answer(
        call.c,
        'CheckDetail',
        showCheckDetail(seen, records, {
          now: call.deps.now(),
          link: call.link,
          ...call.deps.service.traitsOf(seen.check),
          lineage: new Map(call.deps.service.project().datasets.map(({ key, upstream }) => [key, upstream])),
          seen: (dataset) => maySee(call, dataset),
        }),
      );
    },
  }),
  route<'CheckRowsQuery'>({
    method: 'get',
    path: '/v1/checks/{id}/rows',
    scope: 'read',
    tag: 'Checks',
    summary: 'The statement that shows the rows which break a check',
    description:
      'The very statement that a run takes its samples with, written for the source as it is and not run; columns that are not public are `***` in it too. `sql` is null, and `reason` says why, where the check is about all rows together, is not in force, or the source does not answer.',
    parameters: CHECK,
    query: 'CheckRowsQuery',
    answers: { 200: { description: 'The statement, or why there is none.', schema: 'CheckRows' } },
    problems: ['unknown-check', 'unknown-run'],
    async handle(call) {
      const found = await seenCheck(call, call.param('id'), 'read');
      if (!found.ok) return found.problem;
      const { id, dataset, check } = found.value;
      const { run } = call.query;
      const point = run === undefined ? null : await call.deps.service.store.checks.point(id, run);
      if (run !== undefined && point === null)
        return problem(call.c, 404, 'unknown-run', 'There is no run of this id that had this check.');
      const batch = point?.run.batch ?? null;
      const none = { sql: null, dialect: null, server: null, masked: [], batch };
      if (check === null)
        return answer(call.c, 'CheckRows', { ...none, reason: 'The check is not in force any more.' });
      const where = point?.run.where ?? null;
      const rows = await call.deps.service
        .failingRows(dataset, id, { batch, where })
        .catch((error: unknown) => {
          if (!(error instanceof FaultError)) throw error;
          return { sql: null, reason: error.faults[0]?.message ?? 'The dataset has no server here.' };
        });
      if (rows.sql === null) return answer(call.c, 'CheckRows', { ...none, reason: rows.reason });
      return answer(call.c, 'CheckRows', { ...rows, reason: null, batch });
    },
  }),
];
