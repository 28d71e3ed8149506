/** What a draft rule measures: whether two rules look at the same figure, and which figures there can be. */
import { digest } from '../../model/digest.js';
import type { JsonObject } from '../../model/json.js';
import { rangeSet, setOf, type ValueSet } from '../../suite/limit-set.js';
import type { DraftRule } from './draft.js';

/** Kinds that count rows unless the rule says percent. */
const ROWS = [
  ...['rowCount', 'nullValues', 'missingValues', 'invalidValues', 'duplicateValues'],
  ...['failedRows', 'compare', 'foreignKey', 'columnType'],
];
/** Figures that are never below 0. */
const COUNTS = [
  ...['distinctCount', 'distinctValues', 'mostCommonValue', 'minLength', 'maxLength', 'meanLength'],
  ...['freshness', 'frequency', 'reconcile'],
];

export type Measured = Pick<DraftRule, 'column' | 'metric' | 'args' | 'limit' | 'unit' | 'severity'>;

/** Equal for rules that look at one figure, whatever their limits. */
export function figureOf({ column, metric, args }: Measured): string {
  return digest([column, metric, withoutNothing(args)]);
}

function withoutNothing(args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}

/** The unit that the limit is in. */
export function unitOf({ metric, unit }: Measured): 'rows' | 'percent' | 'value' {
  return unit ?? (ROWS.includes(metric) ? 'rows' : 'value');
}

/** What the figure can be. */
export function possible(rule: Measured): ValueSet {
  if (rule.metric === 'failedRows') return rangeSet({ low: 0 });
  if (rule.metric === 'distinctRatio') return rangeSet({ low: 0, high: 100 });
  const unit = unitOf(rule);
  if (unit === 'percent') return rangeSet({ low: 0, high: 100 });
  return unit === 'rows' || COUNTS.includes(rule.metric) ? rangeSet({ low: 0 }) : rangeSet({});
}

/** What its limit allows. */
export function allowed(rule: Measured): ValueSet {
  return setOf(rule.limit, unitOf(rule) === 'rows');
}
