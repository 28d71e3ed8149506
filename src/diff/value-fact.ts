/** How a value of a contract changed, in words. */
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { quoted } from './sentence.js';

/** Goes on from a subject: `` is `5` (was `4`) ``, `` has `lost` as well and no longer has `new` ``; empty where nothing changed. */
export function valueFact(before: Json | undefined, after: Json | undefined): string {
  if (equal(before, after)) return '';
  if (Array.isArray(before) && Array.isArray(after))
    return listFact(before as readonly Json[], after as readonly Json[]);
  if (before === undefined) return `is ${shown(after)} (was not stated)`;
  if (after === undefined) return `is no longer stated (was ${shown(before)})`;
  return `is ${shown(after)} (was ${shown(before)})`;
}

/** The keys of two records that differ: `` maximum is `5` (was `4`) ``. */
export function recordFact(before: JsonObject, after: JsonObject): string {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => !equal(before[key], after[key]))
    .map((key) => `${key} ${valueFact(before[key], after[key])}`)
    .join(', ');
}

/** A value on one line, short enough to be read. */
export function shown(value: Json | undefined): string {
  if (Array.isArray(value))
    return value.length > 5
      ? `of ${String(value.length)} values`
      : quoted((value as readonly Json[]).map(plain).join(', '));
  return quoted(plain(value));
}

function listFact(before: readonly Json[], after: readonly Json[]): string {
  const beyond = (list: readonly Json[], other: readonly Json[]): readonly Json[] =>
    list.filter((item) => !other.some((one) => equal(one, item)));
  const [fresh, gone] = [beyond(after, before), beyond(before, after)];
  if (fresh.length === 0 && gone.length === 0) return 'is in another order';
  const parts = [
    fresh.length === 0 ? '' : `has ${shown(fresh)} as well`,
    gone.length === 0 ? '' : `no longer has ${shown(gone)}`,
  ];
  return parts.filter((part) => part !== '').join(' and ');
}

const plain = (value: Json | undefined): string =>
  typeof value === 'string' && value !== ''
    ? value
    : isObject(value) || Array.isArray(value)
      ? JSON.stringify(value)
      : JSON.stringify(value ?? null);

const equal = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
