/** What a distribution rule measures, and its readings as samples in common bins. */
import type { Check } from '../../src/model/check.js';
import { digestText } from '../../src/model/digest.js';
import { columnPath, ownColumn } from '../../src/model/expr.js';
import type { HistoryPoint } from '../../src/model/history.js';
import type { JsonScalar } from '../../src/model/json.js';
import { acceptedRuns, baselineOf, keptValue, type Baseline } from '../../src/model/kit-baseline.js';
import { scalars } from '../../src/model/kit-missing.js';
import { mayShowValues } from '../../src/model/kit-set.js';
import type { NeedsContext } from '../../src/model/kit.js';
import type { Edges, FrequenciesValue, HistogramValue, Measure } from '../../src/model/measure.js';
import type { ReadingValue } from '../../src/model/reading.js';
import { countBetween, edgesBetween, topValues, valueSamples, type Segment } from './bin-values.js';
import { declaredOf, numbersOf, optionsOf } from './options.js';
import { histogramSamples, sameLayout, samplesOf, type Layout, type Samples } from './sample.js';

/** Values that are counted one by one. */
const COUNTED = 1000;

/** The rows of the run, and those of the baseline where they are scanned too. */
export interface Taken {
  readonly now: Samples;
  readonly before: Samples | null;
}

/** Measures of a run. Numbers in bins that are not frozen yet are counted by value as well: few values need bins of their own. */
export function measuresOf(check: Check, context: NeedsContext): readonly Measure[] {
  const baseline = baselineOf(check);
  const { bins, categorical } = optionsOf(check);
  const common = { of: ownColumn(check), ...segments(check) };
  const values = (limit: number): Measure => ({ measure: 'frequencies', ...common, limit });
  const ranges = (edges: Edges): Measure => ({ measure: 'histogram', ...common, edges });
  if (categorical)
    return baseline.from === 'scope'
      ? [values(COUNTED), { ...values(COUNTED), scope: baseline.scope }]
      : [values(COUNTED)];
  const frozen = frozenEdges(check, baseline, context.history);
  if (frozen !== null) return [ranges({ given: frozen.edges })];
  if (baseline.from !== 'scope') return [ranges({ quantiles: bins }), values(bins)];
  const { scope } = baseline;
  const shared = ranges({ quantiles: bins, of: scope });
  return [shared, { ...shared, scope }, values(COUNTED), { ...values(bins), scope }];
}

const segments = (check: Check) =>
  typeof check.args['segmentBy'] === 'string' ? { segmentBy: columnPath(check.args['segmentBy']) } : {};

type EdgeLayout = Layout & { readonly by: 'edges' };

/** Edges that are known before the run: declared, or left by the newest run that left some. */
function frozenEdges(check: Check, baseline: Baseline, history: readonly HistoryPoint[]): EdgeLayout | null {
  const declared = declaredOf(check.args);
  if (declared !== null) return { by: 'edges', edges: numbersOf(declared['bins']), tails: 'apart' };
  const layout = frozenLayout(baseline, history);
  return layout?.by === 'edges' ? layout : null;
}

/** The bins that the baseline's newest run has: an accepted one where there is one. */
function frozenLayout(baseline: Baseline, history: readonly HistoryPoint[]): Layout | null {
  const any = [...acceptedRuns(baseline, history), ...(baseline.from === 'history' ? history : [])];
  for (const point of any) {
    const samples = samplesOf(point.details);
    if (samples !== null) return samples.layout;
  }
  return null;
}

/** The accepted runs' samples in the bins of the newest, newest first. */
export function historySamples(check: Check, history: readonly HistoryPoint[]): readonly Samples[] {
  const baseline = baselineOf(check);
  const layout = frozenLayout(baseline, history);
  return acceptedRuns(baseline, history).flatMap((point) => {
    const samples = samplesOf(point.details);
    return samples !== null && layout !== null && sameLayout(samples.layout, layout) ? [samples] : [];
  });
}

