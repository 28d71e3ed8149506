/** anomaly: whether a metric lies outside what its own history lets expect; the tested run is never part of that history. */
import type { Check } from '../../src/model/check.js';
import { isNumeric } from '../../src/model/exact.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { defineCheck, type Judgement } from '../../src/model/kit.js';
import {
  earlierValues,
  watchedFaults,
  watchedMetric,
  watchedNumber,
  watchedOf,
  type Earlier,
} from '../../src/model/kit-watched.js';
import { fitGroups, fitMean, fitScreened, screened } from '../../src/model/statistics/fit-series.js';
import { fitsRatios, joinedInterval, type Fitter } from '../../src/model/statistics/prediction-interval.js';

/** Standard deviations of a normal series beyond which a value is an anomaly: about 4 false alarms in 1000 runs. */
const SENSITIVITY = 2.9;
/** Runs that train, at most: older ones speak of another time. */
const MOST_HISTORY = 60;
/** Runs that it takes before anything is said, by method: a season needs three weeks to tell its days apart. */
const LEAST_HISTORY = { mad: 7, zscore: 7, seasonal: 21 } as const;

type Method = keyof typeof LEAST_HISTORY;

export default defineCheck({
  kind: 'anomaly',
  level: 'both',
  dimension: 'consistency',
  units: ['value'],
  range: { low: 0, high: 1 },
  columnOptions: ['/of/arguments/with', '/of/arguments/columns'],
  faults: (args, check) => [
    ...watchedFaults(args, check),
    ...(isNumeric(args['minHistory']) && Number(args['minHistory']) > MOST_HISTORY
      ? [optionFault('/minHistory', `At most ${String(MOST_HISTORY)} runs train an anomaly check.`)]
      : []),
  ],
  history: () => ({ points: MOST_HISTORY }),
  needs: (check) => watchedMetric(check).measures,
  judge: (readings, check, { history, asOf }) => {
    const { name } = watchedOf(check.args['of']);
    const value = watchedNumber(watchedMetric(check).value(readings));
    if (value === null)
      return { unknown: { reason: 'no_values', message: `${name} has no number to compare` } };
    const earlier = earlierValues(history).slice(0, MOST_HISTORY);
    const short = tooShort(check, earlier, asOf);
    if (short !== null)
      return {
        unknown: { reason: 'insufficient_history', message: short },
        details: { value, n: earlier.length, method: methodOf(check) },
      };
    return compared(check, name, value, earlier, asOf);
  },
});

const methodOf = (check: Check): Method => {
  const { method } = check.args;
  return method === 'zscore' || method === 'seasonal' ? method : 'mad';
};

/** Why the history does not do, as a sentence; null where it does. */
function tooShort(check: Check, earlier: readonly Earlier[], asOf: string): string | null {
  const method = methodOf(check);
  const { minHistory } = check.args;
  const least = isNumeric(minHistory) ? Number(minHistory) : LEAST_HISTORY[method];
  if (earlier.length < least)
    return `${String(earlier.length)} of ${String(least)} earlier runs that it takes are there`;
  if (method !== 'seasonal') return null;
  const days = earlier.map(({ at }) => weekdayOf(at));
  const today = weekdayOf(Date.parse(asOf));
  const mates = days.filter((day) => day === today).length;
  if (mates < 2) return `${String(mates)} of 2 earlier runs of this weekday that it takes are there`;
  return days.length - new Set(days).size < 5 ? 'the history does not tell its weekdays apart yet' : null;
}

function compared(
  check: Check,
  name: string,
  value: number,
  earlier: readonly Earlier[],
  asOf: string,
): Judgement {
  const values = earlier.map((each) => each.value);
  const method = methodOf(check);
  const fitter = fitterOf(method, earlier, asOf);
  const sensitivity = isNumeric(check.args['sensitivity']) ? Number(check.args['sensitivity']) : SENSITIVITY;
  const ratios = method !== 'seasonal' || fitsRatios(values, fitter);
  const [lower, upper] = joinedInterval(values, fitter, sensitivity, ratios);
  const { centre, spread } = fitter(values);
  const out = value < lower || value > upper;
  const left = method === 'mad' ? values.length - screened(values).length : 0;
  return {
    observed: out ? 1 : 0,
    details: {
      value,
      expected: centre,
      lower,
      upper,
      score: spread === 0 ? null : (value - centre) / spread,
      method,
      sensitivity,
      n: values.length,
      ...(left > 0 ? { outliersLeftOut: left } : {}),
    },
    saw: `${name} is ${rounded(value)}, ${out ? 'outside' : 'within'} the expected ${rounded(lower)} to ${rounded(upper)} (${String(values.length)} runs)`,
  };
}

function fitterOf(method: Method, earlier: readonly Earlier[], asOf: string): Fitter {
  if (method === 'zscore') return fitMean;
  if (method === 'mad') return fitScreened;
  return fitGroups(
    earlier.map(({ at }) => weekdayOf(at)),
    weekdayOf(Date.parse(asOf)),
  );
}

const weekdayOf = (ms: number): number => new Date(ms).getUTCDay();
const rounded = (value: number): string => String(Number(value.toPrecision(6)));
