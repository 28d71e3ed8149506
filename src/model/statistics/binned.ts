/** Two binned distributions and how far apart they lie. Every function takes counts of equal length, one entry a bin. */
import { chiSquareUpper } from './chi-square.js';

/** Counts of one bin each; the share that a bin of none counts as is `EMPTY_SHARE`. */
export type Counts = readonly number[];

/** The share of an empty bin, where a logarithm or a ratio needs one. */
export const EMPTY_SHARE = 0.0001;

/** How many there are in all bins. */
export function total(counts: Counts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Counts as shares of their total; all 0 for no counts. */
export function shares(counts: Counts): number[] {
  const all = total(counts);
  return counts.map((count) => (all === 0 ? 0 : count / all));
}

/** Bins that at least one of the two has something in: one that both lack says nothing, and is no degree of freedom. */
export function usedBins(base: Counts, now: Counts): number {
  return base.filter((count, bin) => count > 0 || at(now, bin) > 0).length;
}

/**
 * Population stability index: Σ (q − p) ln(q ÷ p), p the baseline; the symmetrised Kullback–Leibler divergence (Lewis, "An Introduction to
 * Credit Scoring", 1994; Yurdakul, "Statistical Properties of Population Stability Index", 2018). An empty bin counts as a share of 0.0001.
 */
export function psi(base: Counts, now: Counts): number {
  const q = shares(now);
  return sumOver(shares(base), (p, bin) => {
    const [low, high] = [Math.max(p, EMPTY_SHARE), Math.max(at(q, bin), EMPTY_SHARE)];
    return (high - low) * Math.log(high / low);
  });
}

/** Jensen–Shannon distance: the square root of the divergence with logarithms of base 2, so 0 (equal) to 1 (apart) (Lin, 1991; Endres and Schindelin, 2003). */
export function jensenShannon(base: Counts, now: Counts): number {
  const q = shares(now);
  const part = (share: number, middle: number): number =>
    share === 0 ? 0 : share * Math.log2(share / middle);
  const divergence = sumOver(shares(base), (p, bin) => {
    const middle = (p + at(q, bin)) / 2;
    return (part(p, middle) + part(at(q, bin), middle)) / 2;
  });
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

/** Total variation: half the sum of the differences of shares, 0 to 1: the part of the rows that would have to change bin. */
export function totalVariation(base: Counts, now: Counts): number {
  const q = shares(now);
  return sumOver(shares(base), (p, bin) => Math.abs(at(q, bin) - p)) / 2;
}

/** Kolmogorov–Smirnov distance of ordered bins: the largest difference of the cumulated shares; at most that of the values themselves. */
export function ksDistance(base: Counts, now: Counts): number {
  const q = shares(now);
  let [gap, worst] = [0, 0];
  shares(base).forEach((p, bin) => {
    gap += at(q, bin) - p;
    worst = Math.max(worst, Math.abs(gap));
  });
  return Math.min(1, worst);
}

export interface ChiSquareResult {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
  /** Bins that were pooled with others because too little was expected in them. */
  readonly pooled: number;
}

/** Below this expected count a bin is pooled with its like (Cochran's rule). */
const LEAST_EXPECTED = 5;

/**
 * χ² of two samples from one population: Σ (√(m/n) o − √(n/m) e)² ÷ (o + e) over bins, n and m the sample sizes (the homogeneity test of a
 * 2 × k table). With `exact` the baseline is a declared distribution, not a sample, and it is Pearson's Σ (o − e)² ÷ e (NIST/SEMATECH e-Handbook 1.3.5.15).
 * Bins in which fewer than 5 are expected are pooled, the rarest first. Null where fewer than two bins are left.
 */
export function chiSquareTest(base: Counts, now: Counts, exact: boolean): ChiSquareResult | null {
  const [m, n] = [total(base), total(now)];
  if (n === 0 || m === 0) return null;
  const expected = (b: number, o: number): number =>
    exact ? (b / m) * n : ((b + o) / (m + n)) * Math.min(m, n);
  const pairs = pool(
    base.map((b, bin) => [b, at(now, bin)] as const),
    expected,
  );
  if (pairs.length < 2) return null;
  const ratio = Math.sqrt(m / n);
  const statistic = pairs.reduce((sum, [b, o]) => {
    const e = (b / m) * n;
    return sum + (exact ? (o - e) ** 2 / e : (ratio * o - b / ratio) ** 2 / (o + b));
  }, 0);
  const df = pairs.length - 1;
  const used = usedBins(base, now);
  return { statistic, df, pValue: chiSquareUpper(statistic, df), pooled: used - pairs.length };
}

type Pair = readonly [base: number, now: number];

/** The pairs, from the rarest, joined until each expects enough; those that both lack are gone. */
function pool(pairs: readonly Pair[], expected: (base: number, now: number) => number): Pair[] {
  const sorted = pairs.filter(([b, o]) => b > 0 || o > 0).sort((x, y) => expected(...x) - expected(...y));
  while (sorted.length > 1) {
    const [first, second, ...rest] = sorted;
    if (first === undefined || second === undefined || expected(...first) >= LEAST_EXPECTED) break;
    const joined: Pair = [first[0] + second[0], first[1] + second[1]];
    sorted.splice(0, sorted.length, ...[joined, ...rest].sort((x, y) => expected(...x) - expected(...y)));
  }
  return sorted.every((pair) => expected(...pair) > 0) ? sorted : [];
}

function sumOver(values: Counts, term: (value: number, bin: number) => number): number {
  return values.reduce((sum, value, bin) => sum + term(value, bin), 0);
}

const at = (values: Counts, index: number): number => values[index] ?? 0;
