/** Student's t distribution. */
import { incompleteBeta } from './incomplete-beta.js';
import { upperQuantile } from './quantile-of.js';

/** P(T > t) for `df` degrees of freedom (fractions too), t ≥ 0: ½ I_x(df ÷ 2, ½) with x = df ÷ (df + t²). */
export function studentUpper(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
}

/** The value that is exceeded with probability `p` (0 < p ≤ ½): one-sided critical value. */
export function studentCritical(p: number, df: number): number {
  return upperQuantile((t) => studentUpper(t, df), p);
}
