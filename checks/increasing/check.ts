/** increasing: rows whose value falls back behind the row before it; NULLs are stepped over. */
import { columnPath } from '../../src/model/expr.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { sequenceJudgement } from '../../src/model/kit-sequence.js';
import { defineCheck } from '../../src/model/kit.js';
import { dueText, textOption } from '../../src/model/kit-option.js';

export default defineCheck({
  kind: 'increasing',
  level: 'dataset',
  dimension: 'consistency',
  units: ['rows'],
  defaultLimit: { op: '=', value: 0 },
  columnOptions: ['/column', '/orderBy'],
  faults: ({ column, orderBy }) =>
    column === orderBy
      ? [
          optionFault(
            '/orderBy',
            `Rows ordered by ${textOption(column) ?? 'a column'} always go up by it.`,
            'Order by another column.',
          ),
        ]
      : [],
  needs: ({ args }) => [
    {
      measure: 'order',
      column: columnPath(dueText(args['column'])),
      orderBy: typeof args['orderBy'] === 'string' ? columnPath(args['orderBy']) : null,
      direction: args['direction'] === 'down' ? 'down' : 'up',
      strictly: args['strictly'] === true,
    },
  ],
  judge: (readings, check) => {
    const { column, direction, strictly } = check.args;
    const way = direction === 'down' ? 'above' : 'below';
    return sequenceJudgement(readings, check, {
      of: 'values',
      bad: `of ${dueText(column)} are ${way}${strictly === true ? ' or equal to' : ''} the one before`,
    });
  },
});
