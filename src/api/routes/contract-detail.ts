/** One contract as it is in force: what it says, clause by clause, and what became of each. */
import { may } from '../../auth/authorise.js';
import type { Contract } from '../../model/contract.js';
import type { Suite } from '../../model/check.js';
import type { DatasetEntry } from '../../service/service.js';
import { listWish } from '../list-wish.js';
import { toAnswer } from '../paging.js';
import { problem } from '../problem.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { relationshipsOf, showContractDataset } from '../show/contract-dataset.js';
import { showAbout, showContract } from '../show/contract.js';
import { maySee, type Found } from '../visible-datasets.js';

const ID = { id: 'Id of the contract.' };
/** Of one answer; a dataset can be asked for alone. */
const MOST_COLUMNS = 2_000;

export const contractDetailRoutes = [
  route<'ContractQuery'>({
    method: 'get',
    path: '/v1/contracts/{id}',
    scope: 'read',
    tag: 'Contracts',
    summary: 'A contract that is in force, rendered',
    description:
      'Of servers only name, type and environment are told. A reference to a dataset that the caller may not see is told without its other side.',
    parameters: ID,
    query: 'ContractQuery',
    answers: { 200: { description: 'The contract.', schema: 'ContractDetail' } },
    problems: ['unknown-contract'],
    async handle(call) {
      const found = findContract(call);
      if (!found.ok) return found.problem;
      const { c, deps, query, link } = call;
      const contract = found.value;
      const { listings } = deps.service.store;
      const versions = await listings.contractVersionCounts([contract.id]);
      const entries = entriesOf(call, contract);
      const seen = (key: string): boolean => maySee(call, key);
      let most = MOST_COLUMNS;
      const rendered = entries
        .filter(({ key }) => query.dataset === undefined || query.dataset === key)
        .flatMap((entry) => {
          const dataset = contract.datasets.find(({ key }) => key === entry.key);
          if (dataset === undefined) return [];
          const shown = showContractDataset(dataset, entry, { seen, link, most });
          most -= shown.columns.length;
          return [shown];
        });
      const head = showContract(contract, entries, versions.get(contract.id) ?? 0, link);
      return answer(c, 'ContractDetail', {
        ...head,
        ...showAbout(contract),
        datasets: rendered,
        truncated: rendered.some(({ columns, columnCount }) => columns.length < columnCount),
      });
    },
  }),
  route<'ContractCoverageQuery'>({
    method: 'get',
    path: '/v1/contracts/{id}/coverage',
    scope: 'read',
    tag: 'Contracts',
    summary: 'What each clause of a contract became',
    parameters: ID,
    query: 'ContractCoverageQuery',
    answers: {
      200: { description: 'A page of clauses, in the order of the contract.', schema: 'ClausePage' },
    },
    problems: ['unknown-contract', 'invalid-cursor'],
    handle(call) {
      const found = findContract(call);
      if (!found.ok) return found.problem;
      const { c, query } = call;
      const wish = listWish(c, query, 1);
      if (!wish.ok) return wish.problem;
      const wanted = entriesOf(call, found.value)
        .flatMap((entry) => clausesOf(call, entry))
        .map((clause, place) => ({ clause, place }))
        .filter(({ clause, place }) => place > (wish.value.after?.[0] ?? -1) && isWanted(clause, query));
      const kept = wanted.slice(0, wish.value.limit);
      const last = kept.at(-1);
      const more = wanted.length > kept.length && last !== undefined;
      const page = { items: kept, next: more ? [last.place] : null };
      return answer(
        c,
        'ClausePage',
        toAnswer(page, ({ clause }) => clause),
      );
    },
  }),
];

type Clause = Answer<'Clause'>;

function isWanted({ dataset, text, notExecuted }: Clause, query: Answer<'ContractCoverageQuery'>): boolean {
  const { search, executed } = query;
  return (
    (query.dataset === undefined || query.dataset === dataset) &&
    (executed === undefined || (executed === 'yes') === (notExecuted === null)) &&
    (search === undefined || text.toLowerCase().includes(search.toLowerCase()))
  );
}

/** The contract in force that the caller may read, of several versions the named one or the highest; 404 where there is none. */
function findContract(call: Call<{ readonly version?: string }, unknown>): Found<Contract> {
  const id = call.param('id');
  const { version } = call.query;
  const [found] = call.deps.service
    .project()
    .contracts.filter((each) => each.id === id && may(call.principal, 'read', each.domain))
    .filter((each) => version === undefined || version === each.version || version === each.digest)
    .toSorted((a, b) => byVersion.compare(b.version, a.version));
  if (found !== undefined) return { ok: true, value: found };
  return { ok: false, problem: problem(call.c, 404, 'unknown-contract', 'There is no contract of this id.') };
}

const byVersion = new Intl.Collator('en', { numeric: true });

const entriesOf = (call: Call<unknown, unknown>, contract: Contract): readonly DatasetEntry[] =>
  call.deps.service.project().datasets.filter((entry) => entry.contract === contract);

function clausesOf(call: Call<unknown, unknown>, { key, contract, suite }: DatasetEntry): readonly Clause[] {
  const hidden = hiddenReferences(call, key, contract);
  const kinds = new Map(suite.checks.map(({ id, kind }) => [id, kind]));
  return suite.coverage.map(({ clause, text, checks, notExecuted }: Suite['coverage'][number]) => ({
    dataset: key,
    text: hidden.get(clause.path) ?? text,
    clause,
    checks: checks.map((id) => ({ id, kind: kinds.get(id) ?? '' })),
    notExecuted,
  }));
}

/** References to datasets that the caller may not see, by their place, in words that do not name them. */
function hiddenReferences(
  call: Call<unknown, unknown>,
  key: string,
  { datasets }: Contract,
): ReadonlyMap<string, string> {
  const dataset = datasets.find((each) => each.key === key);
  const all = dataset === undefined ? [] : relationshipsOf(dataset);
  const hidden = all.filter(({ target }) => target !== null && !maySee(call, target.dataset));
  return new Map(
    hidden.map(({ from, place }) => [place.path, `${from.join(', ')} → a dataset that you may not see`]),
  );
}
