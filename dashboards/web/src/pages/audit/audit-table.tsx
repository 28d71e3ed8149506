/** The audit log as a table, each entry with what it changed. */
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { IncidentSubject } from '../../kit/incident-subject.js';
import { Moment } from '../../kit/moment.js';
import { actionText } from './audit-actions.js';
import styles from './audit.module.css';
import { JsonChanges } from './json-changes.js';

type Entry = Schema<'AuditEntry'>;
type Row = Entry & { readonly key: string };

export function AuditTable({ entries }: { readonly entries: readonly Entry[] }) {
  const rows = entries.map((entry, place) => ({
    ...entry,
    key: `${String(entries.length - place)} ${entry.at}`,
  }));
  return (
    <DataTable
      caption="Changes by hand, newest first"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ key }) => key}
    />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'by',
    header: 'Who and when',
    isRowHeader: true,
    cell: ({ by, at }) => (
      <div className={styles['name']}>
        {by}
        <p className={styles['dim']}>
          <Moment at={at} seconds />
        </p>
      </div>
    ),
  },
  {
    key: 'action',
    header: 'What',
    cell: ({ action, dataset }) => (
      <div className={styles['name']}>
        {actionText(action)}
        {dataset !== null && (
          <>
            {' of '}
            <IncidentSubject dataset={dataset} />
          </>
        )}
        <p className={styles['dim']}>
          <code>{action}</code>
        </p>
      </div>
    ),
  },
  {
    key: 'reason',
    header: 'Why',
    cell: ({ reason }) => <div className={styles['words']}>{reason ?? 'no reason was asked for'}</div>,
  },
  {
    key: 'change',
    header: 'Before → after',
    cell: ({ before, after }) => <JsonChanges before={before} after={after} />,
  },
];
