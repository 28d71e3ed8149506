/** Where nothing new may pass, with the reason once for all edges that have it. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Section } from '../../kit/section.js';
import styles from './lineage.module.css';
import { Lock } from './lock.js';

export function HeldBack({ lineage: { edges } }: { readonly lineage: Schema<'LineageLayout'> }) {
  const blocked = edges.filter(({ blocked: isBlocked }) => isBlocked);
  if (blocked.length === 0) return null;
  const reasons = [...new Set(blocked.map(({ reason }) => reason ?? ''))];
  return (
    <Section title="Held back">
      {reasons.map((reason) => (
        <div key={reason} className={styles['reason']}>
          <p>{reason}</p>
          <ul>
            {blocked
              .filter((edge) => (edge.reason ?? '') === reason)
              .map(({ from, to }) => (
                <li key={`${from}\n${to}`}>
                  <Lock /> <DatasetLink dataset={from} /> <span aria-label="to">→</span>{' '}
                  <DatasetLink dataset={to} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function DatasetLink({ dataset }: { readonly dataset: string }) {
  return (
    <Link to="/datasets/$key" params={{ key: dataset }}>
      {dataset}
    </Link>
  );
}
