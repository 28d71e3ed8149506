/** nullValues: rows whose value is NULL. */
import { isNull, ownRaw } from '../../src/model/expr.js';
import { metricOf } from '../../src/model/kit-aggregate.js';
import { missingOfPresent } from '../../src/model/kit-faults.js';
import { findingJudgement } from '../../src/model/kit-judgement.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'nullValues',
  level: 'column',
  dimension: 'completeness',
  units: ['rows', 'percent'],
  faults: missingOfPresent,
  needs: (check) => metricOf('nullValues', check).measures,
  judge: (readings, check) =>
    findingJudgement(metricOf('nullValues', check).find(readings), { bad: 'are null' }),
  badRows: (check) => isNull(ownRaw(check)),
});
