/** stddev: the standard deviation of a column, of a sample (n − 1). */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('stddev', 'the standard deviation'), range: { low: 0 } });
