/** The checks of one column, folded where all is well. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Sparkline } from '../../charts/sparkline.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { checkText, kindText, messageText } from '../../kit/kind-text.js';
import { Moment } from '../../kit/moment.js';
import { valueText } from '../../kit/value.js';
import { Verdict } from '../../kit/verdict.js';
import type { ColumnGroup } from './checks-tab.js';
import styles from './dataset.module.css';

type Row = Schema<'DatasetCheck'>;

const COUNTED = [
  ['fail', 'fail'],
  ['unknown', 'unknown'],
  ['warn', 'warn'],
  [null, 'notRun'],
  ['pass', 'pass'],
] as const;

export function ColumnChecks({
  group: { column, checks },
  isFiltered,
}: {
  readonly group: ColumnGroup;
  /** What was searched for is not folded away. */
  readonly isFiltered: boolean;
}) {
  const name = column.column ?? 'Whole dataset';
  const isBad = column.counts.fail + column.counts.unknown + column.counts.warn > 0;
  const about = [column.logicalType, column.classification].filter((text) => text !== null).join(', ');
  return (
    <details className={styles['column']} open={isBad || isFiltered}>
      <summary>
        <h3>{name}</h3>
        {about !== '' && <span className={styles['dim']}>{about}</span>}
        <span className={styles['counts']}>
          {COUNTED.flatMap(([verdict, member]) =>
            column.counts[member] === 0
              ? []
              : [<Verdict key={member} verdict={verdict} count={column.counts[member]} />],
          )}
        </span>
      </summary>
      <DataTable caption={`Checks of ${name}`} columns={COLUMNS} rows={checks} rowKey={({ id }) => id} />
    </details>
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'check',
    header: 'Check',
    isRowHeader: true,
    least: '12rem',
    cell: (check) => (
      <>
        <Link to="/checks/$id" params={{ id: check.id }}>
          {checkText(check)}
        </Link>
        <span className={styles['dim']}>
          {' '}
          {check.name !== null &&
            kindText(check.kind) !== check.qualityDimension &&
            `${kindText(check.kind)} · `}
          {check.qualityDimension}
          {check.severity === 'warn' && ' · only warns'}
        </span>
        {check.description !== null && <p className={styles['dim']}>{check.description}</p>}
        {check.verdict !== null && check.verdict !== 'pass' && (
          <p className={styles['message']}>{messageText(check.message, check)}</p>
        )}
      </>
    ),
  },
  {
    key: 'verdict',
    header: 'Verdict',
    cell: ({ verdict, reason }) => (
      <>
        <Verdict verdict={verdict} />
        {reason !== null && <p className={styles['dim']}>{reason.replaceAll('_', ' ')}</p>}
      </>
    ),
  },
  {
    key: 'value',
    header: 'Value',
    numeric: true,
    least: '6rem',
    cell: ({ observed, unit }) => valueText(observed, unit),
  },
  { key: 'limit', header: 'Limit', least: '7rem', cell: ({ expected }) => expected ?? 'of its own' },
  {
    key: 'since',
    header: 'Since',
    wideOnly: true,
    cell: ({ since }) =>
      since === null ? (
        ''
      ) : (
        <Link to="/runs/$id" params={{ id: since.runId }}>
          <Moment at={since.asOf} />
        </Link>
      ),
  },
  {
    key: 'trend',
    header: 'Last 14 runs',
    wideOnly: true,
    cell: (check) => <Sparkline points={check.trend} label={checkText(check)} />,
  },
];
