/** The service levels that a contract promises for a dataset. */
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Section } from '../../kit/section.js';
import { ClauseFate } from './clause-fate.js';
import styles from './contract.module.css';

type Sla = Schema<'ContractSla'>;

export function SlaTable({ dataset: { key, slas } }: { readonly dataset: Schema<'ContractDataset'> }) {
  if (slas.length === 0) return null;
  return (
    <Section level={3} title={`Service levels: ${slas.length.toLocaleString('en')}`}>
      <DataTable
        caption={`Service levels of ${key}`}
        columns={columnsOf(key)}
        rows={slas}
        rowKey={({ place, column }) => `${place.path} ${column ?? ''}`}
      />
    </Section>
  );
}

const columnsOf = (key: string): readonly TableColumn<Sla>[] => [
  {
    key: 'property',
    header: 'Promise',
    isRowHeader: true,
    cell: ({ property, description }) => (
      <div className={styles['path']}>
        {property}
        {description !== null && <div className={styles['dim']}>{description}</div>}
      </div>
    ),
  },
  { key: 'value', header: 'Value', cell: valueOf },
  { key: 'column', header: 'Told by', cell: ({ column }) => column ?? '–' },
  { key: 'fate', header: 'Became', cell: (sla) => <ClauseFate fate={sla} dataset={key} /> },
];

function valueOf({ value, valueExt, unit, timezone, schedule }: Sla): string {
  const amount = [value, unit].filter((part) => part !== null).join(' ');
  const until = valueExt === null ? '' : ` to ${String(valueExt)}`;
  const when = [schedule, timezone].filter((part) => part !== null).join(' ');
  return `${amount}${until}${when === '' ? '' : ` (${when})`}` || '–';
}
