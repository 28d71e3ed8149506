/** Whether a check lets any row break it: only one that lets none speaks of a single record. */
import type { Check } from '../../model/check.js';
import { intersection, isOnly, rangeSet, setOf } from '../../suite/limit-set.js';

/** True where the limit allows no violation at all (`= 0`, `<= 0`, `< 1` of a count of rows). */
export function allowsNone({ limit, unit }: Pick<Check, 'limit' | 'unit'>): boolean {
  const counts = unit === 'rows';
  const possible = counts ? rangeSet({ low: 0 }) : rangeSet({ low: 0, high: 100 });
  return isOnly(intersection(setOf(limit, counts), possible), 0);
}
