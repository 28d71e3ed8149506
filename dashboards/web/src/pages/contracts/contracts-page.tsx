/** The contracts in force, with how much of each is checked. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { ContractFilters } from './contract-filters.js';
import { ContractTable } from './contract-table.js';
import { contractsRoute } from './address.js';

export function ContractsPage() {
  const search = contractsRoute.useSearch();
  const query = useInfiniteQuery({
    queryKey: ['get', '/v1/contracts', search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const wish = { ...search, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      const { data } = await client.GET('/v1/contracts', { params: { query: wish }, signal });
      return data ?? { items: [], next: null };
    },
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const contracts = query.data?.pages.flatMap(({ items }) => items);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Contracts"
      lead="What is promised about data, and how much of it is checked. A clause that nothing executes is counted, never hidden."
      json={contracts}
      updatedAt={query.dataUpdatedAt}
    >
      <ContractFilters />
      <Loaded query={query} what="contracts">
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length > 0)
            return (
              <Section title="In force">
                <ContractTable contracts={rows} />
                <More query={query} shown={rows.length} what={rows.length === 1 ? 'contract' : 'contracts'} />
              </Section>
            );
          return isFiltered ? (
            <Empty title="No contract fits the filters." />
          ) : (
            <Empty title="There is no contract that you may see." command="assay init">
              A first contract is drafted from data that are there.
            </Empty>
          );
        }}
      </Loaded>
    </Page>
  );
}
