/** Which dataset, how well it is, whose it is, and whether a run of it is overdue. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Glyph } from '../../kit/glyph.js';
import { Moment, momentText } from '../../kit/moment.js';
import { Verdict } from '../../kit/verdict.js';
import styles from './overview.module.css';

export function DatasetName({ row }: { readonly row: Schema<'OverviewDataset'> }) {
  const { dataset, name, health, worstCheck, owners, domain, staleSince, staleBy, incident } = row;
  return (
    <div className={styles['name']}>
      <span className={styles['states']}>
        <Link to="/datasets/$key" params={{ key: dataset }} preload={false} className={styles['link'] ?? ''}>
          {name}
        </Link>
        {worstCheck === null ? (
          <Verdict verdict={health} />
        ) : (
          <Link
            to="/checks/$id"
            params={{ id: worstCheck }}
            preload={false}
            className={styles['bare'] ?? ''}
            title={`The check that is worst: ${worstCheck}`}
          >
            <Verdict verdict={health} />
          </Link>
        )}
        {incident !== null && (
          <Link
            to="/incidents/$id"
            params={{ id: incident.id }}
            preload={false}
            className={styles['small'] ?? ''}
            title={incident.title}
          >
            incident{incident.state === 'acknowledged' ? ', acknowledged' : ''}
          </Link>
        )}
      </span>
      <span className={styles['dim']}>{[domain, ...owners].filter((each) => each !== null).join(' · ')}</span>
      {staleSince !== null && (
        <span className={styles['stale']} title={`since ${momentText(staleSince)}, by ${byWords(staleBy)}`}>
          <Glyph health="warn" size={12} /> overdue, due <Moment at={staleSince} ago />
        </span>
      )}
    </div>
  );
}

const byWords = (by: 'schedule' | 'rhythm' | null): string =>
  by === 'schedule' ? 'the schedule' : 'its own rhythm';
