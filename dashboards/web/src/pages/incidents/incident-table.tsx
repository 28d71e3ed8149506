/** Incidents as a table: each one click from its page and from the check that weighs most. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { CheckLink } from '../../kit/check-link.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { IncidentActions } from '../../kit/incident-actions.js';
import { IncidentSubject } from '../../kit/incident-subject.js';
import { Moment } from '../../kit/moment.js';
import { IncidentState, Severity } from '../../kit/state-tags.js';
import { valueText } from '../../kit/value.js';
import styles from './incidents.module.css';

type Row = Schema<'Incident'>;

export function IncidentTable({ incidents }: { readonly incidents: readonly Row[] }) {
  return (
    <DataTable caption="Incidents, newest first" columns={COLUMNS} rows={incidents} rowKey={({ id }) => id} />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'state',
    header: 'State',
    cell: ({ severity, state, acknowledgedBy }) => (
      <div className={styles['state']}>
        <Severity severity={severity} />
        <IncidentState state={state} />
        {acknowledgedBy !== null && state === 'acknowledged' && (
          <span className={styles['dim']}>by {acknowledgedBy}</span>
        )}
      </div>
    ),
  },
  {
    key: 'title',
    header: 'What is wrong',
    isRowHeader: true,
    cell: ({ id, title, lead, dataset }) => (
      <div className={styles['words']}>
        <Link to="/incidents/$id" params={{ id }}>
          {title}
        </Link>
        {typeof lead?.check === 'string' && (
          <p className={styles['dim']}>
            Check: <CheckLink id={lead.check} within={dataset} />
          </p>
        )}
      </div>
    ),
  },
  {
    key: 'dataset',
    header: 'Dataset',
    cell: ({ dataset }) => (
      <div className={styles['name']}>
        <IncidentSubject dataset={dataset} />
      </div>
    ),
  },
  {
    key: 'value',
    header: 'Value and limit',
    cell: ({ lead }) => (
      <div className={styles['value']}>
        <strong>{valueText(lead?.observed, lead?.unit ?? 'value')}</strong>
        {typeof lead?.expected === 'string' && <p className={styles['dim']}>allowed {lead.expected}</p>}
      </div>
    ),
  },
  {
    key: 'owner',
    header: 'Owner, since when',
    least: '10.5rem',
    cell: ({ owner, openedAt }) => (
      <div className={styles['name']}>
        {owner ?? 'nobody is named'}
        <p className={styles['dim']}>
          since <Moment at={openedAt} ago />
        </p>
      </div>
    ),
  },
  { key: 'act', header: 'Act', cell: (incident) => <IncidentActions incident={incident} /> },
];
