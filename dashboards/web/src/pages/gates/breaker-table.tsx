/** Breakers as a table: state, why, since when, whose, and what one may do about it. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Moment } from '../../kit/moment.js';
import { Outcome } from '../../kit/state-tags.js';
import { BreakerActions } from './breaker-actions.js';
import { BreakerStanding } from './breaker-standing.js';
import { BreakerWhy } from './breaker-why.js';
import styles from './gates.module.css';

type Row = Schema<'Breaker'>;

interface BreakerTableProps {
  readonly caption: string;
  readonly breakers: readonly Row[];
}

export function BreakerTable({ caption, breakers }: BreakerTableProps) {
  return <DataTable caption={caption} columns={COLUMNS} rows={breakers} rowKey={({ dataset }) => dataset} />;
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'dataset',
    header: 'Dataset',
    isRowHeader: true,
    cell: ({ dataset, layer, domain }) => (
      <div className={styles['name']}>
        <Link to="/datasets/$key" params={{ key: dataset }}>
          {dataset}
        </Link>
        <p className={styles['dim']}>{[layer, domain].filter((each) => each !== null).join(' · ')}</p>
      </div>
    ),
  },
  {
    key: 'state',
    header: 'State, and why',
    cell: (breaker) => (
      <div className={styles['words']}>
        <BreakerStanding breaker={breaker} />
        <BreakerWhy breaker={breaker} />
      </div>
    ),
  },
  {
    key: 'since',
    header: 'Since',
    cell: ({ since }) => (since === null ? 'the beginning' : <Moment at={since} ago />),
  },
  {
    key: 'last',
    header: 'Last decision',
    cell: ({ lastDecision }) =>
      lastDecision === null ? (
        'never asked'
      ) : (
        <>
          <Link to="/decisions/$id" params={{ id: lastDecision.id }}>
            <Outcome outcome={lastDecision.outcome} />
          </Link>
          <p className={styles['dim']}>
            <Moment at={lastDecision.decidedAt} ago />
          </p>
        </>
      ),
  },
  {
    key: 'owner',
    header: 'Owner',
    least: '10.5rem',
    wideOnly: true,
    cell: ({ owners }) => (
      <div className={styles['name']}>{owners.length === 0 ? 'nobody is named' : owners.join(', ')}</div>
    ),
  },
  { key: 'act', header: 'Who may act', cell: (breaker) => <BreakerActions breaker={breaker} /> },
];
