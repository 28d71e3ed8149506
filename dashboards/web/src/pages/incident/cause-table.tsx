/** The causes of an incident: each one click from its check. */
import type { Schema } from '../../api/client.js';
import { CheckLink } from '../../kit/check-link.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Moment } from '../../kit/moment.js';
import { Severity } from '../../kit/state-tags.js';
import { valueText } from '../../kit/value.js';
import styles from './incident.module.css';

type Cause = Schema<'IncidentCause'>;
type Row = Cause & { readonly dataset: string; readonly isLead: boolean };

export function CauseTable({ incident }: { readonly incident: Schema<'IncidentDetail'> }) {
  const { causes, dataset, lead } = incident;
  const ordered = causes.toSorted((a, b) => Number(a.until !== null) - Number(b.until !== null));
  const first = ordered.find(({ check, message }) => check === lead?.check && message === lead?.message);
  return (
    <>
      {lead !== null && lead.observed !== null && (
        <p className={styles['lead']}>
          <span>
            Measured <strong>{valueText(lead.observed, lead.unit ?? 'value')}</strong>
          </span>
          {lead.expected !== null && (
            <span>
              allowed <strong>{lead.expected}</strong>
            </span>
          )}
        </p>
      )}
      <DataTable
        caption={`What is wrong with ${dataset}`}
        columns={COLUMNS}
        rows={ordered.map((cause) => ({ ...cause, dataset, isLead: cause === first }))}
        rowKey={({ check, code }) => `${check ?? ''} ${code}`}
        isCurrent={({ isLead }) => isLead}
      />
    </>
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { key: 'severity', header: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
  {
    key: 'check',
    header: 'Check',
    isRowHeader: true,
    cell: ({ check, code, dataset }) => (
      <div className={styles['name']}>
        {check === null ? code.replaceAll('_', ' ') : <CheckLink id={check} within={dataset} />}
      </div>
    ),
  },
  {
    key: 'why',
    header: 'Why',
    cell: ({ message }) => <div className={styles['words']}>{message}</div>,
  },
  { key: 'since', header: 'Since', cell: ({ since }) => <Moment at={since} /> },
  {
    key: 'until',
    header: 'Until',
    cell: ({ until }) => (until === null ? 'it lasts' : <Moment at={until} />),
  },
  { key: 'owner', header: 'Owner', wideOnly: true, cell: ({ owner }) => owner ?? 'nobody is named' },
];
