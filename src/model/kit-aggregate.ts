/** The aggregate kinds: one metric of a column against a limit. */
import type { Check } from './check.js';
import { ownColumn } from './expr.js';
import type { CheckKind } from './kit.js';
import { valueJudgement, WITHHELD } from './kit-judgement.js';
import { mayShowValues } from './kit-set.js';
import { isValueOfRow, scalarMetric, type MetricSubject, type ScalarMetric } from './metric.js';

/** A check as the subject of a metric. */
export function subjectOf(check: Check): MetricSubject {
  return {
    column: check.steps === null ? null : ownColumn(check),
    columnType: check.columnType,
    args: check.args,
    unit: check.unit,
  };
}

/** The metric of a check. @throws Error where its kind is no metric, or a metric of a column stands without one */
export function metricOf(name: string, check: Check): ScalarMetric {
  const metric = scalarMetric(name, subjectOf(check));
  if (metric === null) throw new Error(`${check.id}: no metric ${name} can be taken here`);
  return metric;
}

/**
 * `needs` and `judge` of a kind that limits one metric of a column.
 * @param words what the message calls the value: `the mean`
 */
export function aggregateKind(
  name: string,
  words: string,
): Pick<CheckKind, 'kind' | 'level' | 'dimension' | 'units' | 'range' | 'needs' | 'judge'> {
  return {
    kind: name,
    level: 'column',
    dimension: 'accuracy',
    units: ['value'],
    range: {},
    needs: (check) => metricOf(name, check).measures,
    judge: (readings, check) => {
      const judgement = valueJudgement(metricOf(name, check).find(readings), words, check);
      const told = 'unknown' in judgement || !isValueOfRow(name) || mayShowValues(check);
      return told ? judgement : { ...judgement, saw: `${words} is ${WITHHELD}`, withheld: true };
    },
  };
}
