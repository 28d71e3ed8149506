/** change: how far a metric has moved from what it was: the run before, the mean of some runs, or the same weekday. */
import type { Check } from '../../src/model/check.js';
import { isObject } from '../../src/model/json.js';
import { defineCheck, type Judgement } from '../../src/model/kit.js';
import {
  earlierValues,
  watchedFaults,
  watchedMetric,
  watchedNumber,
  watchedOf,
  type Earlier,
} from '../../src/model/kit-watched.js';

/** Runs that a comparison with the same weekday looks back over. */
const WEEKDAY_RUNS = 60;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export default defineCheck({
  kind: 'change',
  level: 'both',
  dimension: 'consistency',
  units: ['value', 'percent'],
  range: {},
  columnOptions: ['/of/arguments/with', '/of/arguments/columns'],
  faults: watchedFaults,
  history: (check) => ({ points: pointsOf(check) }),
  needs: (check) => watchedMetric(check).measures,
  judge: (readings, check, { history, asOf }) => {
    const name = watchedOf(check.args['of']).name;
    const value = watchedNumber(watchedMetric(check).value(readings));
    if (value === null)
      return { unknown: { reason: 'no_values', message: `${name} has no number to compare` } };
    const against = base(check, earlierValues(history), Date.parse(asOf));
    if (against.values.length < against.least)
      return {
        unknown: {
          reason: 'insufficient_history',
          message: `${String(against.values.length)} of ${String(against.least)} earlier values of ${name} are there to compare with (${against.words})`,
        },
        details: { value },
      };
    const before = against.values.reduce((sum, each) => sum + each, 0) / against.values.length;
    return moved(check, name, value, before, against.words);
  },
});

function moved(check: Check, name: string, value: number, before: number, words: string): Judgement {
  const details = { value, before, against: words };
  const difference = value - before;
  if (check.args['unit'] === 'absolute')
    return {
      observed: difference,
      details,
      saw: `${name} moved by ${signed(difference)} from ${rounded(before)} (${words}) to ${rounded(value)}`,
    };
  if (before === 0 && difference !== 0)
    return {
      unknown: {
        reason: 'no_baseline',
        message: `${name} was 0 (${words}): no percentage tells a change from nothing; use \`unit: absolute\``,
      },
      details,
    };
  const percent = difference === 0 ? 0 : (difference / Math.abs(before)) * 100;
  return {
    observed: percent,
    details,
    saw: `${name} moved by ${signed(percent)} % from ${rounded(before)} (${words}) to ${rounded(value)}`,
  };
}

interface Base {
  readonly values: readonly number[];
  /** How many it takes. */
  readonly least: number;
  readonly words: string;
}

function base(check: Check, earlier: readonly Earlier[], asOf: number): Base {
  const { against } = check.args;
  if (against === 'sameWeekday') {
    const weekday = new Date(asOf).getUTCDay();
    const found = earlier.find(({ at }) => new Date(at).getUTCDay() === weekday);
    return {
      values: found === undefined ? [] : [found.value],
      least: 1,
      words: `the last ${WEEKDAYS[weekday] ?? ''}`,
    };
  }
  const runs = meanRuns(check);
  return {
    values: earlier.slice(0, runs).map(({ value }) => value),
    least: runs,
    words: runs === 1 ? 'the run before' : `the mean of ${String(runs)} runs`,
  };
}

/** 1 for `previous`; n of `mean(n)` or `{mean: n}`. */
function meanRuns(check: Check): number {
  const { against } = check.args;
  if (isObject(against)) return Number(against['mean']);
  return Number(typeof against === 'string' ? (/^mean\((\d+)\)$/.exec(against)?.[1] ?? 1) : 1);
}

const pointsOf = (check: Check): number =>
  check.args['against'] === 'sameWeekday' ? WEEKDAY_RUNS : meanRuns(check);

const rounded = (value: number): string => String(Number(value.toPrecision(6)));
const signed = (value: number): string => (value > 0 ? `+${rounded(value)}` : rounded(value));
