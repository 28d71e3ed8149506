/** oneCurrent: keys that do not have exactly one current row. */
import { columnPath } from '../../src/model/expr.js';
import { columnList, sequenceJudgement } from '../../src/model/kit-sequence.js';
import { defineCheck } from '../../src/model/kit.js';
import { dueText } from '../../src/model/kit-option.js';

export default defineCheck({
  kind: 'oneCurrent',
  level: 'dataset',
  dimension: 'consistency',
  units: ['rows'],
  defaultLimit: { op: '=', value: 0 },
  columnOptions: ['/key', '/current'],
  needs: ({ args }) => [
    { measure: 'current', key: columnList(args['key']), current: columnPath(dueText(args['current'])) },
  ],
  judge: (readings, check) =>
    sequenceJudgement(readings, check, { of: 'keys', bad: 'do not have exactly one current row' }),
});
