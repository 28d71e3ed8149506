/** What one run found of one check: in full, with what was compared and what broke the rule. */
import { isPublic } from '../../model/classification.js';
import { problem } from '../problem.js';
import { answer, route } from '../route.js';
import { seenCheck } from '../seen-check.js';
import { showDistribution } from '../show/distribution.js';
import { showOffenders } from '../show/offenders.js';
import { showWatched } from '../show/watched.js';

export const checkResultRoutes = [
  route({
    method: 'get',
    path: '/v1/checks/{id}/results/{run}',
    scope: 'read',
    tag: 'Checks',
    summary: 'What one run found of a check: the result, what it was compared with, which values broke it',
    description:
      'Rows and values are as they were recorded: those of columns that are not public are masked or not there. `distribution` is null for results of other kinds.',
    parameters: { id: 'Id of the check; its slashes are written %2F.', run: 'Id of the run.' },
    answers: { 200: { description: 'The result.', schema: 'CheckResultAnswer' } },
    problems: ['unknown-check', 'unknown-run'],
    async handle(call) {
      const { c, deps, link } = call;
      const found = await seenCheck(call, call.param('id'), 'read');
      if (!found.ok) return found.problem;
      const { id, dataset } = found.value;
      const { checks } = deps.service.store;
      const runId = call.param('run');
      const [point, words] = await Promise.all([checks.point(id, runId), checks.expectationsOf(id, runId)]);
      if (point === null)
        return problem(c, 404, 'unknown-run', 'There is no run of this id that had this check.');
      const { run, accepted, result } = point;
      const { asOf, finishedAt, batch, where, contract } = run;
      const then = (await checks.inSuites(id, [run.suiteDigest])).get(run.suiteDigest);
      // What is not known to be public, then or now, is not told.
      const hidden = [then, found.value.check].some(
        (check) => check !== null && !isPublic(check?.classification),
      );
      const last = words.at(-1) ?? null;
      return answer(c, 'CheckResultAnswer', {
        ...{ runId, asOf, finishedAt, batch, where, contractVersion: contract.version, accepted },
        watched: showWatched(result.details),
        expected: last,
        saidBefore: words.slice(0, -1),
        result,
        distribution: result.kind === 'distribution' ? showDistribution(result, hidden) : null,
        offenders: showOffenders(result.details, hidden),
        links: {
          check: link('/v1/checks/{id}', id),
          run: link('/v1/runs/{id}', runId),
          rows: `${link('/v1/checks/{id}/rows', id)}?run=${encodeURIComponent(runId)}`,
          dataset: link('/v1/datasets/{key}', dataset),
        },
      });
    },
  }),
];
