/** Bins made of values: those of a text or boolean column, and those of a number that takes few values only. */
import type { FrequenciesValue } from '../../src/model/measure.js';
import { toNumber } from '../../src/model/exact.js';
import type { JsonScalar } from '../../src/model/json.js';
import type { Layout, Sample, Samples } from './sample.js';

export type Segment = FrequenciesValue['segments'][number];

/** The most frequent values over all segments, in a stable order. */
export function topValues(
  segments: readonly Segment[],
  many: number,
  kept: (value: JsonScalar) => string,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { value, count } of segments.flatMap((segment) => segment.values))
    counts.set(kept(value), (counts.get(kept(value)) ?? 0) + toNumber(count));
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, many)
    .map(([value]) => value);
}

/** Frequencies in the bins of `values`; what is not among them counts as other. */
export function valueSamples(
  segments: readonly Segment[],
  values: readonly string[],
  kept: (value: JsonScalar) => string,
  label: (segment: JsonScalar) => string | null,
): Samples {
  return {
    layout: { by: 'values', values },
    segments: segments.map((segment) => {
      const counts = new Map(
        segment.values.map(({ value, count }) => [kept(value), toNumber(count)] as const),
      );
      const own = values.map((value) => counts.get(value) ?? 0);
      const other = toNumber(segment.total) - own.reduce((sum, count) => sum + count, 0);
      return {
        segment: label(segment.segment),
        counts: [...own, Math.max(0, other)],
        nulls: toNumber(segment.nulls),
        mean: null,
        stddev: null,
      };
    }),
  };
}

/**
 * Edges halfway between the few values that a number takes, so that each has a bin of its own, where quantiles would throw several together; null
 * where there are too many values, or not all of them are known.
 */
export function edgesBetween(segments: readonly Segment[], many: number): readonly number[] | null {
  const known = segments.every(({ values, distinct }) => values.length === toNumber(distinct));
  const values = [...new Set(segments.flatMap((segment) => segment.values.map(({ value }) => Number(value))))]
    .filter((value) => Number.isFinite(value))
    .sort((a, b) => a - b);
  const [first, last] = [values[0], values.at(-1)];
  if (!known || first === undefined || last === undefined || values.length > many) return null;
  const middles = values.slice(1).map((value, index) => (value + (values[index] ?? value)) / 2);
  const margin = values.length === 1 ? Math.max(1e-9, Math.abs(first) * 1e-9) : (middles[0] ?? first) - first;
  const top = values.length === 1 ? margin : last - (middles.at(-1) ?? last);
  return [first - margin, ...middles, last + top];
}

/** Frequencies of numbers in the bins between edges, as a histogram would count them. */
export function countBetween(
  segments: readonly Segment[],
  edges: readonly number[],
  moments: (segment: JsonScalar) => Pick<Sample, 'mean' | 'stddev'>,
  label: (segment: JsonScalar) => string | null,
): Samples {
  const layout: Layout = { by: 'edges', edges, tails: 'apart' };
  return {
    layout,
    segments: segments.map((segment) => {
      const counts = Array.from({ length: edges.length + 1 }, () => 0);
      for (const { value, count } of segment.values) {
        const above = edges.findIndex((edge) => Number(value) < edge);
        const bin = above === -1 ? edges.length : above;
        counts[bin] = (counts[bin] ?? 0) + toNumber(count);
      }
      return {
        segment: label(segment.segment),
        counts,
        nulls: toNumber(segment.nulls),
        ...moments(segment.segment),
      };
    }),
  };
}
