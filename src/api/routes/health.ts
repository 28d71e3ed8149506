/** For machines that watch the service: does it live, may it be asked, and its figures. */
import { may } from '../../auth/authorise.js';
import { problem } from '../problem.js';
import { answer, route } from '../route.js';

export const healthRoutes = [
  route({
    method: 'get',
    path: '/healthz',
    scope: null,
    tag: 'Service',
    summary: 'Does the process live?',
    answers: { 200: { description: 'It does.', schema: 'Health' } },
    handle: ({ c, deps }) => answer(c, 'Health', { status: 'ok', version: deps.service.version }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    scope: null,
    tag: 'Service',
    summary: 'May it be asked? 503: not now',
    answers: {
      200: { description: 'It may.', schema: 'Readiness' },
      503: { description: 'Not now; `problems` says why.', schema: 'Readiness' },
    },
    async handle({ c, deps }) {
      const { ready, problems } = await deps.service.ready();
      return answer(c, 'Readiness', { ready, problems: { ...problems } }, ready ? 200 : 503);
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    scope: 'read',
    tag: 'Service',
    summary: 'Figures for Prometheus',
    description: 'They name datasets of all domains, so a token that is limited to some can not read them.',
    answers: { 200: { description: 'In the text format of Prometheus.', type: 'text/plain' } },
    async handle({ c, deps, principal }) {
      if (!may(principal, 'read', null))
        return problem(c, 403, 'missing-scope', 'This needs the scope read for all domains.');
      const text = await deps.metrics.metrics();
      return c.body(text, 200, { 'Content-Type': deps.metrics.contentType });
    },
  }),
];
