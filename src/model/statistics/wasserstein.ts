/** Wasserstein distance of two binned numeric distributions. */
import type { Counts } from './binned.js';
import { shares } from './binned.js';

/**
 * W1 = ∫ |F − G| over the values (Vallender, 1974), in the unit of the values, from counts below the first edge, in each bin, and above the last. Within a
 * bin both distributions are taken as even, so the difference is a straight line there. What lies beyond the outer edges has no
 * place; W1 is never below the difference of the means, which makes up for it where the means are known.
 */
export function wasserstein(
  edges: readonly number[],
  base: Counts,
  now: Counts,
  meanDifference: number | null,
): number {
  const gaps = cumulated(base, now);
  let area = 0;
  for (let bin = 1; bin < edges.length; bin += 1) {
    const width = (edges[bin] ?? 0) - (edges[bin - 1] ?? 0);
    area += width * meanAbsolute(gaps[bin - 1] ?? 0, gaps[bin] ?? 0);
  }
  return Math.max(area, Math.abs(meanDifference ?? 0));
}

/** G − F at each edge: after the tail below, then after each bin. */
function cumulated(base: Counts, now: Counts): number[] {
  const q = shares(now);
  let gap = 0;
  return shares(base).map((p, bin) => (gap += (q[bin] ?? 0) - p));
}

/** Mean of |x| along a straight line from a to b. */
function meanAbsolute(a: number, b: number): number {
  return a * b >= 0 ? Math.abs(a + b) / 2 : (a * a + b * b) / (2 * Math.abs(a - b));
}

/** Mean, standard deviation and size of one sample. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly stddev: number;
}

/** The moments of samples put together; null for none. */
export function pooledMoments(samples: readonly Moments[]): Moments | null {
  const n = samples.reduce((sum, sample) => sum + sample.n, 0);
  if (n === 0) return null;
  const mean = samples.reduce((sum, sample) => sum + (sample.n / n) * sample.mean, 0);
  const squares = samples.reduce(
    (sum, sample) =>
      sum + Math.max(0, sample.n - 1) * sample.stddev ** 2 + sample.n * (sample.mean - mean) ** 2,
    0,
  );
  return { n, mean, stddev: n < 2 ? 0 : Math.sqrt(squares / (n - 1)) };
}
