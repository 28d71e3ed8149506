/** mostCommonValue: the most frequent value is one of a set; on a tie, every one of the tied values is. */
import type { Check } from '../../src/model/check.js';
import { compare } from '../../src/model/exact.js';
import { not, ownColumn } from '../../src/model/expr.js';
import { frequenciesAt } from '../../src/model/kit-reading.js';
import { columnForms, isOneOf } from '../../src/model/kit-missing.js';
import { distinctSet, mayShowValues } from '../../src/model/kit-set.js';
import { defineCheck } from '../../src/model/kit.js';
import type { Expr } from '../../src/model/measure.js';

/** Tied values outside the set that are counted one by one; beyond them the count is a lower bound, and said to be. */
const COUNTED = 100;

export default defineCheck({
  kind: 'mostCommonValue',
  level: 'column',
  dimension: 'accuracy',
  units: ['value'],
  defaultLimit: { op: '=', value: 0 },
  range: { low: 0 },
  needs: (check) => [
    { measure: 'frequencies', of: ownColumn(check), limit: 1 },
    { measure: 'frequencies', of: ownColumn(check), limit: COUNTED, where: not(isIn(check)) },
  ],
  judge: (readings, check) => {
    const [top] = frequenciesAt(readings, 0).values;
    if (top === undefined)
      return { unknown: { reason: 'no_values', message: 'there are no values, so none is the most common' } };
    const strangers = frequenciesAt(readings, 1).values;
    const tied = strangers.filter((other) => compare(other.count, top.count) === 0);
    const more = tied.length === COUNTED ? 'at least ' : '';
    return {
      observed: tied.length,
      saw:
        tied.length === 0
          ? `the most common value (${String(top.count)} rows) is in the set`
          : `${more}${String(tied.length)} most common values (${String(top.count)} rows each) are not in the set`,
      details: {
        count: top.count,
        ...(tied.length > 0 && mayShowValues(check)
          ? { offenders: tied.slice(0, 10).map(({ value }) => value) }
          : {}),
      },
    };
  },
});

function isIn(check: Check): Expr {
  const set = distinctSet(check.args['in']);
  const test = isOneOf(columnForms(ownColumn(check)), set, check.columnType);
  if (test === null) throw new Error(`${check.id}: an empty set`);
  return test;
}
