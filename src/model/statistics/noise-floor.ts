/** How far apart two samples of one distribution look by chance: what a limit on drift must stand above. */
import { type Counts, shares, usedBins } from './binned.js';
import { chiSquareCritical } from './chi-square.js';
import { kolmogorovCritical } from './kolmogorov.js';

export type Distance = 'psi' | 'ks' | 'jensenShannon' | 'wasserstein' | 'totalVariation';

/** How often, at most, two samples of one distribution may look further apart than the floor. */
export const CHANCE = 0.01;

/** Two binned samples; `edges` and `stddev` (of the baseline) only for wasserstein. `m` is infinite for a declared baseline. */
export interface Pair {
  readonly base: Counts;
  readonly now: Counts;
  readonly edges: readonly number[] | null;
  readonly stddev: number | null;
}

/**
 * Noise of one row each: the floor for samples of n and m is this times s² (psi) or s (the others), s² = 1/n + 1/m. `chance` is shared between tests that
 * are made at once. With K bins in use and X the χ² value of K − 1 degrees of freedom at `chance`:
 *
 * - psi ≈ s² χ²(K − 1) on equal distributions (Yurdakul, 2018), mean (K − 1) s²: floor s² X;
 * - jensenShannon: the divergence is χ² s² ÷ (8 ln 2) to second order (Taylor's series of the logarithm): floor s √(X ÷ (8 ln 2));
 * - totalVariation ≤ ½ √(Σ (q − p)² ÷ p) by Cauchy and Schwarz: floor ½ s √X;
 * - ks: floor s K⁻¹(chance), the Kolmogorov limit;
 * - wasserstein: √(nm/(n + m)) (F − G) tends to a Brownian bridge B(F); its ∫ |B| has the mean √(2/π) ∫ √(F(1 − F)) and, a convex function of Gaussians that are all
 *   positively correlated, leaves that by more than z standard deviations of ∫ B = the mean of the values at most as often as a normal variable does
 *   (Gaussian concentration: Boucheron, Lugosi and Massart, "Concentration Inequalities", 5.4): floor s (√(2/π) ∫ √(F(1 − F)) ÷ σ + z).
 */
export function unitNoise(distance: Distance, pair: Pair, chance: number): number {
  const df = Math.max(1, usedBins(pair.base, pair.now) - 1);
  switch (distance) {
    case 'psi':
      return chiSquareCritical(chance, df);
    case 'jensenShannon':
      return Math.sqrt(chiSquareCritical(chance, df) / (8 * Math.LN2));
    case 'totalVariation':
      return Math.sqrt(chiSquareCritical(chance, df)) / 2;
    case 'ks':
      return kolmogorovCritical(chance);
    case 'wasserstein':
      return bridgeArea(pair) + Math.sqrt(chiSquareCritical(2 * chance, 1));
  }
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

/** The floor for samples of n and m rows; m infinite for a declared baseline. */
export function noiseFloor(distance: Distance, unit: number, n: number, m: number): number {
  const s2 = 1 / n + 1 / m;
  return distance === 'psi' ? s2 * unit : Math.sqrt(s2) * unit;
}

/** The rows that a sample needs for its noise to stay below `limit`, against a baseline of m rows; null where not even endless rows would do. */
export function rowsNeeded(distance: Distance, unit: number, m: number, limit: number): number | null {
  if (!(limit > 0)) return null;
  const s2 = distance === 'psi' ? limit / unit : (limit / unit) ** 2;
  const own = s2 - 1 / m;
  return own > 0 ? Math.ceil(1 / own) : null;
}
