/** Overrides as a table: what each lifts, why, by whom, until when. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { CheckLink } from '../../kit/check-link.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Moment } from '../../kit/moment.js';
import { OverrideState } from '../../kit/state-tags.js';
import styles from './gates.module.css';
import { OverrideApproval } from './override-approval.js';

type Row = Schema<'Override'>;

export function OverrideTable({ overrides }: { readonly overrides: readonly Row[] }) {
  return (
    <DataTable caption="Overrides, oldest first" columns={COLUMNS} rows={overrides} rowKey={({ id }) => id} />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'dataset',
    header: 'Dataset',
    isRowHeader: true,
    cell: ({ dataset }) => (
      <div className={styles['name']}>
        <Link to="/datasets/$key" params={{ key: dataset }}>
          {dataset}
        </Link>
      </div>
    ),
  },
  { key: 'state', header: 'State', cell: ({ state }) => <OverrideState state={state} /> },
  { key: 'lifts', header: 'Lifts', cell: (override) => <Lifted override={override} /> },
  { key: 'reason', header: 'Reason', cell: ({ reason }) => <div className={styles['words']}>{reason}</div> },
  {
    key: 'by',
    header: 'Made',
    cell: ({ by, createdAt }) => (
      <>
        {by}
        <p className={styles['dim']}>
          <Moment at={createdAt} ago />
        </p>
      </>
    ),
  },
  {
    key: 'until',
    header: 'Ends',
    cell: ({ until }) => (
      <>
        <Moment at={until} />
        <p className={styles['dim']}>
          <Moment at={until} ago />
        </p>
      </>
    ),
  },
  { key: 'approval', header: 'Second person', cell: (override) => <OverrideApproval override={override} /> },
];

function Lifted({ override: { checks, dataset, dataVersion } }: { readonly override: Row }) {
  return (
    <>
      {checks === null ? (
        'all checks'
      ) : (
        <ul className={styles['lifted']}>
          {checks.map((id) => (
            <li key={id}>
              <CheckLink id={id} within={dataset} />
            </li>
          ))}
        </ul>
      )}
      <p className={styles['dim']}>
        {dataVersion === null ? (
          'any data version'
        ) : (
          <>
            only the data version <code>{dataVersion}</code>
          </>
        )}
      </p>
    </>
  );
}
