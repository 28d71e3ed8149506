/** Who was told of an incident, by the name of the channel alone: addresses are nobody's business here. */
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Glyph } from '../../kit/glyph.js';
import { Moment } from '../../kit/moment.js';
import styles from './incident.module.css';

type Row = Schema<'Delivery'>;

const STATES = {
  waiting: ['unknown', 'waiting'],
  sent: ['pass', 'sent'],
  dead: ['fail', 'given up'],
  dropped: ['none', 'not sent: nothing left to tell'],
} as const;

export function DeliveryTable({ deliveries }: { readonly deliveries: readonly Row[] }) {
  return (
    <DataTable
      caption="Messages about this incident, newest first"
      columns={COLUMNS}
      rows={deliveries}
      rowKey={({ id }) => id}
    />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'at',
    header: 'When',
    isRowHeader: true,
    cell: ({ sentAt, createdAt }) => <Moment at={sentAt ?? createdAt} seconds />,
  },
  { key: 'channel', header: 'Channel', cell: ({ channel }) => channel },
  { key: 'occasion', header: 'Occasion', cell: ({ occasion }) => occasion },
  {
    key: 'state',
    header: 'State',
    cell: ({ state, attempts, nextAttempt, error }) => {
      const [health, word] = STATES[state];
      return (
        <div className={styles['words']}>
          <Glyph health={health} /> {word}
          {state === 'waiting' && (
            <>
              , next attempt <Moment at={nextAttempt} ago />
            </>
          )}
          {attempts > 1 && ` after ${String(attempts)} attempts`}
          {error !== null && <p className={styles['dim']}>{error}</p>}
        </div>
      );
    },
  },
];
