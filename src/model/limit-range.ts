/** A limit as one range of numbers, for a chart. */
import type { Limit } from './check.js';
import { isNumeric } from './exact.js';
import type { JsonScalar } from './json.js';

export interface LimitRange {
  readonly low: number | null;
  readonly high: number | null;
  readonly lowInclusive: boolean;
  readonly highInclusive: boolean;
}

/** Both ends null where the limit is no single range of numbers: `!= 0`, a range that is forbidden, dates. */
export function limitRange(limit: Limit | null): LimitRange {
  if (limit === null) return range(null, null);
  if ('low' in limit) return limit.op === 'between' ? range(limit.low, limit.high) : range(null, null);
  switch (limit.op) {
    case '=':
      return range(limit.value, limit.value);
    case '!=':
      return range(null, null);
    case '<':
    case '<=':
      return { ...range(null, limit.value), highInclusive: limit.op === '<=' };
    case '>':
    case '>=':
      return { ...range(limit.value, null), lowInclusive: limit.op === '>=' };
  }
}

function range(low: JsonScalar, high: JsonScalar): LimitRange {
  return { low: numberOf(low), high: numberOf(high), lowInclusive: true, highInclusive: true };
}

const numberOf = (value: JsonScalar): number | null => (isNumeric(value) ? Number(value) : null);
