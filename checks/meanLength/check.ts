/** meanLength: the mean length of the texts of a column, in characters. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('meanLength', 'the mean length'), range: { low: 0 } });
