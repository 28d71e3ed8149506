/** compare: rows in which a column does not stand to another as it should; a NULL on either side breaks nothing. */
import type { Check } from '../../src/model/check.js';
import { columnPath, compareExpr, ownColumn } from '../../src/model/expr.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { rowsJudgement } from '../../src/model/kit-judgement.js';
import { dueText, textOption } from '../../src/model/kit-option.js';
import { countAt } from '../../src/model/kit-reading.js';
import { defineCheck } from '../../src/model/kit.js';
import type { CompareOp, Expr } from '../../src/model/measure.js';
import { rowsFinding } from '../../src/model/metric.js';

/** The comparison that is true exactly where the asked one is false. */
const OPPOSITE: { readonly [op: string]: CompareOp } = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

export default defineCheck({
  kind: 'compare',
  level: 'both',
  dimension: 'consistency',
  units: ['rows', 'percent'],
  defaultLimit: { op: '=', value: 0 },
  columnOptions: ['/column', '/left'],
  faults: (args, check) => {
    const left = textOption(args['left']) ?? check.column;
    if (left === null)
      return [
        optionFault('/left', 'What is compared? The rule stands on no column.', 'Name the `left` column.'),
      ];
    return left === args['column'] ? [optionFault('/column', `${left} is compared with itself.`)] : [];
  },
  needs: (check) => [{ measure: 'count', where: broken(check) }, { measure: 'count' }],
  judge: (readings, check) => {
    const [bad, total] = [countAt(readings, 0), countAt(readings, 1)];
    const rule = `${dueText(check.args['operator'])} ${dueText(check.args['column'])}`;
    return rowsJudgement(rowsFinding(bad, total, check.unit), { bad: `are not ${rule}` });
  },
  badRows: broken,
});

function broken(check: Check): Expr {
  const { left, column, operator } = check.args;
  const op = OPPOSITE[dueText(operator)];
  if (op === undefined) throw new Error(`${check.id}: no such operator`);
  return compareExpr(
    typeof left === 'string' ? columnPath(left) : ownColumn(check),
    op,
    columnPath(dueText(column)),
  );
}
