/** What a clause became: links to its checks, or why nothing executes it. */
import type { Schema } from '../../api/client.js';
import { CheckLink } from '../../kit/check-link.js';
import { Glyph } from '../../kit/glyph.js';
import styles from './contract.module.css';

interface ClauseFateProps {
  readonly fate: {
    readonly checks: readonly (Pick<Schema<'ClauseFate'>['checks'][number], 'id' | 'kind'> &
      Partial<Schema<'ClauseFate'>['checks'][number]>)[];
    readonly notExecuted: string | null;
  };
  /** Key of the dataset that the clause is of. */
  readonly dataset: string;
}

export function ClauseFate({ fate: { checks, notExecuted }, dataset }: ClauseFateProps) {
  if (checks.length === 0 && notExecuted === null) return 'nothing to check';
  return (
    <ul className={styles['lines']}>
      {checks.map(({ id, expected, severity }) => (
        <li key={id} className={styles['text']}>
          <CheckLink id={id} within={dataset} />
          {typeof expected === 'string' && <span className={styles['dim']}> {expected}</span>}
          {severity === 'warn' && <span className={styles['dim']}> (warns)</span>}
        </li>
      ))}
      {notExecuted !== null && (
        <li className={`${styles['text'] ?? ''} ${styles['notExecuted'] ?? ''}`}>
          <Glyph health="warn" /> not executed: {notExecuted}
        </li>
      )}
    </ul>
  );
}
