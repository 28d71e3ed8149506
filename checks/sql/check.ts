/** sql: the one value of the author's query. */
import { dueText } from '../../src/model/kit-option.js';
import { queryAt } from '../../src/model/kit-reading.js';
import { shownValue } from '../../src/model/kit-judgement.js';
import { mayShowValues } from '../../src/model/kit-set.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'sql',
  level: 'both',
  dimension: 'accuracy',
  units: ['value', 'rows', 'percent'],
  operand: 'any',
  range: {},
  sqlOptions: [{ option: '/query', form: 'query' }],
  needs: (check) => [
    {
      measure: 'query',
      sql: dueText(check.args['query']),
      ...(check.steps === null ? {} : { column: check.steps }),
    },
  ],
  judge: (readings, check) => {
    const { value } = queryAt(readings, 0);
    if (value === null) return { unknown: { reason: 'no_values', message: 'the query gave NULL' } };
    const saw = `the query gave ${shownValue(value)}`;
    // A text is a value of some row, and a query may name any column of the table.
    const withheld = shownValue(value) !== String(value) && !mayShowValues(check);
    return { observed: value, saw, withheld };
  },
});
