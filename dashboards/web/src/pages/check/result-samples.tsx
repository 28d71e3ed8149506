/** Rows that broke the rule, as the run read them: the key and the columns in question, classified values masked. */
import { DataTable } from '../../kit/data-table.js';
import { Section } from '../../kit/section.js';
import styles from './check.module.css';

interface ResultSamplesProps {
  readonly samples: readonly unknown[];
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown';
}

type Row = { readonly place: number; readonly values: Readonly<Record<string, unknown>> };

export function ResultSamples({ samples, verdict }: ResultSamplesProps) {
  const rows = samples.flatMap((sample, place): readonly Row[] =>
    typeof sample === 'object' && sample !== null ? [{ place, values: { ...sample } }] : [],
  );
  if (rows.length === 0)
    return verdict === 'fail' || verdict === 'warn' ? (
      <p className={styles['dim']}>
        This run kept no sample rows. <code>assay check --samples 10</code> reads some, where the policy
        allows it.
      </p>
    ) : null;
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  return (
    <Section title="Sample rows" level={3}>
      <DataTable
        caption="Some of the rows that broke the rule"
        columns={names.map((name) => ({
          key: name,
          header: name,
          cell: ({ values }: Row) => <code>{cellText(values[name])}</code>,
        }))}
        rows={rows}
        rowKey={({ place }) => String(place)}
      />
      <p className={styles['dim']}>Values of columns that are not public stand as ***.</p>
    </Section>
  );
}

function cellText(value: unknown): string {
  if (value === null) return 'NULL';
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
