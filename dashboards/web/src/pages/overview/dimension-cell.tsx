/** One dimension of one dataset: sign, count of what is as bad as the worst, and the way to its checks. */
import { Link } from '@tanstack/react-router';
import { Glyph, HEALTH_WORDS } from '../../kit/glyph.js';
import { dimensionWords, worstCount, type DimensionStanding } from './dimensions.js';
import styles from './overview.module.css';

interface DimensionCellProps {
  readonly dataset: string;
  readonly standing: DimensionStanding;
  /** The word beside the count, where no column names the dimension. */
  readonly isNamed?: boolean;
}

export function DimensionCell({ dataset, standing, isNamed = false }: DimensionCellProps) {
  const { dimension, health } = standing;
  const words = dimensionWords(standing);
  return (
    <Link
      to="/datasets/$key"
      params={{ key: dataset }}
      search={{ dimension }}
      preload={false}
      className={styles['cell'] ?? ''}
      data-health={health ?? 'none'}
      title={words}
      {...(isNamed ? {} : { 'aria-label': words })}
    >
      <Glyph health={health ?? 'none'} size={13} />
      {isNamed && <span>{dimension}</span>}
      <span className={styles['number']}>
        {worstCount(standing)}
        {isNamed && <span className={styles['hidden']}> {HEALTH_WORDS[health ?? 'none']}</span>}
      </span>
    </Link>
  );
}
