/** How far apart two samples of one distribution look by chance: what a limit on drift must stand above. */
import { EMPTY_SHARE, shares, usedBins, type Counts } from './binned.js';
import { chiSquareCritical } from './chi-square.js';
import { kolmogorovCritical } from './kolmogorov.js';

export type Distance = 'psi' | 'ks' | 'jensenShannon' | 'wasserstein' | 'totalVariation';

/** How often, at most, two samples of one distribution may look further apart than the floor. */
export const CHANCE = 0.01;

/** Two binned samples; `edges` and `stddev` (of the baseline) only for wasserstein. */
export interface Pair {
  readonly base: Counts;
  readonly now: Counts;
  readonly edges: readonly number[] | null;
  readonly stddev: number | null;
}

/** How many rows each of the two has; a declared baseline is exact: `m` infinite. */
export interface Sizes {
  readonly n: number;
  readonly m: number;
}

/**
 * The distance that samples of n and m rows of one distribution exceed at most with probability `chance` (shared by those who test several
 * at once). With s² = 1/n + 1/m, K bins in use and X the χ² value of K − 1 degrees of freedom at half of `chance`, the other half being kept for what these
 * approximations leave out (simulations in the tests):
 *
 * - psi ≈ s² χ²(K − 1) (Yurdakul, 2018; its mean is (K − 1) s²): s² X, and what the rare bins add when they stay empty;
 * - jensenShannon: the divergence is s² χ² ÷ (8 ln 2) to second order (Taylor's series of the logarithm): s √(X ÷ (8 ln 2));
 * - totalVariation ≤ ½ √(Σ (q − p)² ÷ p) by Cauchy and Schwarz: ½ s √X;
 * - ks: s times the Kolmogorov value;
 * - wasserstein: √(nm/(n + m)) (F − G) tends to a Brownian bridge B(F); ∫ |B| has the mean √(2/π) ∫ √(F(1 − F)) and, a convex function of
 *   Gaussians all positively correlated, exceeds it by z standard deviations of ∫ B, which is that of the values, at most as often as a normal variable does
 *   (Gaussian concentration: Boucheron, Lugosi and Massart, "Concentration Inequalities", 5.4): s (√(2/π) ∫ √(F(1 − F)) ÷ σ + z).
 */
export function noiseFloor(distance: Distance, pair: Pair, { n, m }: Sizes, chance = CHANCE): number {
  const s2 = 1 / n + 1 / m;
  const x = chiSquareCritical(chance / 2, Math.max(1, usedBins(pair.base, pair.now) - 1));
  switch (distance) {
    case 'psi':
      return s2 * x + emptiedBins(pair, { n, m });
    case 'jensenShannon':
      return Math.sqrt((s2 * x) / (8 * Math.LN2));
    case 'totalVariation':
      return Math.sqrt(s2 * x) / 2;
    case 'ks':
      return Math.sqrt(s2) * kolmogorovCritical(chance / 2);
    case 'wasserstein':
      return Math.sqrt(s2) * (bridgeArea(pair) + Math.sqrt(chiSquareCritical(chance, 1)));
  }
}

/** What bins too rare for so few rows add to PSI when the smaller sample has none of them: p ln(p ÷ 0.0001), where fewer than 5 are expected. */
function emptiedBins({ base, now }: Pair, { n, m }: Sizes): number {
  const [before, after] = [shares(base), shares(now)];
  // If both came from one distribution, this is the best that is known of it: the shares, weighted by rows.
  const weight = m === Number.POSITIVE_INFINITY ? 0 : n / (n + m);
  return before.reduce((sum, share, bin) => {
    const p = (1 - weight) * share + weight * (after[bin] ?? 0);
    return p * Math.min(n, m) < 5 && p > EMPTY_SHARE ? sum + p * Math.log(p / EMPTY_SHARE) : sum;
  }, 0);
}

/** √(2/π) ∫ √(F(1 − F)) ÷ σ over the bins; 0 where there is no spread. */
function bridgeArea({ base, edges, stddev }: Pair): number {
  if (edges === null || stddev === null || stddev === 0) return 0;
  const parts = shares(base);
  let [cumulated, before, area] = [0, 0, 0];
  edges.forEach((edge, index) => {
    cumulated = Math.min(1, cumulated + (parts[index] ?? 0));
    const here = Math.sqrt(cumulated * (1 - cumulated));
    if (index > 0) area += ((edge - (edges[index - 1] ?? edge)) * (before + here)) / 2;
    before = here;
  });
  return (Math.sqrt(2 / Math.PI) * area) / stddev;
}

/** The rows beyond which no one will wait for a sample. */
const MOST_ROWS = 2 ** 40;

/** How many rows it takes for the noise to fall below `limit`, against a baseline of m rows; null where the baseline itself is too small. */
export function rowsNeeded(
  distance: Distance,
  pair: Pair,
  m: number,
  limit: number,
  chance = CHANCE,
): number | null {
  const quiet = (n: number): boolean => noiseFloor(distance, pair, { n, m }, chance) < limit;
  if (!quiet(MOST_ROWS)) return null;
  let [low, high] = [0, MOST_ROWS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (quiet(middle)) high = middle;
    else low = middle;
  }
  return high;
}
