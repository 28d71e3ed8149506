/** What a check can observe at all: the range of its kind and unit, and whether only whole numbers. */
import type { Limit, Unit } from '../model/check.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import { isNumeric } from '../model/exact.js';
import type { CheckKind } from '../model/kit.js';
import { intersection, rangeSet, setOf, type ValueSet } from './limit-set.js';
import { limitText, opposite } from './limit.js';

/** Counts of rows are whole; everything else may have a fraction. */
export const isWhole = (unit: Unit): boolean => unit === 'rows';

/** The values that a kind can observe in a unit. */
export function observable(kind: CheckKind, unit: Unit): ValueSet {
  if (kind.range !== undefined) return rangeSet(kind.range);
  if (unit === 'percent') return rangeSet({ low: 0, high: 100 });
  return unit === 'value' ? rangeSet({}) : rangeSet({ low: 0 });
}

/** A limit that no observation can keep, or that every one keeps: the rule would always or never fail. */
export function pointlessLimit(kind: CheckKind, limit: Limit, unit: Unit, place: Place): Fault | null {
  const operands = 'low' in limit ? [limit.low, limit.high] : [limit.value];
  if (!operands.every((value) => isNumeric(value))) return null;
  const possible = observable(kind, unit);
  const text = limitText(limit, unit);
  if (intersection(possible, setOf(limit, isWhole(unit))).length === 0)
    return fault('impossible-limit', `${kind.kind} can never be ${text}.`, place, rangeHint(kind, unit));
  if (intersection(possible, setOf(opposite(limit), isWhole(unit))).length === 0)
    return fault(
      'idle-limit',
      `${kind.kind} is always ${text}: nothing breaks it.`,
      place,
      rangeHint(kind, unit),
    );
  return null;
}

function rangeHint(kind: CheckKind, unit: Unit): string {
  const [all] = observable(kind, unit);
  const low = all?.low === null || all === undefined ? null : String(all.low.value);
  const high = all?.high === null || all === undefined ? null : String(all.high.value);
  const what = isWhole(unit) ? 'a whole number' : unit === 'percent' ? 'a percentage' : 'a number';
  if (low === null && high === null) return `It is ${what}.`;
  if (high === null) return `It is ${what}, ${low ?? ''} or more.`;
  return low === null ? `It is ${what}, ${high} or less.` : `It is ${what} from ${low} to ${high}.`;
}
