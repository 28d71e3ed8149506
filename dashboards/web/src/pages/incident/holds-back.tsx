/** What an incident holds back: those that asked and were held back or failed as well, and those that read from its dataset. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { isOfChannel } from '../../kit/is-of-channel.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import styles from './incident.module.css';

type Row = Schema<'IncidentDetail'>['affected'][number];

export function HoldsBack({ incident }: { readonly incident: Schema<'IncidentDetail'> }) {
  const { dataset, affected } = incident;
  const isOfData = !isOfChannel(incident);
  const others = useDownstream(dataset, isOfData).filter((key) =>
    affected.every((each) => each.dataset !== key),
  );
  if (!isOfData) return null;
  return (
    <Section
      title="What it holds back"
      aside={
        <Link to="/lineage" search={{ dataset }}>
          Lineage
        </Link>
      }
    >
      {affected.length === 0 ? (
        <p className={styles['plain']}>No other dataset asked its gate meanwhile and was held back.</p>
      ) : (
        <DataTable
          caption={`Datasets that are held back by ${dataset} or fail as well`}
          columns={COLUMNS}
          rows={affected}
          rowKey={(row) => row.dataset}
        />
      )}
      {others.length > 0 && (
        <p className={styles['plain']}>
          Fed by it directly:{' '}
          {others.map((key, place) => (
            <span key={key}>
              {place > 0 && ', '}
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

/** Nothing for a dataset that the project no longer has. */
function useDownstream(dataset: string, isOfData: boolean): readonly string[] {
  const { data } = useQuery(
    api.queryOptions(
      'get',
      '/v1/datasets/{key}',
      { params: { path: { key: dataset } } },
      { enabled: isOfData },
    ),
  );
  return data?.downstream ?? [];
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
  { key: 'since', header: 'Since', cell: ({ since }) => <Moment at={since} /> },
  {
    key: 'gate',
    header: 'Gate',
    cell: ({ dataset }) => (
      <Link to="/gates" search={{ dataset }}>
        gate
      </Link>
    ),
  },
];
