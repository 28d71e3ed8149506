/** Bounds of a value, in the words that JSON Schema has for its kind, or in ours where it has none. */
import { compare, isNumeric } from '../../model/exact.js';
import type { Json, JsonObject } from '../../model/json.js';
import { isExact, type RecordKind } from './record-kind.js';
import type { Form } from './rule-values.js';
import { DECIMAL_TEXT, INTEGER_TEXT, LOCAL_TIME, LOCAL_TIMESTAMP } from './text-forms.js';

/** Arguments of `invalidValues` → keywords. */
export const BOUNDS: { readonly [argument: string]: string } = {
  min: 'minimum',
  max: 'maximum',
  exclusiveMin: 'exclusiveMinimum',
  exclusiveMax: 'exclusiveMaximum',
};

/**
 * A bound as a schema. `x-minimum` and its kin bound text: JSON Schema has no word for that, and validators that do not know them take every
 * value. A format or a pattern beside it says how the text is read. Null where the bound is none for values of this kind.
 * @param local a timestamp of a column without a time zone
 */
export function boundSchema(
  argument: string,
  bound: Json,
  kind: RecordKind,
  form: Form,
  local: boolean,
): JsonObject | null {
  const keyword = BOUNDS[argument];
  if (keyword === undefined || (typeof bound !== 'string' && typeof bound !== 'number')) return null;
  const ours = `x-${keyword}`;
  switch (kind) {
    case 'integer':
    case 'number':
      return isNumeric(bound) ? numberBound(keyword, bound, kind, form) : null;
    case 'string':
      return { [ours]: String(bound) };
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(String(bound)) ? { format: 'date', [ours]: String(bound) } : null;
    case 'time':
      return timeBound(String(bound), ours);
    case 'timestamp':
      return timestampBound(String(bound), ours, local);
    default:
      return null;
  }
}

/** Numbers are bounded as such, where a double is the bound; else by their shortest text. */
function numberBound(keyword: string, bound: number | string, kind: RecordKind, form: Form): JsonObject {
  const ours = `x-${keyword}`;
  if (form === 'text') return { pattern: textOf(kind), [ours]: String(bound) };
  return form === 'number' && !isExact(bound) ? { [ours]: String(bound) } : { [keyword]: Number(bound) };
}

export const textOf = (kind: RecordKind): string => (kind === 'integer' ? INTEGER_TEXT : DECIMAL_TEXT);

/** True where both bounds leave no number that is safe in a double. */
export function isBeyondDoubles(schema: JsonObject): boolean {
  const low = schema['x-minimum'] ?? schema['x-exclusiveMinimum'];
  const high = schema['x-maximum'] ?? schema['x-exclusiveMaximum'];
  const over = (value: Json | undefined, than: number): boolean =>
    isNumeric(value) && compare(value, than) > 0;
  const under = (value: Json | undefined, than: number): boolean =>
    isNumeric(value) && compare(value, than) < 0;
  return over(low, Number.MAX_SAFE_INTEGER) || under(high, Number.MIN_SAFE_INTEGER);
}

function timeBound(bound: string, ours: string): JsonObject | null {
  const match = /^(\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?$/.exec(bound);
  if (match === null) return null;
  return { pattern: LOCAL_TIME, [ours]: `${match[1] ?? ''}${match[2] ?? ':00'}` };
}

/** A bound that names no zone is in UTC. */
function timestampBound(bound: string, ours: string, local: boolean): JsonObject | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?([zZ]|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/.exec(
      bound,
    );
  if (match === null) return null;
  const [, day = '', minutes = '00:00', seconds = ':00', zone = 'Z'] = match;
  const form = local ? { pattern: LOCAL_TIMESTAMP } : { format: 'date-time' };
  return { ...form, [ours]: `${day}T${minutes}${seconds}${offset(zone)}` };
}

function offset(zone: string): string {
  if (/^[zZ]$/.test(zone)) return 'Z';
  const digits = zone.replace(':', '').padEnd(5, '0');
  return `${digits.slice(0, 3)}:${digits.slice(3)}`;
}
