/** Decisions of all datasets as a table, each with its reasons. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { batchText } from '../../kit/batch-text.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Moment } from '../../kit/moment.js';
import { ReasonList } from '../../kit/reason-list.js';
import { Outcome } from '../../kit/state-tags.js';
import styles from './gates.module.css';

type Row = Schema<'Decision'>;

export function DecisionTable({ decisions }: { readonly decisions: readonly Row[] }) {
  return (
    <DataTable caption="Decisions, newest first" columns={COLUMNS} rows={decisions} rowKey={({ id }) => id} />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'at',
    header: 'Decided',
    isRowHeader: true,
    cell: ({ id, decidedAt }) => (
      <Link to="/decisions/$id" params={{ id }}>
        <Moment at={decidedAt} />
      </Link>
    ),
  },
  {
    key: 'dataset',
    header: 'Dataset',
    cell: ({ dataset }) => (
      <div className={styles['name']}>
        <Link to="/datasets/$key" params={{ key: dataset }}>
          {dataset}
        </Link>
      </div>
    ),
  },
  {
    key: 'outcome',
    header: 'Outcome, and why',
    cell: (decision) => (
      <div className={styles['words']}>
        <Outcome outcome={decision.outcome} shadow={decision.shadow} />
        <Reasons decision={decision} />
      </div>
    ),
  },
  {
    key: 'data',
    header: 'Data',
    cell: ({ batch, dataVersion }) => (
      <div className={styles['name']}>
        {batchText(batch)}
        {dataVersion !== null && (
          <p className={styles['dim']} title={dataVersion.id}>
            {shortText(dataVersion.id)}
          </p>
        )}
      </div>
    ),
  },
  { key: 'by', header: 'Asked by', wideOnly: true, cell: ({ askedBy }) => askedBy },
  {
    key: 'holds',
    header: 'Hallmark',
    wideOnly: true,
    cell: ({ id, outcome, expiresAt }) =>
      outcome === 'block' || expiresAt === null ? (
        'none'
      ) : (
        <Link to="/decisions/$id" params={{ id }} hash="hallmark">
          ends <Moment at={expiresAt} ago />
        </Link>
      ),
  },
];

function Reasons({ decision: { id, reasons } }: { readonly decision: Row }) {
  return reasons.length === 0 ? (
    <p className={styles['dim']}>nothing stands in the way</p>
  ) : (
    <ReasonList reasons={reasons} most={2} decision={id} />
  );
}

const SHORT = 19;

const shortText = (version: string): string =>
  version.length > SHORT ? `${version.slice(0, SHORT)}…` : version;
