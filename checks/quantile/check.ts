/** quantile: the value below which a share `q` of a column lies, interpolated. */
import { aggregateKind } from '../../src/model/kit-aggregate.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({ ...aggregateKind('quantile', 'the quantile') });
