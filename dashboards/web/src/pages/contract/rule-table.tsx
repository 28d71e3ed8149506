/** The rules of a dataset, each with the checks that it became. */
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Section } from '../../kit/section.js';
import { ClauseFate } from './clause-fate.js';
import styles from './contract.module.css';

type Rule = Schema<'ContractRule'>;

export function RuleTable({ dataset: { key, rules } }: { readonly dataset: Schema<'ContractDataset'> }) {
  if (rules.length === 0) return null;
  return (
    <Section level={3} title={`Rules: ${rules.length.toLocaleString('en')}`}>
      <DataTable
        caption={`Rules of ${key}`}
        columns={columnsOf(key)}
        rows={rules}
        rowKey={({ place }) => place.path}
      />
    </Section>
  );
}

const columnsOf = (key: string): readonly TableColumn<Rule>[] => [
  { key: 'rule', header: 'Rule', isRowHeader: true, cell: (rule) => <RuleText rule={rule} /> },
  { key: 'column', header: 'Column', cell: ({ column }) => column ?? 'the dataset' },
  {
    key: 'dimension',
    header: 'Dimension',
    wideOnly: true,
    cell: ({ dimension, checks }) => dimension ?? checks[0]?.dimension ?? '–',
  },
  { key: 'severity', header: 'Severity', wideOnly: true, cell: ({ severity }) => severity ?? 'as usual' },
  { key: 'fate', header: 'Became', cell: (rule) => <ClauseFate fate={rule} dataset={key} /> },
];

function RuleText({ rule }: { readonly rule: Rule }) {
  const { name, description, id, metric, type, query, tags } = rule;
  const title = name ?? description ?? id ?? metric ?? type;
  return (
    <div className={styles['text']}>
      {title}
      {name !== null && description !== null && <div className={styles['dim']}>{description}</div>}
      <div className={styles['dim']}>
        {[id === title ? null : id, type, metric, ...tags].filter((part) => part !== null).join(' · ')}
      </div>
      {query !== null && <pre className={styles['query']}>{query}</pre>}
    </div>
  );
}
