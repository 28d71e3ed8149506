/** maxLength: the length of the longest text of a column, in characters. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('maxLength', 'the longest length'), range: { low: 0 } });
