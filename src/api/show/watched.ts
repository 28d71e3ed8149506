/** What a kind that watches a metric over time keeps beside its judgement. */
import { isNumeric } from '../../model/exact.js';
import type { Json } from '../../model/json.js';
import type { Answer } from '../route.js';

interface Kept {
  readonly [name: string]: Json | undefined;
}

/** True where `observed` is a judgement about a metric, and the metric itself stands in the details. */
export function isWatched(details: Kept): boolean {
  return ['value', 'lower', 'upper'].some((name) => typeof details[name] === 'number');
}

/** The metric and the range in which it was expected; null for kinds that watch none. */
export function showWatched(details: Kept): Answer<'CheckWatched'> | null {
  if (!isWatched(details)) return null;
  return {
    value: numberOf(details['value']),
    bandLow: numberOf(details['lower']),
    bandHigh: numberOf(details['upper']),
  };
}

const numberOf = (value: Json | undefined): number | null => (isNumeric(value) ? Number(value) : null);
