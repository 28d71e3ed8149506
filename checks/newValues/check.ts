/** newValues: distinct values of a column that its baseline does not have. */
import type { Check } from '../../src/model/check.js';
import { toNumber } from '../../src/model/exact.js';
import { isNull, not, ownColumn } from '../../src/model/expr.js';
import type { Json, JsonObject } from '../../src/model/json.js';
import {
  acceptedRuns,
  baselineFaults,
  baselineOf,
  keptValue,
  type Baseline,
} from '../../src/model/kit-baseline.js';
import { columnForms, isOneOf } from '../../src/model/kit-missing.js';
import { frequenciesAt } from '../../src/model/kit-reading.js';
import { distinctSet, mayShowValues } from '../../src/model/kit-set.js';
import { defineCheck, type Judgement } from '../../src/model/kit.js';
import type { FrequenciesValue, Measure } from '../../src/model/measure.js';

/** Distinct values that are kept with a run. */
const KEPT = 1000;
/** Distinct values of two scopes that are compared. */
const COMPARED = 10_000;
/** New values that the details may name. */
const SHOWN = 10;

type Frequencies = FrequenciesValue['segments'][number];

export default defineCheck({
  kind: 'newValues',
  level: 'column',
  dimension: 'conformity',
  units: ['value'],
  defaultLimit: { op: '=', value: 0 },
  range: { low: 0 },
  faults: baselineFaults,
  history: (check) => {
    const baseline = baselineOf(check);
    return baseline.from === 'history' ? baseline.need : null;
  },
  needs: (check) => {
    const baseline = baselineOf(check);
    const of = ownColumn(check);
    const all = (limit: number): Measure => ({ measure: 'frequencies', of, limit });
    if (baseline.from === 'history') return [all(KEPT)];
    if (baseline.from === 'scope') return [all(COMPARED), { ...all(COMPARED), scope: baseline.scope }];
    const known = isOneOf(columnForms(of), declaredSet(baseline), check.columnType);
    const where = known === null ? not(isNull(of)) : not(known);
    return [{ measure: 'frequencies', of, limit: SHOWN, where }];
  },
  judge: (readings, check, { history }) => {
    const baseline = baselineOf(check);
    const now = frequenciesAt(readings, 0);
    if (baseline.from === 'declared')
      return found(
        check,
        now.distinct,
        now.values.map(({ value }) => String(value)),
        {},
        'the declared values',
      );
    if (baseline.from === 'scope') return againstScope(check, now, frequenciesAt(readings, 1));
    const details = kept(check, now);
    const runs = acceptedRuns(baseline, history).filter((point) => Array.isArray(point.details['values']));
    if (runs.length < baseline.least)
      return {
        unknown: {
          reason: 'insufficient_history',
          message: `${String(runs.length)} of ${String(baseline.least)} earlier runs that it takes are there`,
        },
        details,
      };
    if (details['capped'] === true || runs.some((point) => point.details['capped'] === true))
      return { unknown: tooMany(KEPT), details };
    const known = new Set(runs.flatMap((point) => listOf(point.details['values'])));
    const fresh = now.values.filter(({ value }) => !known.has(keptValue(check, value)));
    const words = `the last ${String(runs.length)} runs`;
    return found(
      check,
      fresh.length,
      fresh.map(({ value }) => String(value)),
      details,
      words,
    );
  },
});

const tooMany = (cap: number) =>
  ({
    reason: 'unsupported',
    message: `there are more than ${String(cap)} distinct values: too many to compare one by one`,
  }) as const;

const isCapped = (values: Frequencies, cap: number): boolean => toNumber(values.distinct) > cap;

function againstScope(check: Check, now: Frequencies, before: Frequencies): Judgement {
  if (isCapped(now, COMPARED) || isCapped(before, COMPARED)) return { unknown: tooMany(COMPARED) };
  if (before.values.length === 0)
    return { unknown: { reason: 'no_baseline', message: 'the baseline has no values' } };
  const known = new Set(before.values.map(({ value }) => String(value)));
  const fresh = now.values.map(({ value }) => String(value)).filter((value) => !known.has(value));
  return found(check, fresh.length, fresh, {}, 'the baseline');
}

function found(
  check: Check,
  count: number | string,
  values: readonly string[],
  details: JsonObject,
  words: string,
): Judgement {
  const shown = values.length > 0 && mayShowValues(check) ? { new: values.slice(0, SHOWN) } : {};
  return {
    observed: count,
    details: { ...details, ...shown },
    saw: `${String(count)} values are not among ${words}`,
  };
}

/** What stays with the run for later ones. */
function kept(check: Check, now: Frequencies): JsonObject {
  const values = now.values.map(({ value }) => keptValue(check, value));
  return { values, ...(isCapped(now, KEPT) ? { capped: true } : {}) };
}

const listOf = (value: Json | undefined): readonly unknown[] => (Array.isArray(value) ? value : []);

function declaredSet(baseline: Baseline & { from: 'declared' }) {
  return distinctSet(baseline.declared['values']);
}
