/** Quantiles of values with many ties come out equal: equal edges become one, and their bins one bin. */
import { plus } from '../../model/exact.js';
import type { Count, HistogramValue } from '../../model/measure.js';

/** Bins of no width are dropped with their edge; the last one, which holds its own edge, joins the bin before it. */
export function mergeTies(histogram: HistogramValue): HistogramValue {
  const { edges } = histogram;
  const last = edges.length - 1;
  const keep = edges.map((edge, index) => index === 0 || edge !== edges[index - 1]);
  const onlyOne = keep.filter(Boolean).length === 1;
  // One value alone: the bin from it to itself holds it.
  if (onlyOne && last > 0) keep[last] = true;
  const kept = edges.filter((_, index) => keep[index] === true);
  const segments = histogram.segments.map((segment) => ({
    ...segment,
    counts: merged(segment.counts, keep),
  }));
  return { edges: kept, segments };
}

/** counts[i] lies below edges[i]; where that edge goes, its count joins the nearest bin before it (or the first after). */
function merged(counts: readonly Count[], keep: readonly boolean[]): readonly Count[] {
  const above = counts[counts.length - 1] ?? 0;
  const result: Count[] = [];
  let waiting: Count = 0;
  counts.slice(0, -1).forEach((count, index) => {
    if (keep[index] === true) {
      result.push(plus(count, waiting));
      waiting = 0;
    } else if (result.length > 1) result.push(plus(result.pop() ?? 0, count));
    else waiting = plus(waiting, count);
  });
  return [...result, above];
}
