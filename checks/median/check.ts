/** median: the middle value of a column, interpolated. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('median', 'the median') });
