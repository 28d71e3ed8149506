/** How many clauses of a contract became checks: as a bar, and as words. */
import styles from './coverage-bar.module.css';

interface CoverageBarProps {
  readonly executed: number;
  readonly clauses: number;
}

/** `41 of 42 clauses checked`. */
export function coverageText({ executed, clauses }: CoverageBarProps): string {
  if (clauses === 0) return 'no clauses';
  const of = `${executed.toLocaleString('en')} of ${clauses.toLocaleString('en')}`;
  return `${of} ${clauses === 1 ? 'clause' : 'clauses'} checked`;
}

export function CoverageBar({ executed, clauses }: CoverageBarProps) {
  const share = clauses === 0 ? 0 : executed / clauses;
  return (
    <span className={styles['coverage']}>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className={styles['bar']}>
        <rect className={styles['all']} width={100} height={8} rx={2} />
        <rect className={styles['done']} width={share * 100} height={8} rx={2} />
      </svg>
      <span>{coverageText({ executed, clauses })}</span>
    </span>
  );
}
