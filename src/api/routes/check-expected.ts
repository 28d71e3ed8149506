/** A person's word on one measured point of a check. */
import { answer, route } from '../route.js';
import { problem } from '../problem.js';
import { seenCheck } from '../seen-check.js';

export const checkExpectedRoutes = [
  route<undefined, 'ExpectedBody'>({
    method: 'post',
    path: '/v1/checks/{id}/expected',
    scope: 'override',
    tag: 'Checks',
    summary:
      'Says that a measured point was to be expected, or not, so that it counts as a baseline, or does not',
    description:
      'For checks that are judged by their own earlier runs. From then on the point counts as a baseline of this check (`expected: true`) or does not (`false`), whatever its run was; the last word holds. It changes no verdict and opens no gate: that is an override.',
    parameters: { id: 'Id of the check; its slashes are written %2F.' },
    body: 'ExpectedBody',
    answers: { 200: { description: 'What was said.', schema: 'Expectation' } },
    problems: ['unknown-check', 'unknown-run', 'no-baseline', 'partial-run', 'reason-required'],
    async handle(call) {
      const { c, deps, principal, body } = call;
      const found = await seenCheck(call, call.param('id'), 'override');
      if (!found.ok) return found.problem;
      const { id, dataset, check } = found.value;
      if (check === null)
        return problem(
          c,
          409,
          'no-baseline',
          'The check is not in force any more: nothing will be judged by it.',
        );
      const said = await deps.service.expect({ ...body, dataset, check: id, by: principal.name });
      return answer(c, 'Expectation', said);
    },
  }),
];
