/** failedRows: rows for which the author's predicate is true, or that the author's query returns. */
import type { Check } from '../../src/model/check.js';
import { isNull, not, ownRaw } from '../../src/model/expr.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { rowsJudgement } from '../../src/model/kit-judgement.js';
import { dueText } from '../../src/model/kit-option.js';
import { countAt } from '../../src/model/kit-reading.js';
import { defineCheck } from '../../src/model/kit.js';
import type { Expr, Measure } from '../../src/model/measure.js';
import { rowsFinding } from '../../src/model/metric.js';

export default defineCheck({
  kind: 'failedRows',
  level: 'both',
  dimension: 'accuracy',
  units: ['rows', 'percent'],
  defaultLimit: { op: '=', value: 0 },
  // A query may return a row more than once: its share of the rows may pass 100.
  range: { low: 0 },
  sqlOptions: [
    { option: '/where', form: 'predicate' },
    { option: '/query', form: 'query' },
  ],
  faults: (args, check) =>
    args['of'] === 'present' && check.column === null
      ? [
          optionFault(
            '/of',
            'Rows that have a value: of which column?',
            'Put the rule on a column, or leave `of` out.',
          ),
        ]
      : [],
  needs: (check) => {
    const where = predicate(check);
    const all: Measure =
      check.args['of'] === 'present'
        ? { measure: 'count', where: not(isNull(ownRaw(check))) }
        : { measure: 'count' };
    if (where !== null) return [{ measure: 'count', where }, all];
    const bad: Measure = { measure: 'queryRows', sql: dueText(check.args['query']), ...columnOf(check) };
    return check.unit === 'percent' ? [bad, all] : [bad];
  },
  judge: (readings, check) => {
    const bad = countAt(readings, 0);
    if (readings.length === 1)
      return { observed: bad, saw: `the query returned ${String(bad)} ${bad === 1 ? 'row' : 'rows'}` };
    const total = countAt(readings, 1);
    return rowsJudgement(rowsFinding(bad, total, check.unit), { bad: 'fail the rule' });
  },
  badRows: predicate,
});

function predicate(check: Check): Expr | null {
  const where = check.args['where'];
  if (typeof where !== 'string') return null;
  return { expr: 'sql', sql: where, ...columnOf(check) };
}

/** What `${column}` stands for. */
const columnOf = ({ steps }: Check): { readonly column?: NonNullable<Check['steps']> } =>
  steps === null ? {} : { column: steps };
