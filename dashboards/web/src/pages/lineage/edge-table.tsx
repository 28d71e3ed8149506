/** What feeds what, as a table. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Lock } from './lock.js';

type Edge = Schema<'LineageLayout'>['edges'][number];

export function EdgeTable({ edges }: { readonly edges: readonly Edge[] }) {
  if (edges.length === 0) return <p>None of these datasets feeds another.</p>;
  return (
    <DataTable
      caption="Which dataset feeds which, and whether anything new may pass"
      columns={COLUMNS}
      rows={edges}
      rowKey={({ from, to }) => `${from}\n${to}`}
    />
  );
}

const dataset = (key: string) => (
  <Link to="/datasets/$key" params={{ key }}>
    {key}
  </Link>
);

const COLUMNS: readonly TableColumn<Edge>[] = [
  { key: 'from', header: 'From', isRowHeader: true, cell: ({ from }) => dataset(from) },
  { key: 'to', header: 'To', cell: ({ to }) => dataset(to) },
  {
    key: 'state',
    header: 'State',
    cell: ({ blocked }) =>
      blocked ? (
        <span>
          <Lock /> held back
        </span>
      ) : (
        'may pass'
      ),
  },
];
