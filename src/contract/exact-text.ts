/** Numbers that a double can not hold, kept as text, so that a limit is the one that was written. */
import { compare } from '../model/exact.js';
import type { Json } from '../model/json.js';
import { isObject } from '../model/json.js';
import { pointer } from './pointer.js';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
const INTEGER = /^0[xo][0-9a-fA-F]+$/;

/** The exact decimal text of a number as written, where `value` (the double) is not that number; else null. */
export function exactText(source: string, value: number): string | null {
  if (INTEGER.test(source)) return Number.isSafeInteger(value) ? null : BigInt(source).toString();
  if (!DECIMAL.test(source)) return null;
  return compare(source, value) === 0 ? null : source.replace(/^\+/, '');
}

/** The document with those numbers as strings. */
export function withExactText(value: Json, exact: ReadonlyMap<string, string>, path = ''): Json {
  if (exact.size === 0) return value;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => withExactText(item, exact, pointer(path, index)));
  }
  if (!isObject(value)) return exact.get(path) ?? value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      withExactText(entry ?? null, exact, pointer(path, key)),
    ]),
  );
}
