/** The chi-square distribution. */
import { upperGamma } from './incomplete-gamma.js';
import { upperQuantile } from './quantile-of.js';

/** P(X > x) for `df` degrees of freedom: Q(df ÷ 2, x ÷ 2). */
export function chiSquareUpper(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/** The value that is exceeded with probability `p` (0 < p < 1): the critical value at level p. */
export function chiSquareCritical(p: number, df: number): number {
  return upperQuantile((x) => chiSquareUpper(x, df), p);
}
