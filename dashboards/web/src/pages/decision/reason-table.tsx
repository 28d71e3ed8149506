/** All reasons of a decision: what each check found, what it may be, whose it is, since which run. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { CheckLink } from '../../kit/check-link.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Glyph } from '../../kit/glyph.js';
import { valueText } from '../../kit/value.js';
import styles from './decision.module.css';

type Row = Schema<'Reason'> & { readonly place: number; readonly dataset: string };

const EFFECTS = {
  block: ['fail', 'blocks'],
  warn: ['warn', 'warns'],
  pass: ['none', 'is let pass'],
} as const;

export function ReasonTable({ decision }: { readonly decision: Schema<'DecisionAnswer'> }) {
  const { reasons, dataset } = decision;
  return (
    <DataTable
      caption={`Reasons of the decision on ${dataset}, the heaviest first`}
      columns={COLUMNS}
      rows={reasons.map((reason, place) => ({ ...reason, place, dataset }))}
      rowKey={({ place }) => String(place)}
    />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'what',
    header: 'What',
    isRowHeader: true,
    cell: ({ check, rootCause, code, dataset, effect, overriddenBy }) => (
      <div className={styles['name']}>
        <Effect effect={effect} isLifted={overriddenBy !== null} />
        {check !== null && <CheckLink id={check} within={dataset} />}
        {check === null && rootCause !== null && (
          <Link to="/datasets/$key" params={{ key: rootCause }}>
            {rootCause}
          </Link>
        )}
        <p className={styles['dim']}>
          <code>{code}</code>
        </p>
      </div>
    ),
  },
  {
    key: 'message',
    header: 'Why',
    cell: ({ message }) => <div className={styles['words']}>{message}</div>,
  },
  {
    key: 'observed',
    header: 'Value',
    numeric: true,
    cell: ({ observed }) => valueText(observed, 'value'),
  },
  {
    key: 'expected',
    header: 'Limit',
    cell: ({ expected }) => <div className={styles['limit']}>{expected ?? '–'}</div>,
  },
  { key: 'owner', header: 'Owner', wideOnly: true, cell: ({ owner }) => owner ?? 'nobody is named' },
  {
    key: 'first',
    header: 'Bad since',
    wideOnly: true,
    cell: ({ firstBadRun }) =>
      firstBadRun === null ? (
        '–'
      ) : (
        <Link to="/runs/$id" params={{ id: firstBadRun }}>
          run
        </Link>
      ),
  },
];

function Effect({ effect, isLifted }: { readonly effect: Row['effect']; readonly isLifted: boolean }) {
  const [health, word] = EFFECTS[effect];
  return (
    <p className={styles['effect']}>
      <Glyph health={health} /> {word}
      {isLifted && ' (lifted by an override)'}
    </p>
  );
}
