/** skewness: the adjusted Fisher–Pearson skewness of a column. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('skewness', 'the skewness') });
