/** reconcile: the same figure, or the same keys, of two datasets: what differs between them. */
import type { Check } from '../../src/model/check.js';
import { didYouMean } from '../../src/model/did-you-mean.js';
import { compare, isNumeric, minus, plus, toNumber } from '../../src/model/exact.js';
import { columnPath } from '../../src/model/expr.js';
import type { JsonScalar } from '../../src/model/json.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { shownValue } from '../../src/model/kit-judgement.js';
import { orphansAt } from '../../src/model/kit-reading.js';
import { mayShowValues } from '../../src/model/kit-set.js';
import { columnList } from '../../src/model/kit-sequence.js';
import { defineCheck, type Judgement, type NeedsContext } from '../../src/model/kit.js';
import type { Expr, Measure, Scope } from '../../src/model/measure.js';
import {
  isValueOfRow,
  METRIC_NAMES,
  metricTakes,
  scalarMetric,
  type ScalarMetric,
} from '../../src/model/metric.js';
import type { ReadingValue } from '../../src/model/reading.js';
import { dueText, textOption } from '../../src/model/kit-option.js';

/** Doubles that were added in another order differ in their last digits: equal up to this part of the larger. */
const ROUNDING = 1e-9;

export default defineCheck({
  kind: 'reconcile',
  level: 'both',
  dimension: 'consistency',
  units: ['value', 'percent'],
  defaultLimit: { op: '=', value: 0 },
  range: { low: 0 },
  columnOptions: ['/column', '/keys'],
  faults: (args, check) => {
    const { of, column, keys } = args;
    if (of === 'keys')
      return keys === undefined
        ? [optionFault('/keys', 'Which keys are compared?', 'List them in `keys`.')]
        : [];
    const name = textOption(of) ?? '';
    if (!METRIC_NAMES.includes(name)) {
      const near = didYouMean(name, [...METRIC_NAMES, 'keys']);
      return [
        optionFault(
          '/of',
          `There is no metric ${name} to reconcile.`,
          near === null ? undefined : `Did you mean \`${near}\`?`,
        ),
      ];
    }
    const stands = metricTakes(name, 'dataset') || column !== undefined || check.column !== null;
    return stands ? [] : [optionFault('/of', `${name} is a metric of a column.`, 'Name the `column`.')];
  },
  needs: (check, context) => {
    if (check.args['of'] === 'keys') return keyMeasures(check, context);
    const [here, there] = metrics(check, context);
    return [...here.measures, ...there.measures];
  },
  judge: (readings, check, context) => {
    if (check.args['of'] === 'keys') return judgeKeys(readings, check);
    const [here, there] = metrics(check, context);
    const split = here.measures.length;
    return judgeValues(here.value(readings.slice(0, split)), there.value(readings.slice(split)), check);
  },
});

/** The rows of the other side: the same batch, unless the rule says `batch: all`. */
function otherScope(check: Check, { batch }: NeedsContext): Scope {
  const dataset = dueText(check.args['with']);
  return { dataset, batch: check.args['batch'] === 'all' ? null : batch };
}

function metrics(check: Check, context: NeedsContext): readonly [ScalarMetric, ScalarMetric] {
  const { of, column, withColumn } = check.args;
  const own = check.steps === null ? null : ({ expr: 'column', steps: check.steps } as const);
  const here = typeof column === 'string' ? columnPath(column) : own;
  const there = typeof withColumn === 'string' ? columnPath(withColumn) : here;
  const metric = (of_: Expr | null, scope?: Scope): ScalarMetric => {
    const subject = { column: of_, columnType: check.columnType, ...(scope === undefined ? {} : { scope }) };
    const found = scalarMetric(dueText(of), subject);
    if (found === null) throw new Error(`${check.id}: no metric ${dueText(of)}`);
    return found;
  };
  return [metric(here), metric(there, otherScope(check, context))];
}

/** Rows here without their key there, and the other way round. */
function keyMeasures(check: Check, context: NeedsContext): readonly Measure[] {
  const { keys, withKeys } = check.args;
  const here = columnList(keys);
  const there = withKeys === undefined ? here : columnList(withKeys);
  return [
    { measure: 'orphans', columns: here, to: { dataset: dueText(check.args['with']), columns: there } },
    {
      measure: 'orphans',
      columns: there,
      to: { dataset: check.dataset, columns: here },
      scope: otherScope(check, context),
    },
  ];
}

function judgeKeys(readings: readonly ReadingValue[], check: Check): Judgement {
  const [here, there] = [orphansAt(readings, 0), orphansAt(readings, 1)];
  const bad = plus(here.orphans, there.orphans);
  const total = plus(here.rows, there.rows);
  const observed =
    check.unit === 'percent' ? (toNumber(total) === 0 ? 0 : (toNumber(bad) / toNumber(total)) * 100) : bad;
  return {
    observed,
    rows: { bad, total },
    details: { onlyHere: here.orphans, onlyThere: there.orphans, rowsHere: here.rows, rowsThere: there.rows },
    saw: `${String(here.orphans)} rows have a key that ${dueText(check.args['with'])} lacks, ${String(there.orphans)} rows there have one that is missing here`,
  };
}

function judgeValues(here: JsonScalar, there: JsonScalar, check: Check): Judgement {
  const [name, other] = [dueText(check.args['of']), dueText(check.args['with'])];
  const told = mayShowValues(check) || ([here, there].every(isNumeric) && !isValueOfRow(name));
  const details = told ? { here, there } : {};
  if (here === null || there === null)
    return {
      unknown: {
        reason: 'no_values',
        message: `there are no values to take ${name} of ${here === null ? 'here' : `in ${other}`}`,
      },
      details,
    };
  const difference = apart(here, there);
  if (check.unit === 'percent' && toNumber(difference) !== 0 && !(isNumeric(there) && Number(there) !== 0))
    return {
      unknown: {
        reason: 'no_baseline',
        message: `${name} in ${other} is no number other than 0, so no percentage tells the difference`,
      },
      details,
    };
  const observed =
    check.unit === 'percent' && toNumber(difference) !== 0
      ? (toNumber(difference) / Math.abs(Number(there))) * 100
      : difference;
  const shown =
    told && isNumeric(here)
      ? `is ${shownValue(here)} here and ${shownValue(there)} in ${other}`
      : sameness(difference, other);
  return { observed, details, saw: `${name} ${shown}` };
}

const sameness = (difference: number | string, other: string): string =>
  difference === 0 ? `is the same here and in ${other}` : `differs from ${other}`;

/** |a − b| of numbers, exact but for the rounding of doubles; of dates, texts and booleans 0 or 1. */
function apart(a: JsonScalar, b: JsonScalar): number | string {
  if (!isNumeric(a) || !isNumeric(b)) return compare(a, b) === 0 ? 0 : 1;
  const fractions = [a, b].some((value) => typeof value === 'number' && !Number.isInteger(value));
  const scale = Math.max(Math.abs(Number(a)), Math.abs(Number(b)));
  if (fractions && Math.abs(Number(a) - Number(b)) <= ROUNDING * scale) return 0;
  const difference = compare(a, b) >= 0 ? minus(a, b) : minus(b, a);
  // A decimal that a double holds is a number, any other stays exact.
  return String(toNumber(difference)) === String(difference) ? toNumber(difference) : difference;
}
