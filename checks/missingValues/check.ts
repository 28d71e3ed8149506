/** missingValues: rows whose value is NULL or one of the values that stand for a missing one. */
import { ownColumn } from '../../src/model/expr.js';
import { metricOf } from '../../src/model/kit-aggregate.js';
import { missingOfPresent } from '../../src/model/kit-faults.js';
import { findingJudgement } from '../../src/model/kit-judgement.js';
import { columnForms, isMissing, scalars } from '../../src/model/kit-missing.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'missingValues',
  level: 'column',
  dimension: 'completeness',
  units: ['rows', 'percent'],
  faults: missingOfPresent,
  needs: (check) => metricOf('missingValues', check).measures,
  judge: (readings, check) =>
    findingJudgement(metricOf('missingValues', check).find(readings), { bad: 'are missing' }),
  badRows: (check) =>
    isMissing(columnForms(ownColumn(check)), scalars(check.args['missingValues']), check.columnType),
});
