/** A distribution that the contract declares, as a baseline sample of shares. */
import type { JsonObject } from '../../src/model/json.js';
import { numbersOf } from './options.js';
import type { Sample } from './sample.js';

/** Shares as counts; beyond declared edges everything (`other`) is taken to lie above. Moments as if each bin were even. */
export function declaredSample(declared: JsonObject): Sample {
  const shares = numbersOf(declared['shares']);
  const other = Number(declared['other'] ?? 0);
  const nulls = Number(declared['null'] ?? 0);
  if (Array.isArray(declared['values']))
    return { segment: null, counts: [...shares, other], nulls, mean: null, stddev: null };
  const edges = numbersOf(declared['bins']);
  return { segment: null, counts: [0, ...shares, other], nulls, ...evenMoments(edges, shares) };
}

/** Mean and standard deviation of a mixture of even distributions: E x² = mid² + width² ÷ 12 in each bin. */
function evenMoments(edges: readonly number[], shares: readonly number[]): Pick<Sample, 'mean' | 'stddev'> {
  const all = shares.reduce((sum, share) => sum + share, 0);
  let [mean, square] = [0, 0];
  shares.forEach((share, bin) => {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0];
    const middle = (low + high) / 2;
    mean += (share / all) * middle;
    square += (share / all) * (middle ** 2 + (high - low) ** 2 / 12);
  });
  return { mean, stddev: Math.sqrt(Math.max(0, square - mean ** 2)) };
}
