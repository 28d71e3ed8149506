/** The versions of a contract that were ever in force, and what differs between two of them. */
import { may } from '../../auth/authorise.js';
import type { ContractVersion } from '../../store/listing-store.js';
import { contractChanges } from '../contract-changes.js';
import type { Link } from '../links.js';
import { keyedWish } from '../list-wish.js';
import { cursorOf } from '../paging.js';
import { problem } from '../problem.js';
import { answer, route, type Answer, type Call } from '../route.js';
import type { Found } from '../visible-datasets.js';

const ID = { id: 'Id of the contract.' };
/** Of one answer. */
const MOST_CHANGES = 2_000;

export const contractRoutes = [
  route<'PageQuery'>({
    method: 'get',
    path: '/v1/contracts/{id}/versions',
    scope: 'read',
    tag: 'Contracts',
    summary: 'Recorded versions of a contract, newest first',
    description: 'A version is recorded when the service loads it or a run uses it.',
    parameters: ID,
    query: 'PageQuery',
    answers: { 200: { description: 'A page of versions.', schema: 'ContractVersionPage' } },
    problems: ['unknown-contract', 'invalid-cursor'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const versions = await find(call);
      if (!versions.ok) return versions.problem;
      const { limit, after } = wish.value;
      const begin =
        after === null ? 0 : versions.value.findIndex(({ contract }) => contract.digest === after) + 1;
      const some = versions.value.slice(begin, begin + limit);
      const last = some.at(-1);
      const more = begin + limit < versions.value.length && last !== undefined;
      const current = new Set(deps.service.project().datasets.map(({ contract }) => contract.digest));
      return answer(c, 'ContractVersionPage', {
        items: some.map((each) => showVersion(each, current.has(each.contract.digest), link)),
        next: more ? cursorOf([last.contract.digest]) : null,
      });
    },
  }),
  route<'DiffQuery'>({
    method: 'get',
    path: '/v1/contracts/{id}/diff',
    scope: 'read',
    tag: 'Contracts',
    summary: 'What differs between two recorded versions of a contract',
    description:
      'Twice: `semantic` says what changed and whom it may break, as `assay diff` does; `changes` is a plain comparison of the two documents. Of a version that was recorded with several contents, the newest counts.',
    parameters: ID,
    query: 'DiffQuery',
    answers: { 200: { description: 'The changes, in the order of the contract.', schema: 'ContractDiff' } },
    problems: ['unknown-contract', 'unknown-version'],
    async handle(call) {
      const { c, query } = call;
      const versions = await find(call);
      if (!versions.ok) return versions.problem;
      const named = (name: string) =>
        versions.value.find(({ contract }) => contract.digest === name || contract.version === name);
      const [from, to] = [named(query.from), named(query.to)];
      if (from === undefined || to === undefined) {
        const which = from === undefined ? 'from' : 'to';
        return problem(
          c,
          404,
          'unknown-version',
          `The contract has no recorded version that \`${which}\` names.`,
        );
      }
      const changes = contractChanges(from.contract, to.contract);
      const meant = call.deps.service.compareVersions(from.contract, to.contract);
      return answer(c, 'ContractDiff', {
        contract: from.contract.id,
        semantic: { ...meant, changes: meant.changes.slice(0, MOST_CHANGES) },
        from: side(from),
        to: side(to),
        changes: changes.slice(0, MOST_CHANGES),
        truncated: Math.max(changes.length, meant.changes.length) > MOST_CHANGES,
      });
    },
  }),
];

/** The recorded versions that the caller may see, newest first; 404 where there is none. */
async function find(call: Call<unknown, unknown>): Promise<Found<readonly ContractVersion[]>> {
  const all = await call.deps.service.store.listings.contractVersions(call.param('id'));
  const seen = all.filter(({ contract }) => may(call.principal, 'read', contract.domain));
  if (seen.length > 0) return { ok: true, value: seen };
  return { ok: false, problem: problem(call.c, 404, 'unknown-contract', 'There is no contract of this id.') };
}

function showVersion(
  { contract, recordedAt }: ContractVersion,
  current: boolean,
  link: Link,
): Answer<'ContractVersion'> {
  const { id, version, digest, status, domain, file, datasets } = contract;
  return {
    ...{ version, digest, status, domain, file, recordedAt, current },
    contract: id,
    datasets: datasets.map(({ key }) => key),
    links: { versions: link('/v1/contracts/{id}/versions', id), diff: link('/v1/contracts/{id}/diff', id) },
  };
}

const side = ({ contract, recordedAt }: ContractVersion): Answer<'ContractSide'> => ({
  version: contract.version,
  digest: contract.digest,
  recordedAt,
});
