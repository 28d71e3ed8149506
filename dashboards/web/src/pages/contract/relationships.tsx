/** What the columns of a dataset refer to. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Section } from '../../kit/section.js';
import { ClauseFate } from './clause-fate.js';
import styles from './contract.module.css';

type Relationship = Schema<'ContractRelationship'>;

export function Relationships({ dataset }: { readonly dataset: Schema<'ContractDataset'> }) {
  const { key, relationships } = dataset;
  if (relationships.length === 0) return null;
  return (
    <Section level={3} title={`References: ${relationships.length.toLocaleString('en')}`}>
      <DataTable
        caption={`What ${key} refers to`}
        columns={columnsOf(key)}
        rows={relationships}
        rowKey={({ place, from }) => `${place.path} ${from.join('\n')}`}
      />
    </Section>
  );
}

const columnsOf = (key: string): readonly TableColumn<Relationship>[] => [
  { key: 'from', header: 'Columns', isRowHeader: true, cell: ({ from }) => from.join(', ') },
  { key: 'to', header: 'Refer to', cell: (relationship) => <Target relationship={relationship} /> },
  { key: 'fate', header: 'Became', cell: (each) => <ClauseFate fate={each} dataset={key} /> },
];

function Target({ relationship: { to, target } }: { readonly relationship: Relationship }) {
  if (target !== null)
    return (
      <span className={styles['path']}>
        <Link to="/datasets/$key" params={{ key: target.dataset }}>
          {target.dataset}
        </Link>{' '}
        ({target.columns.join(', ')})
      </span>
    );
  return to === null ? 'a dataset that you may not see' : `${to.join(', ')} (in no contract of this project)`;
}
