/** A limit in another unit: 3 hours are 10 800 seconds. */
import Big from 'big.js';
import type { Limit } from '../../../model/check.js';
import { isNumeric } from '../../../model/exact.js';
import type { JsonScalar } from '../../../model/json.js';

/** Operands that are no numbers stay. */
export function times(limit: Limit, scale: number): Limit {
  const scaled = (value: JsonScalar): JsonScalar =>
    isNumeric(value) ? new Big(value).times(scale).toNumber() : value;
  return 'low' in limit
    ? { ...limit, low: scaled(limit.low), high: scaled(limit.high) }
    : { ...limit, value: scaled(limit.value) };
}
