/** distinctRatio: distinct values of a column ÷ rows that have a value. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  ...aggregateKind('distinctRatio', 'the share of distinct values'),
  dimension: 'uniqueness',
  units: ['value', 'percent'],
  range: { low: 0, high: 100 },
});
