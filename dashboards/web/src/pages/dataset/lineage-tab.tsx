/** What feeds a dataset and what it feeds, each with how it stands. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Glyph } from '../../kit/glyph.js';
import { Loaded } from '../../kit/loaded.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { BreakerPhase } from '../../kit/state-tags.js';
import { Verdict } from '../../kit/verdict.js';

type Row = Schema<'LineageNode'>;

export function LineageTab({ dataset }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const { key, upstream, downstream } = dataset;
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/lineage/layout',
      { params: { query: { dataset: key, hops: '1' } } },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Loaded query={query} what="the lineage" height={240}>
      {({ nodes }) => (
        <>
          <p>
            <Link to="/lineage" search={{ dataset: key }}>
              Show it in the lineage
            </Link>
          </p>
          <Neighbours
            title="Fed by"
            caption={`Datasets that feed ${key}`}
            keys={upstream}
            nodes={nodes}
            none="It is fed by no other dataset."
          />
          <Neighbours
            title="Feeds"
            caption={`Datasets that ${key} feeds`}
            keys={downstream}
            nodes={nodes}
            none="It feeds no other dataset."
          />
        </>
      )}
    </Loaded>
  );
}

interface NeighboursProps {
  readonly title: string;
  /** Of the table. */
  readonly caption: string;
  readonly keys: readonly string[];
  readonly nodes: readonly Row[];
  readonly none: string;
}

function Neighbours({ title, caption, keys, nodes, none }: NeighboursProps) {
  const found = nodes.filter(({ dataset }) => keys.includes(dataset));
  const others = keys.filter((key) => !found.some(({ dataset }) => dataset === key));
  return (
    <Section title={title}>
      {keys.length === 0 && <p>{none}</p>}
      {found.length > 0 && (
        <DataTable caption={caption} columns={COLUMNS} rows={found} rowKey={({ dataset }) => dataset} />
      )}
      {others.length > 0 && (
        <p>
          {found.length > 0 ? 'And ' : ''}
          {others.map((key, i) => (
            <span key={key}>
              {i > 0 && ', '}
              <Link to="/datasets/$key" params={{ key }}>
                {key}
              </Link>
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'dataset',
    header: 'Dataset',
    isRowHeader: true,
    cell: ({ dataset }) => (
      <Link to="/datasets/$key" params={{ key: dataset }}>
        {dataset}
      </Link>
    ),
  },
  { key: 'layer', header: 'Layer', wideOnly: true, cell: ({ layer }) => layer ?? '–' },
  { key: 'health', header: 'Checks', cell: ({ health }) => <Verdict verdict={health} /> },
  {
    key: 'gate',
    header: 'Gate',
    cell: (node) => (
      <>
        <BreakerPhase phase={node.breaker} />
        {node.blocked && (
          <span>
            {' '}
            <Glyph health="fail" /> held back
            {node.blockedBy !== null && (
              <>
                {' by '}
                <Link to="/datasets/$key" params={{ key: node.blockedBy }}>
                  {node.blockedBy}
                </Link>
              </>
            )}
          </span>
        )}
      </>
    ),
  },
  {
    key: 'asOf',
    header: 'As of',
    cell: ({ asOf, staleAsOf }) => (
      <>
        {asOf === null ? 'never run' : <Moment at={asOf} />}
        {staleAsOf !== null && (
          <>
            , serves data of <Moment at={staleAsOf} />
          </>
        )}
      </>
    ),
  },
  { key: 'owner', header: 'Owner', wideOnly: true, cell: ({ owner }) => owner ?? '–' },
];
