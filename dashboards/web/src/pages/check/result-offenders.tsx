/** The values that broke the rule, as far as the run recorded them. */
import type { Schema } from '../../api/client.js';
import { DataTable } from '../../kit/data-table.js';
import { Section } from '../../kit/section.js';
import styles from './check.module.css';

export function ResultOffenders({ offenders }: { readonly offenders: Schema<'CheckOffenders'> }) {
  if (offenders.hidden)
    return (
      <Section title="Offending values" level={3}>
        <p className={styles['dim']}>The column is not public: its values are not shown.</p>
      </Section>
    );
  const rows = offenders.values.map((each, place) => ({ ...each, place }));
  const counted = rows.some(({ count }) => count !== null);
  return (
    <Section title="Offending values" level={3}>
      <DataTable
        caption="Values that broke the rule"
        columns={[
          {
            key: 'value',
            header: 'Value',
            isRowHeader: true,
            cell: ({ value }) => <code>{value === null ? 'NULL' : String(value)}</code>,
          },
          ...(counted
            ? [
                {
                  key: 'count',
                  header: 'Rows',
                  numeric: true,
                  cell: ({ count }: (typeof rows)[number]) =>
                    typeof count === 'number' ? count.toLocaleString('en') : (count ?? '–'),
                },
              ]
            : []),
        ]}
        rows={rows}
        rowKey={({ place }) => String(place)}
      />
    </Section>
  );
}
