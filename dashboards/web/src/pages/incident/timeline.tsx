/** What happened to an incident, the latest first. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { isOfChannel } from '../../kit/is-of-channel.js';
import { Moment } from '../../kit/moment.js';
import styles from './incident.module.css';

export function Timeline({ incident }: { readonly incident: Schema<'IncidentDetail'> }) {
  const { timeline: events } = incident;
  return (
    <ol className={styles['timeline']} reversed>
      {events.toReversed().map(({ at, happening, by, message, decision }, place) => (
        <li key={`${String(events.length - place)} ${at}`}>
          <Moment at={at} seconds />
          <div>
            <strong>{happening.replaceAll('_', ' ')}</strong>
            {by !== null && <> by {by}</>}: {message}{' '}
            {decision !== null && !isOfChannel(incident) && (
              <Link to="/decisions/$id" params={{ id: decision }}>
                decision
              </Link>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
