/** The datasets of the lineage as a table: what the cards of the picture say, and more. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Moment } from '../../kit/moment.js';
import { BreakerPhase, Severity } from '../../kit/state-tags.js';
import { Verdict } from '../../kit/verdict.js';
import styles from './lineage.module.css';
import { Lock } from './lock.js';

type Row = Schema<'LineageNode'>;

/** @param focus key of the dataset that the part is around */
export function NodeTable({
  nodes,
  focus,
}: {
  readonly nodes: readonly Row[];
  readonly focus: string | null;
}) {
  return (
    <DataTable
      caption="Datasets of this part of the lineage"
      columns={COLUMNS}
      rows={nodes.toSorted((a, b) => a.x - b.x || a.y - b.y)}
      rowKey={({ dataset }) => dataset}
      isCurrent={({ dataset }) => dataset === focus}
    />
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
        <div className={`${styles['dim'] ?? ''} no-print`}>
          <Link to="/lineage" search={{ dataset }} aria-label={`Look around ${dataset}`}>
            look around
          </Link>
        </div>
      </div>
    ),
  },
  {
    key: 'layer',
    header: 'Layer',
    wideOnly: true,
    cell: ({ layer }) => <span className={styles['short']}>{layer ?? '–'}</span>,
  },
  { key: 'health', header: 'Checks', cell: ({ health }) => <Verdict verdict={health} /> },
  {
    key: 'gate',
    header: 'Gate',
    cell: (node) => (
      <div className={styles['states']}>
        <BreakerPhase phase={node.breaker} />
        {node.blocked && (
          <span>
            <Lock /> held back by{' '}
            {node.blockedBy === null ? (
              'what you may not see'
            ) : (
              <Link to="/datasets/$key" params={{ key: node.blockedBy }}>
                {node.blockedBy}
              </Link>
            )}
          </span>
        )}
        {node.shadow && <span>(shadow)</span>}
      </div>
    ),
  },
  { key: 'stale', header: 'Stale as of', cell: (node) => <Stale node={node} /> },
  {
    key: 'incident',
    header: 'Incident',
    cell: ({ incident }) =>
      incident === null ? (
        '–'
      ) : (
        <div className={styles['states']}>
          <Severity severity={incident.severity} />
          <Link
            to="/incidents/$id"
            params={{ id: incident.id }}
            className={styles['title'] ?? ''}
            title={incident.title}
          >
            {incident.title}
          </Link>
        </div>
      ),
  },
  {
    key: 'owner',
    header: 'Owner',
    wideOnly: true,
    cell: ({ owner }) => <span className={styles['name']}>{owner ?? '–'}</span>,
  },
];

function Stale({ node: { staleAsOf, blocked, breaker } }: { readonly node: Row }) {
  if (staleAsOf !== null) return <Moment at={staleAsOf} />;
  const isHeld = blocked || breaker === 'open' || breaker === 'isolated';
  return isHeld ? 'nothing was let through yet' : '–';
}
