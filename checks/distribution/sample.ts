/** One sample in bins: what a run leaves for later ones, and what the distances are taken of. */
import { isNumeric, toNumber } from '../../src/model/exact.js';
import { isObject, type Json, type JsonObject, type JsonScalar } from '../../src/model/json.js';
import type { HistogramValue } from '../../src/model/measure.js';
import type { Method } from './options.js';
import { pooledMoments, type Moments } from '../../src/model/statistics/wasserstein.js';

/** Beyond the outer edges: with quantiles of a sample as edges, more of the outer bins; with declared edges or few values, a bin of its own. */
export type Tails = 'joined' | 'apart';

/** Bins by ranges (counts: below the first edge, each bin, above the last) or by values (counts: each value, then all others). */
export type Layout =
  | { readonly by: 'edges'; readonly edges: readonly number[]; readonly tails: Tails }
  | { readonly by: 'values'; readonly values: readonly string[] };

export interface Sample {
  /** As kept between runs; null where the rule names no segments. */
  readonly segment: string | null;
  readonly counts: readonly number[];
  readonly nulls: number;
  /** Of the values, where they are numbers. */
  readonly mean: number | null;
  readonly stddev: number | null;
}

/** Samples of one moment, one a segment, in the same bins. */
export interface Samples {
  readonly layout: Layout;
  readonly segments: readonly Sample[];
}

/** Rows with a value. */
export const valuesIn = (sample: Sample): number => sample.counts.reduce((sum, count) => sum + count, 0);

/** A histogram's segment in bins of our own: edges that stand twice (half the rows hold one value) are one. */
export function histogramSamples(
  value: HistogramValue,
  tails: Tails,
  label: (segment: JsonScalar) => string | null,
): Samples {
  const edges = value.edges.map(Number);
  const kept = edges.filter((edge, index) => edge !== edges[index - 1]);
  const segments = value.segments.map((each) => ({
    segment: label(each.segment),
    counts: joined(edges, each.counts.map(toNumber)),
    nulls: toNumber(each.nulls),
    mean: each.mean,
    stddev: each.stddev,
  }));
  return { layout: { by: 'edges', edges: kept, tails }, segments };
}

/** Counts between equal edges go to the bin after them (to the last, at the top). */
function joined(edges: readonly number[], counts: readonly number[]): number[] {
  const result = [counts[0] ?? 0];
  let carried = 0;
  for (let bin = 1; bin < edges.length; bin += 1) {
    carried += counts[bin] ?? 0;
    if (edges[bin] === edges[bin - 1]) continue;
    result.push(carried);
    carried = 0;
  }
  // What is left over lies at the top edge, which closes the last bin.
  if (carried > 0 && result.length > 1) result.push((result.pop() ?? 0) + carried);
  else if (carried > 0) result.push(carried);
  return [...result, counts[edges.length] ?? 0];
}

/** Samples as a run's details keep them. */
export function samplesJson({ layout, segments }: Samples): JsonObject {
  return {
    ...(layout.by === 'edges' ? { edges: layout.edges, tails: layout.tails } : { values: layout.values }),
    segments: segments.map((each) => ({ ...each })),
  };
}

/** A sample as shares of its rows, to six digits: small, and as sharp as a chart can be. W1 has no place for rows without a value. */
export function sharesJson(sample: Sample, method: Method): JsonObject {
  const nulls = method === 'wasserstein' ? 0 : sample.nulls;
  const rows = valuesIn(sample) + nulls;
  const share = (count: number): number => (rows === 0 ? 0 : Number((count / rows).toPrecision(6)));
  return { shares: sample.counts.map(share), nulls: share(nulls) };
}

/** The samples that a run's details keep; null where it kept none. */
export function samplesOf(details: JsonObject): Samples | null {
  const { edges, tails: kept, values, segments } = details;
  const tails = kept === 'apart' ? 'apart' : 'joined';
  if (!Array.isArray(segments)) return null;
  const read = segments.flatMap((each: Json) => (isObject(each) ? [sampleOf(each)] : []));
  if (Array.isArray(edges))
    return { layout: { by: 'edges', edges: edges.map(Number), tails }, segments: read };
  if (Array.isArray(values)) return { layout: { by: 'values', values: values.map(String) }, segments: read };
  return null;
}

function sampleOf(each: JsonObject): Sample {
  const { segment, counts, nulls, mean, stddev } = each;
  return {
    segment: typeof segment === 'string' ? segment : null,
    counts: Array.isArray(counts) ? counts.map(Number) : [],
    nulls: Number(nulls ?? 0),
    mean: isNumeric(mean) ? Number(mean) : null,
    stddev: isNumeric(stddev) ? Number(stddev) : null,
  };
}

export const sameLayout = (a: Layout, b: Layout): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Samples of several runs in the same bins, put together by segment. */
export function pooled(runs: readonly Samples[]): Samples | null {
  const [first] = runs;
  if (first === undefined) return null;
  const all = runs.flatMap((run) => run.segments);
  const names = [...new Set(all.map(({ segment }) => segment))];
  return {
    layout: first.layout,
    segments: names.map((segment) =>
      together(
        all.filter((each) => each.segment === segment),
        segment,
      ),
    ),
  };
}

function together(parts: readonly Sample[], segment: string | null): Sample {
  const moments = pooledMoments(parts.flatMap((part) => momentsOf(part) ?? []));
  return {
    segment,
    counts: (parts[0]?.counts ?? []).map((_, bin) =>
      parts.reduce((sum, part) => sum + (part.counts[bin] ?? 0), 0),
    ),
    nulls: parts.reduce((sum, part) => sum + part.nulls, 0),
    mean: moments?.mean ?? null,
    stddev: moments?.stddev ?? null,
  };
}

/** Mean and spread of a sample; null where it has none. */
export function momentsOf(sample: Sample): Moments | null {
  const n = valuesIn(sample);
  return sample.mean === null || n === 0 ? null : { n, mean: sample.mean, stddev: sample.stddev ?? 0 };
}
