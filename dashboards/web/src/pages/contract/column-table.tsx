/** The columns that a contract declares, with what their values must be. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Section } from '../../kit/section.js';
import styles from './contract.module.css';

type Column = Schema<'ContractColumn'>;

export function ColumnTable({ dataset }: { readonly dataset: Schema<'ContractDataset'> }) {
  const { key, columns, columnCount } = dataset;
  return (
    <Section level={3} title={`Columns: ${columnCount.toLocaleString('en')}`}>
      {columns.length === 0 ? (
        <p>{columnCount === 0 ? 'It declares no columns.' : 'Not shown: the answer holds no more.'}</p>
      ) : (
        <DataTable
          caption={`Columns of ${key}`}
          columns={COLUMNS}
          rows={columns}
          rowKey={({ path }) => path}
        />
      )}
      {columns.length > 0 && columns.length < columnCount && (
        <p>
          The first {columns.length.toLocaleString('en')} of {columnCount.toLocaleString('en')}.
        </p>
      )}
      <p className={styles['dim']}>
        <Link to="/datasets/$key" params={{ key }} search={{ tab: 'checks' }} className="no-print">
          The checks of these columns
        </Link>
      </p>
    </Section>
  );
}

const COLUMNS: readonly TableColumn<Column>[] = [
  {
    key: 'path',
    header: 'Column',
    isRowHeader: true,
    cell: ({ path, name, depth, businessName, description }) => (
      <div className={styles['path']} style={{ paddingInlineStart: `${String(Math.min(depth, 6))}rem` }}>
        {path}
        {businessName !== null && <div className={styles['dim']}>{businessName}</div>}
        {businessName === null && depth === 0 && name !== path && <div className={styles['dim']}>{name}</div>}
        {description !== null && <div className={styles['dim']}>{description}</div>}
      </div>
    ),
  },
  {
    key: 'type',
    header: 'Type',
    cell: ({ logicalType, physicalType }) =>
      [logicalType, physicalType].filter((type) => type !== null).join(' · ') || 'any',
  },
  { key: 'keys', header: 'Key', cell: keysText },
  { key: 'required', header: 'Required', cell: ({ required }) => (required ? 'required' : 'may be null') },
  {
    key: 'values',
    header: 'Values',
    cell: ({ constraints }) => <span className={styles['path']}>{constraints.join(', ') || '–'}</span>,
  },
  {
    key: 'classification',
    header: 'Classification',
    wideOnly: true,
    cell: ({ classification, tags }) =>
      [classification, ...tags].filter((part) => part !== null).join(', ') || '–',
  },
  { key: 'checks', header: 'Checks', numeric: true, cell: ({ checks }) => checks },
];

function keysText({ primaryKey, unique, partition }: Column): string {
  const parts = [
    primaryKey === null ? '' : `primary key ${String(primaryKey)}`,
    unique ? 'unique' : '',
    partition === null ? '' : `partition ${String(partition)}`,
  ];
  return parts.filter((part) => part !== '').join(', ') || '–';
}
