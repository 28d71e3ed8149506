/** noOverlap: rows of a key whose time begins before an earlier one of the same key has ended. */
import { columnPath } from '../../src/model/expr.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { columnList, sequenceJudgement } from '../../src/model/kit-sequence.js';
import { defineCheck } from '../../src/model/kit.js';
import { dueText } from '../../src/model/kit-option.js';

export default defineCheck({
  kind: 'noOverlap',
  level: 'dataset',
  dimension: 'consistency',
  units: ['rows'],
  defaultLimit: { op: '=', value: 0 },
  columnOptions: ['/key', '/from', '/to'],
  faults: ({ from, to }) =>
    from === to
      ? [optionFault('/to', 'An interval from a column to itself is empty.', 'Name two columns.')]
      : [],
  needs: ({ args }) => [
    {
      measure: 'overlaps',
      key: columnList(args['key']),
      from: columnPath(dueText(args['from'])),
      to: columnPath(dueText(args['to'])),
    },
  ],
  judge: (readings, check) =>
    sequenceJudgement(readings, check, { bad: 'begin before an earlier one of their key has ended' }),
});
