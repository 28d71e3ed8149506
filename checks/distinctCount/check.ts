/** distinctCount: how many different values a column has; NULL is none. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  ...aggregateKind('distinctCount', 'the number of distinct values'),
  dimension: 'uniqueness',
  range: { low: 0 },
});
