/** Clauses of a contract that nothing executes, said aloud. */
import type { Schema } from '../api/client.js';
import { DataTable } from './data-table.js';
import { Section } from './section.js';

export function NotExecuted({ clauses }: { readonly clauses: readonly Schema<'NotExecuted'>[] }) {
  if (clauses.length === 0) return null;
  return (
    <Section title={`Not executed: ${clauses.length.toLocaleString('en')} of the contract’s clauses`}>
      <DataTable
        caption="Clauses of the contract that nothing executes"
        columns={[
          {
            key: 'clause',
            header: 'Clause',
            isRowHeader: true,
            cell: ({ clause }) => (
              <>
                {clause.file}:{clause.line} <code>{clause.path}</code>
              </>
            ),
          },
          { key: 'reason', header: 'Why', cell: ({ reason }) => reason },
        ]}
        rows={clauses}
        rowKey={({ clause, reason }) => `${clause.file} ${clause.path} ${reason}`}
      />
    </Section>
  );
}
