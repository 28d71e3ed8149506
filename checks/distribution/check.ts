/** distribution: how far the values of a column have moved from their baseline, bin by bin. */
import type { Check } from '../../src/model/check.js';
import { isNumeric } from '../../src/model/exact.js';
import type { JsonObject } from '../../src/model/json.js';
import { baselineOf } from '../../src/model/kit-baseline.js';
import { defineCheck, type Judgement, type NeedsContext } from '../../src/model/kit.js';
import { CHANCE } from '../../src/model/statistics/noise-floor.js';
import { compareSamples, type Compared, type Question, type TooSmall } from './compare.js';
import { declaredSample } from './declared.js';
import { historySamples, measuresOf, takenOf } from './measure.js';
import { declaredOf, distributionFaults, optionsOf } from './options.js';
import { pooled, samplesJson, sharesJson, valuesIn, type Sample, type Samples } from './sample.js';

/** Segments that are judged and kept at most. */
const MOST_SEGMENTS = 100;

export default defineCheck({
  kind: 'distribution',
  level: 'column',
  dimension: 'consistency',
  units: ['value'],
  range: { low: 0 },
  columnOptions: ['/segmentBy'],
  faults: distributionFaults,
  history: (check) => {
    const baseline = baselineOf(check);
    return baseline.from === 'history' ? baseline.need : null;
  },
  needs: measuresOf,
  judge: (readings, check, context) => {
    const { now, before } = takenOf(readings, check, context);
    const rows = now.segments.reduce((sum, each) => sum + valuesIn(each) + each.nulls, 0);
    if (rows === 0) return { unknown: { reason: 'no_values', message: 'there are no rows to compare' } };
    if (now.segments.length > MOST_SEGMENTS)
      return {
        unknown: { reason: 'unsupported', message: `there are more than ${String(MOST_SEGMENTS)} segments` },
      };
    const details = { method: optionsOf(check).method, n: rows, ...samplesJson(now) };
    const base = baseSamples(check, context, now, before);
    return 'unknown' in base ? { ...base, details } : judged(check, now, base, details);
  },
});

interface Base {
  /** A declared distribution is that of every segment. */
  readonly find: (segment: string | null) => Sample | undefined;
  readonly segments: number;
  readonly words: string;
}

function baseSamples(
  check: Check,
  { history }: NeedsContext,
  now: Samples,
  before: Samples | null,
): Base | (Judgement & { unknown: unknown }) {
  const declared = declaredOf(check.args);
  if (declared !== null) {
    const sample = declaredSample(declared);
    return { find: () => sample, segments: now.segments.length, words: 'the declared shares' };
  }
  if (before !== null) return baseOf(before, 'the baseline');
  const baseline = baselineOf(check);
  const runs = historySamples(check, history);
  const least = baseline.from === 'history' ? baseline.least : 1;
  const all = pooled(runs);
  if (runs.length < least || all === null) {
    const message = `${String(runs.length)} of ${String(least)} earlier runs that it takes are there`;
    return { unknown: { reason: 'insufficient_history', message } };
  }
  return baseOf(all, `the last ${String(runs.length)} runs`);
}

function baseOf({ segments }: Samples, words: string): Base {
  return {
    find: (segment) => segments.find((each) => each.segment === segment),
    segments: segments.length,
    words,
  };
}

function judged(check: Check, now: Samples, base: Base, details: JsonObject): Judgement {
  const ask = question(check, now);
  const known = now.segments.filter((each) => base.find(each.segment) !== undefined);
  const results = known.flatMap((each) => {
    const against = base.find(each.segment);
    return against === undefined ? [] : [compareSamples(against, each, ask)];
  });
  const compared = results.filter((each) => each !== null && 'statistic' in each);
  const small = results.filter((each) => each !== null && 'needed' in each);
  const counts = {
    ...(now.segments.length > known.length ? { newSegments: now.segments.length - known.length } : {}),
    ...(small.length > 0 && compared.length > 0 ? { smallSegments: small.length } : {}),
  };
  const worst = worstOf(compared, check);
  if (worst === null) return { unknown: nothingCompared(small), details: { ...details, ...counts } };
  const observed = observedOf(worst, check, compared.length);
  return {
    observed,
    details: { ...details, ...counts, ...figures(worst), ...baselineJson(base, worst, check) },
    saw: sentence(worst, observed, check, base.words, compared.length, small.length),
  };
}

/** Several segments share the chance of a false alarm. */
function question(check: Check, now: Samples): Question {
  const { method, onPValue } = optionsOf(check);
  const { limit } = check;
  const above =
    'low' in limit
      ? limit.op === 'between'
        ? limit.high
        : null
      : limit.op.startsWith('<')
        ? limit.value
        : null;
  return {
    method,
    layout: now.layout,
    exact: declaredOf(check.args) !== null,
    chance: CHANCE / Math.max(1, now.segments.length),
    limit: onPValue || !isNumeric(above) ? null : Number(above),
  };
}

/** The p-value of the worst of several segments is what a single one would have to be that bad (Bonferroni). */
function observedOf(worst: Compared, check: Check, segments: number): number {
  return optionsOf(check).onPValue ? Math.min(1, (worst.pValue ?? 1) * segments) : worst.statistic;
}

function worstOf(compared: readonly Compared[], check: Check): Compared | null {
  const badness = (each: Compared): number =>
    optionsOf(check).onPValue ? -(each.pValue ?? 1) : each.statistic;
  return compared.reduce<Compared | null>(
    (worst, each) => (worst === null || badness(each) > badness(worst) ? each : worst),
    null,
  );
}

function figures({ statistic, pValue, df, noise, m, segment }: Compared): JsonObject {
  return {
    statistic,
    ...(pValue === null ? {} : { pValue }),
    ...(df === null ? {} : { df }),
    ...(noise === null ? {} : { noise }),
    baselineRows: m,
    ...(segment === null ? {} : { segment }),
  };
}

/** What the told segment was compared with, so that it can be seen beside it: a share for each of its counts. */
function baselineJson(base: Base, { segment }: Compared, check: Check): JsonObject {
  const sample = base.find(segment);
  return sample === undefined ? {} : { baseline: sharesJson(sample, optionsOf(check).method) };
}

function nothingCompared(small: readonly TooSmall[]) {
  const [first] = small;
  if (first === undefined)
    return {
      reason: 'no_baseline',
      message: 'the baseline has nothing to compare with, or no spread',
    } as const;
  const needed = small.every((each) => each.needed === null)
    ? 'the baseline has too few rows for this limit'
    : `it takes ${String(Math.min(...small.flatMap((each) => each.needed ?? [])))} to stay clear of chance`;
  const rows = Math.max(...small.map((each) => each.n));
  return {
    reason: 'small_sample',
    message: `${String(rows)} rows are too few for this limit: ${needed}`,
  } as const;
}

function sentence(
  worst: Compared,
  observed: number,
  check: Check,
  against: string,
  segments: number,
  small: number,
): string {
  const { method, onPValue } = optionsOf(check);
  const what = onPValue ? `the p-value of ${method}` : method;
  const noise = worst.noise === null || onPValue ? '' : `, ${rounded(worst.noise)} by chance`;
  const which = segments > 1 ? ` in the worst of ${String(segments)} segments` : '';
  const left = small === 0 ? '' : `; ${String(small)} segments have too few rows to judge`;
  return `${what} is ${rounded(observed)}${which} against ${against} (${String(worst.n)} rows${noise})${left}`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(4)));
