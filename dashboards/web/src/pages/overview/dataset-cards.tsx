/** The same as the table, for a narrow page: a card a dataset. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { RunStrip } from '../../charts/run-strip.js';
import { DatasetName } from './dataset-name.js';
import { DimensionCell } from './dimension-cell.js';
import { GateCell } from './gate-cell.js';
import styles from './overview.module.css';

interface DatasetCardsProps {
  readonly label: string;
  readonly rows: readonly Schema<'OverviewDataset'>[];
}

export function DatasetCards({ label, rows }: DatasetCardsProps) {
  return (
    <ul className={styles['cards']} aria-label={label}>
      {rows.map((row) => (
        <li key={row.dataset} className={styles['card']}>
          <div className={styles['cardhead']}>
            <DatasetName row={row} />
            <GateCell dataset={row.dataset} gate={row.gate} />
          </div>
          <ul className={styles['dimensions']} aria-label="Quality dimensions">
            {row.dimensions.map((standing) => (
              <li key={standing.dimension}>
                <DimensionCell dataset={row.dataset} standing={standing} isNamed />
              </li>
            ))}
          </ul>
          <Link to="/runs" search={{ dataset: row.dataset }} className={styles['bare'] ?? ''}>
            <RunStrip runs={row.runs} label="Last runs" links={false} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
