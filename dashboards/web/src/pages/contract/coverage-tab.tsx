/** Every clause of a contract and what it became; what nothing executes says why. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { ClauseFate } from './clause-fate.js';
import styles from './contract.module.css';
import { useContractSearch } from './use-contract-search.js';

type Clause = Schema<'Clause'>;

export function CoverageTab({ contract }: { readonly contract: Schema<'ContractDetail'> }) {
  const { id, version, coverage } = contract;
  const { search } = useContractSearch();
  const { dataset, executed, search: text } = search;
  const wish = {
    version,
    ...(dataset === undefined ? {} : { dataset }),
    ...(executed === undefined ? {} : { executed }),
    ...(text === undefined ? {} : { search: text }),
  };
  const query = useInfiniteQuery({
    queryKey: ['get', '/v1/contracts/{id}/coverage', id, wish],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const page = pageParam === undefined ? {} : { cursor: pageParam };
      const { data } = await client.GET('/v1/contracts/{id}/coverage', {
        params: { path: { id }, query: { ...wish, ...page } },
        signal,
      });
      return data ?? { items: [], next: null };
    },
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Section title="What each clause became">
      <p>{summaryText(coverage)}</p>
      <CoverageFilters contract={contract} />
      <Loaded query={query} what="clauses">
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <Empty title={coverage.clauses === 0 ? 'It has no clauses.' : 'No clause fits the filters.'} />
            );
          return (
            <>
              <DataTable
                caption="Clauses of the contract"
                columns={
                  contract.datasets.length > 1 ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'dataset')
                }
                rows={rows}
                rowKey={({ dataset: of, clause, text: words }) => `${of} ${clause.path} ${words}`}
              />
              <More query={query} shown={rows.length} what={rows.length === 1 ? 'clause' : 'clauses'} />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function summaryText({ clauses, executed, notExecuted, checks }: Schema<'ContractCoverage'>): string {
  const became = `${executed.toLocaleString('en')} of ${clauses.toLocaleString('en')} clauses became ${checks.toLocaleString('en')} checks; several clauses may share one.`;
  if (notExecuted === 0) return `${became} Nothing is left out.`;
  if (notExecuted === 1) return `${became} One is not executed; the reason stands beside it.`;
  return `${became} ${notExecuted.toLocaleString('en')} are not executed, each with its reason.`;
}

function CoverageFilters({ contract }: { readonly contract: Schema<'ContractDetail'> }) {
  const { search, change } = useContractSearch();
  const datasets = contract.datasets.map(({ key }) => ({ value: key, label: key }));
  return (
    <Filters>
      <Choice
        label="Clauses"
        all="all"
        value={search.executed}
        options={[
          { value: 'yes', label: 'executed' },
          { value: 'no', label: 'not executed' },
        ]}
        onChange={(executed) => change({ executed })}
      />
      {datasets.length > 1 && (
        <Choice
          label="Dataset"
          all="all"
          value={search.dataset}
          options={datasets}
          onChange={(dataset) => change({ dataset })}
        />
      )}
      <TextFilter
        label="Search"
        value={search.search}
        placeholder="part of a clause"
        onChange={(text) => change({ search: text })}
      />
    </Filters>
  );
}

const COLUMNS: readonly TableColumn<Clause>[] = [
  {
    key: 'clause',
    header: 'Clause',
    isRowHeader: true,
    cell: ({ text }) => <span className={styles['text']}>{text}</span>,
  },
  { key: 'dataset', header: 'Dataset', wideOnly: true, cell: ({ dataset }) => dataset },
  { key: 'fate', header: 'Became', cell: (clause) => <ClauseFate fate={clause} dataset={clause.dataset} /> },
  {
    key: 'place',
    header: 'Written at',
    wideOnly: true,
    cell: ({ clause }) => (
      <span className={styles['dim']} title={clause.path}>
        {clause.file}:{clause.line}
      </span>
    ),
  },
];
