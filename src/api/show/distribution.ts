/** What a distribution check compared, as bins with their shares; read from the details that it recorded. */
import { isNumeric } from '../../model/exact.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { CheckResult } from '../../model/verdict.js';
import type { Answer } from '../route.js';

type Bin = Answer<'DistributionBin'>;

/** Counts and shares in one order: below the first edge, each bin, above the last; or each value, then all others. */
interface Bins {
  readonly ends: readonly Pick<Bin, 'label' | 'low' | 'high'>[];
  readonly counts: readonly number[];
  readonly shares: readonly number[] | null;
}

/**
 * Null where the details hold no samples.
 * @param hidden the column is not public: its values go by their place
 */
export function showDistribution(
  { details, expected }: CheckResult,
  hidden: boolean,
): Answer<'CheckDistribution'> | null {
  const segments = objects(details['segments']);
  const told = typeof details['segment'] === 'string' ? details['segment'] : null;
  const segment = segments.find((each) => (each['segment'] ?? null) === told);
  const ends = endsOf(details, hidden);
  if (segment === undefined || ends === null) return null;
  const counts = numbers(segment['counts']);
  const nulls = numberOf(segment['nulls']) ?? 0;
  const baseline = isObject(details['baseline']) ? details['baseline'] : null;
  const shares = baseline === null ? null : numbers(baseline['shares']);
  const method = typeof details['method'] === 'string' ? details['method'] : '';
  // W1 has no place for rows without a value.
  const n = counts.reduce((sum, count) => sum + count, 0) + (method === 'wasserstein' ? 0 : nulls);
  const bins = compared({ ends, counts, shares }, details);
  const nullShare = baseline === null ? null : (numberOf(baseline['nulls']) ?? 0);
  return {
    method,
    segment: told !== null && hidden ? null : told,
    segments: segments.length,
    n,
    baselineRows: numberOf(details['baselineRows']),
    compared: shares !== null,
    statistic: numberOf(details['statistic']),
    pValue: numberOf(details['pValue']),
    noise: numberOf(details['noise']),
    limit: expected,
    hiddenLabels: hidden,
    bins: [...binsOf(bins, n), ...nullBin(nulls, n, nullShare, method)],
  };
}

function binsOf({ ends, counts, shares }: Bins, n: number): readonly Bin[] {
  return ends.flatMap((end, bin) => {
    const count = counts[bin] ?? 0;
    const baseline = shares === null ? null : (shares[bin] ?? 0);
    const isAround = end.low === null || end.high === null;
    // What lies outside all bins is shown where something does.
    if (isAround && count === 0 && (baseline ?? 0) === 0 && ends.length > 2) return [];
    return [{ ...end, count, share: n === 0 ? 0 : count / n, baseline }];
  });
}

/** Rows without a value have a bin of their own, but where the method has no place for them. */
function nullBin(nulls: number, n: number, baseline: number | null, method: string): readonly Bin[] {
  if (method === 'wasserstein' || (nulls === 0 && (baseline ?? 0) === 0)) return [];
  return [{ label: 'NULL', low: null, high: null, count: nulls, share: n === 0 ? 0 : nulls / n, baseline }];
}

function endsOf(details: JsonObject, hidden: boolean): Bins['ends'] | null {
  const { edges, values } = details;
  if (Array.isArray(values)) {
    const own = values.map((value: Json, place) => (hidden ? `value ${String(place + 1)}` : labelOf(value)));
    return [...own, 'all other values'].map((label) => ({ label, low: null, high: null }));
  }
  if (!Array.isArray(edges)) return null;
  const [all, text] = [edges.map(Number), (edge: number | undefined) => shortNumber(edge ?? 0)];
  const inner = all.slice(1).map((high, bin) => {
    const low = all[bin] ?? high;
    return { label: `${text(low)} to ${text(high)}`, low, high };
  });
  const [first = 0, last = 0] = [all[0], all.at(-1)];
  return [
    { label: `below ${text(first)}`, low: null, high: first },
    ...inner,
    { label: `above ${text(last)}`, low: last, high: null },
  ];
}

/**
 * The bins as they were compared. Beyond edges that are quantiles of a sample lies more of the outer bins; beyond declared edges lies one bin,
 * unless the order counts.
 */
function compared(bins: Bins, details: JsonObject): Bins {
  const { ends, counts, shares } = bins;
  if (!Array.isArray(details['edges'])) return bins;
  const [first, last] = [ends[1], ends.at(-2)];
  if (details['tails'] !== 'apart' && ends.length >= 4 && first !== undefined && last !== undefined) {
    const outer = [
      { label: `up to ${shortNumber(first.high ?? 0)}`, low: null, high: first.high },
      ...ends.slice(2, -2),
      { label: `${shortNumber(last.low ?? 0)} and above`, low: last.low, high: null },
    ];
    return { ends: outer, counts: tailsIn(counts), shares: shares === null ? null : tailsIn(shares) };
  }
  const isDeclared = shares !== null && (details['baselineRows'] ?? null) === null;
  if (!isDeclared || details['method'] === 'ks') return bins;
  const around = { label: 'outside these', low: null, high: null };
  return { ends: [...ends.slice(1, -1), around], counts: tailsLast(counts), shares: tailsLast(shares) };
}

function tailsIn(values: readonly number[]): readonly number[] {
  const inner = values.slice(1, -1);
  return inner.map(
    (value, bin) =>
      value + (bin === 0 ? (values[0] ?? 0) : 0) + (bin === inner.length - 1 ? (values.at(-1) ?? 0) : 0),
  );
}

const tailsLast = (values: readonly number[]): readonly number[] => [
  ...values.slice(1, -1),
  (values[0] ?? 0) + (values.at(-1) ?? 0),
];

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((each) => isObject(each)) : [];
const numbers = (value: Json | undefined): readonly number[] =>
  Array.isArray(value) ? value.map((each) => Number(each)) : [];
const numberOf = (value: Json | undefined): number | null => (isNumeric(value) ? Number(value) : null);
const shortNumber = (value: number): string => String(Number(value.toPrecision(6)));
const labelOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
