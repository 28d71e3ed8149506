/** duplicateValues: surplus rows, those that repeat a key that stands already; a key with a NULL part is none. */
import { ownColumn } from '../../src/model/expr.js';
import { metricOf } from '../../src/model/kit-aggregate.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { findingJudgement } from '../../src/model/kit-judgement.js';
import { keysAt } from '../../src/model/kit-reading.js';
import { columnList } from '../../src/model/kit-sequence.js';
import { names } from '../../src/model/kit-table.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'duplicateValues',
  level: 'both',
  dimension: 'uniqueness',
  units: ['rows', 'percent'],
  columnOptions: ['/columns'],
  faults: (args, check) =>
    check.column === null && names(args['columns']).length === 0
      ? [optionFault('/columns', 'Duplicates of what? No columns are named.', 'Name the columns of the key.')]
      : [],
  badRows: ({ args, steps, id }) => ({
    measure: 'keys',
    columns: steps === null ? columnList(args['columns']) : [ownColumn({ steps, id })],
  }),
  needs: (check) => metricOf('duplicateValues', check).measures,
  judge: (readings, check) => {
    const finding = metricOf('duplicateValues', check).find(readings);
    const { repeated } = keysAt(readings, 0);
    return findingJudgement(finding, {
      bad: 'repeat a key that another row has',
      of: 'rows with a key',
      more:
        repeated === 0
          ? ''
          : `, ${String(repeated)} ${repeated === 1 ? 'key stands' : 'keys stand'} more than once`,
    });
  },
});
