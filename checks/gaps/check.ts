/** gaps: steps of a regular series that no row has, between its first and its last value. */
import { columnPath } from '../../src/model/expr.js';
import { durationFaults, isoDuration, sequenceJudgement } from '../../src/model/kit-sequence.js';
import { defineCheck } from '../../src/model/kit.js';
import { dueText } from '../../src/model/kit-option.js';

export default defineCheck({
  kind: 'gaps',
  level: 'dataset',
  dimension: 'completeness',
  units: ['rows'],
  defaultLimit: { op: '=', value: 0 },
  columnOptions: ['/column'],
  faults: (args) => durationFaults(args, 'every'),
  needs: ({ args }) => [
    { measure: 'gaps', column: columnPath(dueText(args['column'])), every: isoDuration(args['every']) },
  ],
  judge: (readings, check) =>
    sequenceJudgement(
      readings,
      check,
      { of: 'steps', bad: `of ${dueText(check.args['every'])} have no row` },
      true,
    ),
});
