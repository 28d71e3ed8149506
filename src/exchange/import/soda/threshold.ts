/** Thresholds of Soda checks → limits with their severity. */
import type { Limit } from '../../../model/check.js';
import { compare, isNumeric, minus, plus } from '../../../model/exact.js';
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import type { DraftRule } from '../../draft/draft.js';
import { entryOf, mapOf } from '../../draft/json-read.js';
import { limitsOf } from '../../draft/limits.js';

export interface Level {
  readonly limit: Limit;
  readonly severity: DraftRule['severity'];
}

const OPERATORS: { readonly [key: string]: '=' | '!=' | '<' | '<=' | '>' | '>=' } = {
  must_be: '=',
  must_not_be: '!=',
  must_be_greater_than: '>',
  must_be_greater_than_or_equal: '>=',
  must_be_less_than: '<',
  must_be_less_than_or_equal: '<=',
};
const RANGES = ['must_be_between', 'must_be_not_between'];

/**
 * The levels of a threshold, its `additional` one too; or a sentence that says what is wrong.
 * @param otherwise where no threshold is written; null: one is due
 * @param isCount only whole numbers are compared
 */
export function readThreshold(
  written: Json | undefined,
  otherwise: Limit | null,
  isCount: boolean,
): readonly Level[] | string {
  const threshold = mapOf(written);
  const own = levelOf(threshold, isCount);
  if (typeof own === 'string') return own;
  const { additional } = threshold;
  const more = isObject(additional) ? levelOf(additional, isCount) : [];
  if (typeof more === 'string') return more;
  if (own.length > 0) return [...own, ...more];
  return otherwise === null
    ? 'It has no threshold.'
    : [{ limit: otherwise, severity: severityOf(threshold) }, ...more];
}

const severityOf = (threshold: JsonObject): DraftRule['severity'] =>
  threshold['level'] === 'warn' ? 'warning' : null;

function levelOf(threshold: JsonObject, isCount: boolean): readonly Level[] | string {
  const keys = Object.keys(threshold).filter((key) => Object.hasOwn(OPERATORS, key) || RANGES.includes(key));
  const [key, ...more] = keys;
  if (key === undefined) return [];
  if (more.length > 0) return `Its threshold has more than one comparison: ${keys.join(', ')}.`;
  const value = threshold[key];
  const severity = severityOf(threshold);
  if (RANGES.includes(key)) {
    const limits = isObject(value) ? rangeOf(key, value, isCount) : null;
    return limits === null
      ? `Its ${key} can not be said as a limit.`
      : limits.map((limit) => ({ limit, severity }));
  }
  const op = entryOf(OPERATORS, key);
  const operand = numberOf(value);
  return op === undefined || operand === null
    ? `Its ${key} is no number.`
    : [{ limit: { op, value: operand }, severity }];
}

/** Numbers may be written as text, once variables are filled in. */
function numberOf(value: Json | undefined): number | null {
  return isNumeric(value) ? Number(value) : null;
}

/** Between: inside of both bounds. Not between: below `less_than`, or above `greater_than`. */
function rangeOf(key: string, range: JsonObject, isCount: boolean): readonly Limit[] | null {
  const bound = (plain: string) => {
    const strict = numberOf(range[plain]);
    return { value: strict ?? numberOf(range[`${plain}_or_equal`]), isStrict: strict !== null };
  };
  const [low, high] = [bound('greater_than'), bound('less_than')];
  if (key === 'must_be_between') {
    const limits = limitsOf({
      min: low.value,
      max: high.value,
      strictMin: low.isStrict,
      strictMax: high.isStrict,
    });
    return limits === null || limits.length === 0 ? null : limits;
  }
  if (low.value === null || high.value === null) return null;
  const from = high.isStrict ? high.value : isCount ? Number(plus(high.value, 1)) : null;
  const to = low.isStrict ? low.value : isCount ? Number(minus(low.value, 1)) : null;
  if (from === null || to === null || compare(from, to) > 0) return null;
  return [compare(from, to) === 0 ? { op: '!=', value: from } : { op: 'notBetween', low: from, high: to }];
}
