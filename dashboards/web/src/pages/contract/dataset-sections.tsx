/** Each dataset of a contract: its columns, its rules, its promises, its references. */
import { Link } from '@tanstack/react-router';
import { changeSearch } from '../../app/change-search.js';
import type { Schema } from '../../api/client.js';
import { CoverageBar } from '../../kit/coverage-bar.js';
import { Empty } from '../../kit/empty.js';
import { Facts } from '../../kit/facts.js';
import { Section } from '../../kit/section.js';
import { ColumnTable } from './column-table.js';
import { Relationships } from './relationships.js';
import { RuleTable } from './rule-table.js';
import { SlaTable } from './sla-table.js';
import { useContractSearch } from './use-contract-search.js';

type Dataset = Schema<'ContractDataset'>;

export function DatasetSections({ contract }: { readonly contract: Schema<'ContractDetail'> }) {
  const { search } = useContractSearch();
  const { id, datasets, truncated } = contract;
  if (datasets.length === 0)
    return search.dataset === undefined ? (
      <Empty title="The contract describes no dataset." />
    ) : (
      <Empty title={`The contract has no dataset ${search.dataset}.`}>
        <AllDatasets id={id} />
      </Empty>
    );
  return (
    <>
      {search.dataset !== undefined && (
        <p>
          Only {search.dataset}. <AllDatasets id={id} />
        </p>
      )}
      {truncated && (
        <p>
          <strong>Not all columns are shown:</strong> there are more than one answer holds. Choose one dataset
          below to see it alone.
        </p>
      )}
      {datasets.map((dataset) => (
        <OneDataset key={dataset.key} id={id} dataset={dataset} isAlone={datasets.length === 1} />
      ))}
    </>
  );
}

function AllDatasets({ id }: { readonly id: string }) {
  const { search } = useContractSearch();
  return (
    <Link
      to="/contracts/$id"
      params={{ id }}
      search={changeSearch(search, { dataset: undefined })}
      className="no-print"
    >
      Show all datasets
    </Link>
  );
}

interface OneDatasetProps {
  readonly id: string;
  readonly dataset: Dataset;
  readonly isAlone: boolean;
}

function OneDataset({ id, dataset, isAlone }: OneDatasetProps) {
  const { search } = useContractSearch();
  const { key, layer, physicalName, physicalType, description, upstream, coverage, tags } = dataset;
  const where = [physicalName, physicalType].filter((part) => part !== null).join(' · ');
  return (
    <Section
      title={key}
      aside={
        isAlone ? undefined : (
          <Link
            to="/contracts/$id"
            params={{ id }}
            search={changeSearch(search, { dataset: key })}
            className="no-print"
          >
            Only this one
          </Link>
        )
      }
    >
      <Facts
        facts={[
          ['Description', description],
          ['Layer', layer ?? 'none'],
          ['Physical', where],
          ['Fed by', upstream.length === 0 ? null : <Keys key="fed" keys={upstream} />],
          ['Tags', tags.length === 0 ? null : tags.join(', ')],
          ['Checked', <CoverageBar key="coverage" executed={coverage.executed} clauses={coverage.clauses} />],
          [
            'State',
            <Link key="state" to="/datasets/$key" params={{ key }}>
              {coverage.checks.toLocaleString('en')} {coverage.checks === 1 ? 'check' : 'checks'} and their
              results
            </Link>,
          ],
        ]}
      />
      <ColumnTable dataset={dataset} />
      <RuleTable dataset={dataset} />
      <SlaTable dataset={dataset} />
      <Relationships dataset={dataset} />
    </Section>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((key, place) => (
    <span key={key}>
      {place > 0 && ', '}
      <Link to="/datasets/$key" params={{ key }}>
        {key}
      </Link>
    </span>
  ));
}
