/** variance: the variance of a column, of a sample (n − 1). */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('variance', 'the variance'), range: { low: 0 } });
