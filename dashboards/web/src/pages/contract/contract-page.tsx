/** One contract: what it says, what became of each clause, and what changed between its versions. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { CoverageBar } from '../../kit/coverage-bar.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Tabs } from '../../kit/tabs.js';
import { ContractFacts } from './contract-facts.js';
import { CoverageTab } from './coverage-tab.js';
import { DatasetSections } from './dataset-sections.js';
import { contractRoute } from './address.js';
import { useContractSearch } from './use-contract-search.js';
import { VersionsTab } from './versions-tab.js';

const TABS = [
  { name: 'contract', label: 'Contract' },
  { name: 'coverage', label: 'Coverage' },
  { name: 'versions', label: 'Versions' },
] as const;

export function ContractPage() {
  const { id } = contractRoute.useParams();
  const { search, change } = useContractSearch();
  const { version, dataset } = search;
  const tab = search.tab ?? 'contract';
  const wish = {
    ...(version === undefined ? {} : { version }),
    ...(dataset === undefined || tab !== 'contract' ? {} : { dataset }),
  };
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/contracts/{id}',
      { params: { path: { id }, query: wish } },
      { placeholderData: keepPreviousData },
    ),
  );
  const contract = query.data;
  const isGone = query.error instanceof ApiProblem && query.error.code === 'unknown-contract';
  return (
    <Page
      title={contract?.name ?? id}
      crumbs={[{ label: 'Contracts', href: '/contracts' }]}
      lead={contract === undefined ? undefined : <Lead contract={contract} />}
      json={contract}
      updatedAt={query.dataUpdatedAt}
    >
      <Tabs label="Parts of the contract" value={tab} tabs={TABS} onChange={(next) => change({ tab: next })}>
        {tab === 'versions' && isGone && <p>It is not in force any more; what is on record stays.</p>}
        {tab === 'versions' ? (
          <VersionsTab id={id} />
        ) : (
          <Loaded query={query} what="the contract" height={400}>
            {(data) => (tab === 'coverage' ? <CoverageTab contract={data} /> : <Rendered contract={data} />)}
          </Loaded>
        )}
      </Tabs>
    </Page>
  );
}

function Lead({ contract }: { readonly contract: Schema<'ContractDetail'> }) {
  const { version, status, coverage } = contract;
  return (
    <>
      Version {version}, {status}. <CoverageBar executed={coverage.executed} clauses={coverage.clauses} />
    </>
  );
}

function Rendered({ contract }: { readonly contract: Schema<'ContractDetail'> }) {
  return (
    <>
      <ContractFacts contract={contract} />
      <DatasetSections contract={contract} />
    </>
  );
}
