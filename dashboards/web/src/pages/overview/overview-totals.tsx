/** How many datasets are how well; each number leads to those that it counts. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client.js';
import { Glyph, HEALTH_WORDS, type Health } from '../../kit/glyph.js';
import styles from './totals.module.css';

const HEALTHS = [
  { health: 'fail', count: 'fail' },
  { health: 'unknown', count: 'unknown' },
  { health: 'warn', count: 'warn' },
  { health: 'pass', count: 'pass' },
  { health: 'never_run', count: 'neverRun' },
] as const;

export function OverviewTotals({ totals }: { readonly totals: Schema<'OverviewTotals'> }) {
  const { datasets, health: healths, checks, blocked, incidents, stale } = totals;
  const all = checks.pass + checks.warn + checks.fail + checks.unknown + checks.notRun;
  return (
    <ul className={styles['totals']} aria-label="Totals">
      <li className={styles['whole']}>
        <strong>{number(datasets)}</strong> {datasets === 1 ? 'dataset' : 'datasets'}
        <span className={styles['dim']}>
          {number(all)} {all === 1 ? 'check' : 'checks'}
        </span>
      </li>
      {HEALTHS.map(({ health, count }) => (
        <li key={health}>
          <Link to="/" search={(old) => ({ ...old, health })} className={styles['tile'] ?? ''}>
            <Count value={healths[count]} health={health === 'never_run' ? 'none' : health}>
              {HEALTH_WORDS[health === 'never_run' ? 'none' : health]}
            </Count>
          </Link>
        </li>
      ))}
      <li>
        <Link to="/gates" className={styles['tile'] ?? ''}>
          <Count value={blocked} health={blocked > 0 ? 'fail' : 'pass'}>
            blocked
          </Count>
        </Link>
      </li>
      <li>
        <Link to="/incidents" className={styles['tile'] ?? ''}>
          <Count value={incidents} health={incidents > 0 ? 'fail' : 'pass'}>
            with an incident
          </Count>
        </Link>
      </li>
      <li>
        <a href="#stale" className={styles['tile']}>
          <Count value={stale} health={stale > 0 ? 'warn' : 'pass'}>
            overdue
          </Count>
        </a>
      </li>
    </ul>
  );
}

/** A count of nothing is quiet. */
function Count({
  value,
  health,
  children,
}: {
  readonly value: number;
  readonly health: Health;
  readonly children: ReactNode;
}) {
  return (
    <span className={styles['count']} data-health={value === 0 ? 'none' : health}>
      <strong>{number(value)}</strong>
      <span className={styles['word']}>
        <Glyph health={health} size={12} /> {children}
      </span>
    </span>
  );
}

const number = (value: number): string => value.toLocaleString('en');
