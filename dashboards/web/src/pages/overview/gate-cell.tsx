/** How the gate stands, in a word: what holds the data back, else what was decided last. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Glyph, type Health } from '../../kit/glyph.js';
import { Moment } from '../../kit/moment.js';
import styles from './overview.module.css';

type Gate = Schema<'OverviewGate'>;

/** Sign and word; the word alone says it all. */
function told({ breaker, blocked, inherited, outcome, shadow }: Gate): readonly [Health, string] {
  if (blocked) return ['fail', inherited ? 'held back' : breaker === 'isolated' ? 'isolated' : 'blocked'];
  if (breaker === 'half_open') return ['warn', 'half open'];
  if (shadow && outcome === 'block') return ['warn', 'would block'];
  if (outcome === null) return ['none', 'never asked'];
  if (breaker !== 'closed') return ['warn', 'let through'];
  if (outcome === 'block') return ['fail', 'blocked'];
  return outcome === 'allow' ? ['pass', 'allowed'] : ['warn', 'allowed'];
}

export function GateCell({ dataset, gate }: { readonly dataset: string; readonly gate: Gate }) {
  const [health, word] = told(gate);
  return (
    <span className={styles['gate']}>
      <Link
        to="/datasets/$key"
        params={{ key: dataset }}
        search={{ tab: gate.blocked ? 'breaker' : 'decisions' }}
        preload={false}
        className={styles['cell'] ?? ''}
        data-health={health}
      >
        <Glyph health={health} size={13} /> {word}
      </Link>
      {gate.shadow && <span className={styles['dim']}>shadow</span>}
      {gate.blocked && gate.blockedBy[0] !== undefined && (
        <span className={styles['dim']}>by {gate.blockedBy[0]}</span>
      )}
      {gate.blocked && !gate.inherited && gate.since !== null && (
        <span className={styles['dim']}>
          <Moment at={gate.since} ago />
        </span>
      )}
    </span>
  );
}