/** Readings in the order of `measuresOf` → samples. @throws Error where a reading has another shape than its measure */
export function takenOf(readings: readonly ReadingValue[], check: Check, context: NeedsContext): Taken {
  const baseline = baselineOf(check);
  const label = labelOf(check);
  const { bins, categorical } = optionsOf(check);
  if (categorical) return byValues(readings, check, context, baseline);
  const frozen = frozenEdges(check, baseline, context.history);
  const tails = frozen?.tails ?? 'joined';
  const first = histogramAt(readings, 0);
  if (frozen !== null) {
    const now = histogramSamples({ ...first, edges: frozen.edges }, tails, label);
    return { now: { ...now, layout: frozen }, before: null };
  }
  const hasScope = baseline.from === 'scope';
  const few = edgesBetween(segmentsAt(readings, hasScope ? 3 : 1), bins);
  const own = segmentsAt(readings, hasScope ? 2 : 1);
  const counted = own.every(({ values, distinct }) => values.length === Number(distinct));
  if (few !== null && counted) {
    const moments = (histogram: HistogramValue) => (segment: JsonScalar) => {
      const found = histogram.segments.find((each) => each.segment === segment);
      return { mean: found?.mean ?? null, stddev: found?.stddev ?? null };
    };
    const now = countBetween(own, few, moments(first), label);
    if (!hasScope) return { now, before: null };
    const second = histogramAt(readings, 1);
    return { now, before: countBetween(segmentsAt(readings, 3), few, moments(second), label) };
  }
  const now = outerRounded(histogramSamples(first, tails, label), check);
  return {
    now,
    before: hasScope ? outerRounded(histogramSamples(histogramAt(readings, 1), tails, label), check) : null,
  };
}

function byValues(
  readings: readonly ReadingValue[],
  check: Check,
  context: NeedsContext,
  baseline: Baseline,
): Taken {
  const kept = (value: JsonScalar): string => keptValue(check, value);
  const label = labelOf(check);
  const now = segmentsAt(readings, 0);
  const declared = declaredOf(check.args);
  if (baseline.from === 'scope') {
    const before = segmentsAt(readings, 1);
    const values = topValues(before, optionsOf(check).bins, kept);
    return { now: valueSamples(now, values, kept, label), before: valueSamples(before, values, kept, label) };
  }
  const layout = frozenLayout(baseline, context.history);
  const values =
    declared !== null
      ? scalars(declared['values']).map(kept)
      : layout?.by === 'values'
        ? layout.values
        : topValues(now, optionsOf(check).bins, kept);
  return { now: valueSamples(now, values, kept, label), before: null };
}

/** Least and greatest of a column that is not public are values of single rows: what is kept of them has one digit. */
function outerRounded(samples: Samples, check: Check): Samples {
  const { layout } = samples;
  if (mayShowValues(check) || layout.by !== 'edges' || layout.edges.length < 2) return samples;
  const inner = layout.edges.slice(1, -1);
  const edges = [
    oneDigit(layout.edges[0] ?? 0, Math.floor),
    ...inner,
    oneDigit(layout.edges.at(-1) ?? 0, Math.ceil),
  ];
  return { ...samples, layout: { ...layout, edges } };
}

function oneDigit(value: number, round: (value: number) => number): number {
  if (value === 0) return 0;
  const unit = 10 ** Math.floor(Math.log10(Math.abs(value)));
  return round(value / unit) * unit;
}

/** How a segment is called between runs. */
function labelOf(check: Check): (segment: JsonScalar) => string | null {
  if (typeof check.args['segmentBy'] !== 'string') return () => null;
  return (segment) => {
    if (segment === null) return 'NULL';
    return mayShowValues(check) ? String(segment) : digestText(`${check.id} ${String(segment)}`);
  };
}

function histogramAt(readings: readonly ReadingValue[], index: number): HistogramValue {
  const value = readings[index];
  if (typeof value !== 'object' || value === null || !('edges' in value) || !('segments' in value))
    throw new Error(`reading ${String(index)} should be a histogram`);
  return value;
}

function segmentsAt(readings: readonly ReadingValue[], index: number): readonly Segment[] {
  const value = readings[index];
  if (typeof value !== 'object' || value === null || !('segments' in value) || 'edges' in value)
    throw new Error(`reading ${String(index)} should be frequencies`);
  return (value satisfies FrequenciesValue).segments;
}
