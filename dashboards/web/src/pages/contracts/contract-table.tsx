/** Contracts as rows. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { CoverageBar } from '../../kit/coverage-bar.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import styles from './contracts.module.css';

type Row = Schema<'Contract'>;

/** Datasets that a row names. */
const MOST = 4;

export function ContractTable({ contracts }: { readonly contracts: readonly Row[] }) {
  const ids = contracts.map(({ id }) => id);
  const several = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return (
    <DataTable
      caption="Contracts in force"
      columns={columnsOf(several)}
      rows={contracts}
      rowKey={({ id, file }) => `${id}\n${file}`}
    />
  );
}

/** @param several ids of which more than one version is in force: their links say which */
const columnsOf = (several: ReadonlySet<string>): readonly TableColumn<Row>[] => [
  {
    key: 'contract',
    header: 'Contract',
    isRowHeader: true,
    cell: ({ id, name, version, versionsRecorded }) => (
      <div className={styles['name']}>
        <Link to="/contracts/$id" params={{ id }} search={several.has(id) ? { version } : {}}>
          {name ?? id}
        </Link>
        <div className={styles['dim']}>
          {[name === null ? null : id, version].filter((part) => part !== null).join(' · ')}
        </div>
        {versionsRecorded > 1 && (
          <Link
            to="/contracts/$id"
            params={{ id }}
            search={{ tab: 'versions' }}
            className={styles['dim'] ?? ''}
          >
            {versionsRecorded.toLocaleString('en')} versions on record
          </Link>
        )}
      </div>
    ),
  },
  { key: 'status', header: 'Status', wideOnly: true, cell: ({ status }) => status },
  {
    key: 'coverage',
    header: 'Checked',
    cell: ({ id, version, coverage }) => (
      <Link
        to="/contracts/$id"
        params={{ id }}
        search={{ tab: 'coverage', ...(several.has(id) ? { version } : {}) }}
        className={styles['coverage'] ?? ''}
      >
        <CoverageBar executed={coverage.executed} clauses={coverage.clauses} />
      </Link>
    ),
  },
  {
    key: 'datasets',
    header: 'Datasets',
    wideOnly: true,
    cell: ({ datasets }) => <Datasets datasets={datasets} />,
  },
  { key: 'domain', header: 'Domain', wideOnly: true, cell: ({ domain }) => domain ?? '–' },
  {
    key: 'owners',
    header: 'Owners',
    wideOnly: true,
    cell: ({ owners }) => owners.map(({ username }) => username).join(', ') || 'nobody is named',
  },
];

function Datasets({ datasets }: Pick<Row, 'datasets'>) {
  if (datasets.length === 0) return 'none';
  const more = datasets.length - MOST;
  return (
    <ul className={styles['list']}>
      {datasets.slice(0, MOST).map(({ key }) => (
        <li key={key}>
          <Link to="/datasets/$key" params={{ key }}>
            {key}
          </Link>
        </li>
      ))}
      {more > 0 && <li>and {more.toLocaleString('en')} more</li>}
    </ul>
  );
}
