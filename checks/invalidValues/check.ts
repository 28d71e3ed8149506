/** invalidValues: rows whose value breaks a constraint; a missing value is never invalid. */
import { ownColumn } from '../../src/model/expr.js';
import { metricOf } from '../../src/model/kit-aggregate.js';
import { isInvalid } from '../../src/model/kit-invalid.js';
import { invalidFaults } from '../../src/model/kit-invalid-faults.js';
import { findingJudgement } from '../../src/model/kit-judgement.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'invalidValues',
  level: 'column',
  dimension: 'conformity',
  units: ['rows', 'percent'],
  faults: (args, check) => invalidFaults(args, check.columnType, check.isText),
  needs: (check) => metricOf('invalidValues', check).measures,
  judge: (readings, check) =>
    findingJudgement(metricOf('invalidValues', check).find(readings), {
      bad: 'are invalid',
      of: check.args['of'] === 'present' ? 'values' : 'rows',
    }),
  badRows: (check) => isInvalid(ownColumn(check), check.args, check.columnType),
});
