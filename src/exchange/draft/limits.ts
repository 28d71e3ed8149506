/** Bounds as other tools state them → limits; what two levels of one test ask for. */
import type { Limit } from '../../model/check.js';
import { compare, isNumeric } from '../../model/exact.js';
import { intersection, rangeSet, setOf } from '../../suite/limit-set.js';
import { opposite } from '../../suite/limit.js';
import type { JsonScalar } from '../../model/json.js';

export interface Bounds {
  readonly min: JsonScalar;
  readonly max: JsonScalar;
  readonly strictMin?: boolean;
  readonly strictMax?: boolean;
}

/** One limit, two where one of both bounds is open, none without bounds; null where nothing lies between them. */
export function limitsOf({
  min,
  max,
  strictMin = false,
  strictMax = false,
}: Bounds): readonly Limit[] | null {
  const low: Limit | null = min === null ? null : { op: strictMin ? '>' : '>=', value: min };
  const high: Limit | null = max === null ? null : { op: strictMax ? '<' : '<=', value: max };
  if (low === null || high === null) return [low, high].filter((limit) => limit !== null);
  const order = compare(min, max);
  if (Number.isNaN(order) || order > 0) return null;
  if (order === 0) return strictMin || strictMax ? null : [{ op: '=', value: min }];
  return strictMin || strictMax ? [low, high] : [{ op: 'between', low: min, high: max }];
}

/** What a count that starts at 0 may be, by level. */
export interface Levels {
  readonly fail: Limit | null;
  readonly warn: Limit | null;
}

/** A level that can not come true, or never comes before the other, is none. */
export interface SettledLevels {
  readonly limits: readonly { readonly limit: Limit; readonly severity: 'warning' | null }[];
  /** No count passes: the test can only fail. */
  readonly impossible: boolean;
}

/** Which rules say what two levels say: a warning only where it can come before the failure. */
export function settleLevels({ fail, warn }: Levels): SettledLevels {
  const counts = rangeSet({ low: 0 });
  const allowed = (limit: Limit | null) =>
    limit === null ? counts : intersection(counts, setOf(limit, true));
  const breaks = (limit: Limit) => intersection(counts, setOf(opposite(limit), true));
  if (allowed(fail).length === 0 || (fail === null && allowed(warn).length === 0))
    return { limits: [], impossible: true };
  const failing = fail !== null && breaks(fail).length > 0 ? [{ limit: fail, severity: null }] : [];
  const comesFirst =
    warn !== null && allowed(warn).length > 0 && intersection(allowed(fail), breaks(warn)).length > 0;
  const warning = comesFirst ? [{ limit: warn, severity: 'warning' as const }] : [];
  return { limits: [...failing, ...warning], impossible: false };
}

/** A limit that says `mustBe: 0`. */
export function isZero(limit: Limit): boolean {
  return limit.op === '=' && isNumeric(limit.value) && compare(limit.value, 0) === 0;
}
