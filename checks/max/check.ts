/** max: the largest value of a column; of numbers, dates, times and texts. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('max', 'the largest value'), operand: 'any' });
