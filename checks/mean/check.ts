/** mean: the arithmetic mean of a column; of a boolean its share of true. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('mean', 'the mean') });
