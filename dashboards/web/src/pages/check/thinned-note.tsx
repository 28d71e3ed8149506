/** Says where a long series was thinned, and what that leaves out. */
import type { Schema } from '../../api/client.js';
import styles from './check.module.css';

export function ThinnedNote({ series }: { readonly series: Schema<'CheckSeries'> }) {
  if (!series.thinned) return null;
  const shown = series.asOf.length.toLocaleString('en');
  return (
    <p className={styles['dim']}>
      {shown} of {series.total.toLocaleString('en')} points are shown: the extremes of each stretch, and{' '}
      {series.badLeftOut === 0
        ? 'every point that is not pass'
        : `all but ${series.badLeftOut.toLocaleString('en')} of the points that are not pass`}
      . Choose a shorter period to see all of it.
    </p>
  );
}
