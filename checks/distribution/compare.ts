/** Two samples in the same bins → how far they are apart, and how far they would be by chance. */
import type { Counts } from '../../src/model/statistics/binned.js';
import {
  chiSquareTest,
  jensenShannon,
  ksDistance,
  psi,
  totalVariation,
} from '../../src/model/statistics/binned.js';
import { ksPValue } from '../../src/model/statistics/kolmogorov.js';
import { noiseFloor, rowsNeeded, type Pair } from '../../src/model/statistics/noise-floor.js';
import { wasserstein } from '../../src/model/statistics/wasserstein.js';
import type { Method } from './options.js';
import { momentsOf, valuesIn, type Layout, type Sample } from './sample.js';

export interface Compared {
  readonly segment: string | null;
  readonly statistic: number;
  readonly pValue: number | null;
  readonly df: number | null;
  /** What equal samples of these sizes stay below but for one time in a hundred; null where the statistic has a law of its own. */
  readonly noise: number | null;
  /** Rows now, and in the baseline; null for a declared one, which is exact. */
  readonly n: number;
  readonly m: number | null;
}

/** The rows are too few to tell anything; `needed` null: the baseline's are. */
export interface TooSmall {
  readonly segment: string | null;
  readonly n: number;
  readonly needed: number | null;
}

/** `exact`: the baseline is declared, not sampled. */
export interface Question {
  readonly method: Method;
  readonly layout: Layout;
  readonly exact: boolean;
  readonly chance: number;
  /** The limit that the statistic must stay below; null where there is none above, or it is on the p-value. */
  readonly limit: number | null;
}

/** Compares a segment with its baseline. Null where the baseline has no spread, so that W1 has no scale. */
export function compareSamples(base: Sample, now: Sample, ask: Question): Compared | TooSmall | null {
  const { method, layout, exact } = ask;
  const pair = pairOf(base, now, ask);
  const rows = (sample: Sample): number => valuesIn(sample) + (method === 'wasserstein' ? 0 : sample.nulls);
  const [n, m] = [rows(now), exact ? Number.POSITIVE_INFINITY : rows(base)];
  const { segment } = now;
  if (n === 0 || rows(base) === 0) return { segment, n, needed: n === 0 ? 1 : null };
  const sizes = { segment, n, m: exact ? null : m };
  if (method === 'chiSquare') {
    const found = chiSquareTest(pair.base, pair.now, exact);
    if (found === null) return { segment, n, needed: rowsForTwoBins(pair.base) };
    return { ...sizes, statistic: found.statistic, pValue: found.pValue, df: found.df, noise: null };
  }
  if (method === 'wasserstein' && pair.stddev === 0) return null;
  const noise = noiseFloor(method, pair, { n, m }, ask.chance);
  if (ask.limit !== null && noise >= ask.limit)
    return { segment, n, needed: rowsNeeded(method, pair, m, ask.limit, ask.chance) };
  const pValue = method === 'ks' ? ksPValue(ksDistance(pair.base, pair.now), n, m) : null;
  const statistic =
    method === 'wasserstein'
      ? scaled(pair, base, now, layout, exact)
      : DISTANCES[method](pair.base, pair.now);
  return { ...sizes, statistic, pValue, df: null, noise };
}

const DISTANCES = { psi, jensenShannon, totalVariation, ks: ksDistance } as const;

/** W1 ÷ the baseline's standard deviation. */
function scaled(pair: Pair, base: Sample, now: Sample, layout: Layout, exact: boolean): number {
  const edges = layout.by === 'edges' ? layout.edges : [];
  // The mean of a declared distribution is only as sharp as its bins, so it bounds nothing.
  const shift = exact || now.mean === null || base.mean === null ? null : now.mean - base.mean;
  return wasserstein(edges, pair.base, pair.now, shift) / (pair.stddev ?? 1);
}

function pairOf(base: Sample, now: Sample, { method, layout, exact }: Question): Pair {
  const vector = (sample: Sample): Counts => vectorOf(sample, layout, method, exact);
  const edges = layout.by === 'edges' ? layout.edges : null;
  const stddev = method === 'wasserstein' ? (momentsOf(base)?.stddev ?? base.stddev ?? 0) : null;
  return { base: vector(base), now: vector(now), edges, stddev };
}

/**
 * The bins that a method looks at. Rows without a value have one too; where the order of bins counts it is the first. W1 has no place for them.
 * Beyond declared edges lies one bin, `other`, unless the order counts.
 */
function vectorOf(sample: Sample, layout: Layout, method: Method, exact: boolean): Counts {
  const { counts, nulls } = sample;
  if (layout.by === 'values') return [...counts, nulls];
  if (method === 'wasserstein') return counts;
  const [below = 0, ...rest] = counts;
  const above = rest.pop() ?? 0;
  if (layout.tails === 'joined' && rest.length > 1) {
    rest[0] = (rest[0] ?? 0) + below;
    rest[rest.length - 1] = (rest.at(-1) ?? 0) + above;
    return method === 'ks' ? [nulls, ...rest] : [...rest, nulls];
  }
  if (method === 'ks') return [nulls, below, ...rest, above];
  return exact ? [...rest, below + above, nulls] : [below, ...rest, above, nulls];
}

/** Rows for which two bins expect 5 each. */
function rowsForTwoBins(base: Counts): number | null {
  const total = base.reduce((sum, count) => sum + count, 0);
  const second = [...base].sort((a, b) => b - a)[1] ?? 0;
  return second === 0 ? null : Math.ceil((5 * total) / second);
}
