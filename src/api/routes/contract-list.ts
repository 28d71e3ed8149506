/** The contracts of the project, with how much of each is checked. */
import { may } from '../../auth/authorise.js';
import type { Contract } from '../../model/contract.js';
import type { DatasetEntry } from '../../service/service.js';
import { keyedWish } from '../list-wish.js';
import { pageByKey } from '../paging.js';
import { answer, route } from '../route.js';
import { showContract } from '../show/contract.js';

export const contractListRoutes = [
  route<'ContractsQuery'>({
    method: 'get',
    path: '/v1/contracts',
    scope: 'read',
    tag: 'Contracts',
    summary: 'Contracts of the project that are in force',
    description:
      '`coverage` says how many clauses became checks: a clause that nothing executes is counted, and its reason is told by `/v1/contracts/{id}/coverage`.',
    query: 'ContractsQuery',
    answers: { 200: { description: 'A page of contracts, by id.', schema: 'ContractPage' } },
    problems: ['invalid-cursor'],
    async handle(call) {
      const { c, deps, query, link, principal } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const { contracts, datasets } = deps.service.project();
      const wanted = contracts.filter(
        (contract) => may(principal, 'read', contract.domain) && isWanted(contract, query),
      );
      const { items, next } = pageByKey(wanted, ({ id, file }) => `${id}\n${file}`, wish.value);
      const versions = await deps.service.store.listings.contractVersionCounts(items.map(({ id }) => id));
      const entries = byContract(datasets);
      const shown = items.map((contract) =>
        showContract(contract, entries.get(contract) ?? [], versions.get(contract.id) ?? 0, link),
      );
      return answer(c, 'ContractPage', { items: shown, next });
    },
  }),
];

interface Wish {
  readonly search?: string;
  readonly domain?: string;
  readonly layer?: string;
  readonly status?: string;
}

function isWanted(contract: Contract, { search, domain, layer, status }: Wish): boolean {
  const { id, name, datasets } = contract;
  const texts = [id, name ?? '', ...datasets.map(({ key }) => key)].map((text) => text.toLowerCase());
  return (
    (domain === undefined || contract.domain === domain) &&
    (status === undefined || contract.status === status) &&
    (layer === undefined || datasets.some((dataset) => dataset.layer === layer)) &&
    (search === undefined || texts.some((text) => text.includes(search.toLowerCase())))
  );
}

function byContract(datasets: readonly DatasetEntry[]): ReadonlyMap<Contract, readonly DatasetEntry[]> {
  const found = new Map<Contract, DatasetEntry[]>();
  for (const entry of datasets) {
    const own = found.get(entry.contract);
    if (own === undefined) found.set(entry.contract, [entry]);
    else own.push(entry);
  }
  return found;
}
