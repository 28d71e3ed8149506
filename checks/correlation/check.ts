/** correlation: the Pearson correlation of a column with another, over the rows that have both. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  ...aggregateKind('correlation', 'the correlation'),
  range: { low: -1, high: 1 },
  columnOptions: ['/with'],
});
