/** How a breaker stands, and whether what comes from upstream holds its dataset back. */
import type { Schema } from '../../api/client.js';
import { BreakerPhase, HeldBack } from '../../kit/state-tags.js';
import { isInherited } from './is-inherited.js';
import styles from './gates.module.css';

export function BreakerStanding({ breaker }: { readonly breaker: Schema<'Breaker'> }) {
  const { phase, shadow } = breaker;
  return (
    <span className={styles['tags']}>
      <BreakerPhase phase={phase} />
      {isInherited(breaker) && <HeldBack />}
      {shadow && <span className={styles['dim']}>in shadow: nothing is enforced</span>}
    </span>
  );
}
