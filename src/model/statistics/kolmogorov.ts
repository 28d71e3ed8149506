/** The Kolmogorov distribution: how far two empirical distributions of one source lie apart. */
import { upperQuantile } from './quantile-of.js';

/** P(K > x) in the limit of large samples: 2 Σ (−1)^(k−1) exp(−2 k² x²), and its mirror form near 0, where that converges slowly. */
export function kolmogorovUpper(x: number): number {
  if (x <= 0) return 1;
  return x < 1.18 ? 1 - lowerForm(x) : upperForm(x);
}

function upperForm(x: number): number {
  let sum = 0;
  for (let k = 1; k <= 20; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}

function lowerForm(x: number): number {
  const y = (Math.PI * Math.PI) / (8 * x * x);
  let sum = 0;
  for (let k = 1; k <= 39; k += 2) sum += Math.exp(-k * k * y);
  return (Math.sqrt(2 * Math.PI) / x) * sum;
}

/** The x with P(K > x) = p: 1.3581 at 5 %, 1.6276 at 1 %. */
export function kolmogorovCritical(p: number): number {
  return upperQuantile(kolmogorovUpper, p);
}

/**
 * p-value of the two-sample Kolmogorov–Smirnov distance `d` between samples of n and m, by the limit distribution with the
 * correction for finite samples of Stephens (1970): x = (√e + 0.12 + 0.11 ÷ √e) d, e = nm ÷ (n + m). On binned data the
 * distance can only be smaller, so the p-value only larger: the test errs to the quiet side.
 */
export function ksPValue(d: number, n: number, m: number): number {
  const root = Math.sqrt(m === Number.POSITIVE_INFINITY ? n : (n * m) / (n + m));
  return kolmogorovUpper((root + 0.12 + 0.11 / root) * d);
}
