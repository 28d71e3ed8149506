/** Hallmarks: is one good, and the keys to see that oneself. */
import { problem } from '../problem.js';
import { answer, route } from '../route.js';
import { findVisible, recordProblem } from '../visible-datasets.js';

/** A table's version may take reading its keys. */
const VERIFY_LIMIT_MS = 120_000;
const KEYS_SECONDS = 300;

export const hallmarkRoutes = [
  route<undefined, 'VerifyBody'>({
    method: 'post',
    path: '/v1/hallmarks/verify',
    scope: 'read',
    tag: 'Hallmarks',
    summary: 'Is this hallmark good, and are the data still those that were checked?',
    description: 'Signature and time are checked, and the version of the data is taken again.',
    body: 'VerifyBody',
    answers: { 200: { description: 'Valid or not, and why not.', schema: 'Verification' } },
    problems: ['unknown-dataset', 'ambiguous-dataset'],
    limitMs: VERIFY_LIMIT_MS,
    async handle(call) {
      const { c, deps, body } = call;
      const { dataset = null } = body;
      const wished = dataset === null ? null : findVisible(call, dataset, 'read');
      if (wished?.ok === false) return wished.problem;
      const found = await deps.service.verify(body.token, wished?.value.key ?? null);
      const about = found.claims?.sub;
      const unknown = (): Response =>
        problem(c, 404, 'unknown-dataset', 'There is no dataset that this hallmark speaks of.');
      const refused = about === undefined ? null : recordProblem(call, about, 'read', unknown);
      if (refused !== null) return refused;
      const { valid, claims } = found;
      return answer(
        c,
        'Verification',
        found.valid
          ? { valid, claims, dataChecked: found.dataChecked, reason: null, message: null }
          : { valid, claims, dataChecked: false, reason: found.reason, message: found.message },
      );
    },
  }),
  route({
    method: 'get',
    path: '/.well-known/jwks.json',
    scope: null,
    tag: 'Hallmarks',
    summary: 'The public keys of the hallmarks',
    answers: { 200: { description: 'A JSON Web Key Set.', schema: 'JwkSet' } },
    async handle({ c, deps }) {
      return answer(c, 'JwkSet', { keys: (await deps.service.jwks()).keys.map((key) => ({ ...key })) }, 200, {
        'Cache-Control': `public, max-age=${KEYS_SECONDS}`,
      });
    },
  }),
];
