/** What happened to an incident, the latest first; what one decision did many times over is one line that opens. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { isOfChannel } from '../../kit/is-of-channel.js';
import { Moment } from '../../kit/moment.js';
import styles from './incident.module.css';
import { timelineGroups } from './timeline-groups.js';

export function Timeline({ incident }: { readonly incident: Schema<'IncidentDetail'> }) {
  const groups = timelineGroups(incident.timeline).toReversed();
  return (
    <ol className={styles['timeline']}>
      {groups.map(({ first: { at, happening, by, message, decision }, others }, place) => (
        <li key={`${String(groups.length - place)} ${at}`}>
          <Moment at={at} seconds />
          <div>
            <strong>{happening.replaceAll('_', ' ')}</strong>
            {by !== null && <> by {by}</>}: {message}{' '}
            {decision !== null && !isOfChannel(incident) && (
              <Link to="/decisions/$id" params={{ id: decision }}>
                decision
              </Link>
            )}
            {others.length > 0 && <Others events={others} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Others({ events }: { readonly events: readonly Schema<'IncidentEvent'>[] }) {
  return (
    <details className={styles['others']}>
      <summary>and {events.length.toLocaleString('en')} more</summary>
      <ul>
        {events.map(({ message }, place) => (
          <li key={`${String(place)} ${message}`}>{message}</li>
        ))}
      </ul>
    </details>
  );
}
