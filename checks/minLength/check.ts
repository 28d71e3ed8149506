/** minLength: the length of the shortest text of a column, in characters. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('minLength', 'the shortest length'), range: { low: 0 } });
