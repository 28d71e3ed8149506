/** The causes of an incident: each one click from its check. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Moment } from '../../kit/moment.js';
import { Severity } from '../../kit/state-tags.js';
import { valueText } from '../../kit/value.js';
import styles from './incident.module.css';

type Cause = Schema<'IncidentCause'>;
type Row = Cause & { readonly dataset: string; readonly isLead: boolean };

export function CauseTable({ incident }: { readonly incident: Schema<'IncidentDetail'> }) {
  const { causes, dataset, lead } = incident;
  const rows = causes.map((cause) => ({
    ...cause,
    dataset,
    isLead: cause.check === lead?.check && cause.message === lead?.message,
  }));
  const [lasting, over] = [
    rows.filter(({ until }) => until === null),
    rows.filter(({ until }) => until !== null),
  ];
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
      {lasting.length === 0 ? (
        <p className={styles['plain']}>Nothing any more.</p>
      ) : (
        <DataTable
          caption={`What is wrong with ${dataset}`}
          columns={[...COLUMNS, SINCE, OWNER]}
          rows={lasting}
          rowKey={keyOf}
          isCurrent={({ isLead }) => isLead}
        />
      )}
      {over.length > 0 && (
        <details className={styles['over']} open={lasting.length === 0}>
          <summary>
            {over.length.toLocaleString('en')} {over.length === 1 ? 'cause is' : 'causes are'} over
          </summary>
          <DataTable
            caption={`What was wrong with ${dataset} and is over`}
            columns={[...COLUMNS, SINCE, UNTIL]}
            rows={over}
            rowKey={keyOf}
          />
        </details>
      )}
    </>
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { key: 'severity', header: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
  {
    key: 'cause',
    header: 'What is wrong',
    isRowHeader: true,
    cell: ({ check, code, message }) => (
      <div className={styles['words']}>
        {check === null ? (
          message
        ) : (
          <Link to="/checks/$id" params={{ id: check }}>
            {message}
          </Link>
        )}
        <p className={styles['dim']}>{check ?? code.replaceAll('_', ' ')}</p>
      </div>
    ),
  },
];

const SINCE: TableColumn<Row> = {
  key: 'since',
  header: 'Since',
  cell: ({ since }) => <Moment at={since} ago />,
};

const UNTIL: TableColumn<Row> = {
  key: 'until',
  header: 'Until',
  cell: ({ until }) => (until === null ? 'it lasts' : <Moment at={until} ago />),
};

const OWNER: TableColumn<Row> = {
  key: 'owner',
  header: 'Owner',
  wideOnly: true,
  cell: ({ owner }) => <div className={styles['name']}>{owner ?? 'nobody is named'}</div>,
};

const keyOf = ({ check, code }: Row): string => `${check ?? ''} ${code}`;
