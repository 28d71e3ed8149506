/** Numbers of a result: as a number where nothing is lost, else as the text that the engine wrote. */
import { compare } from '../model/exact.js';

/**
 * An integer or decimal text. Integers beyond 2^53 stay text; a decimal becomes a number when the shortest text of
 * that double is the same decimal (`1.10` → 1.1, `0.1` → 0.1, a 25-digit amount stays text). Trailing zeros do not count.
 */
export function exactNumber(text: string): number | string {
  const number = Number(text);
  if (!Number.isFinite(number)) return special(text) ?? text;
  if (Number.isInteger(number)) return Number.isSafeInteger(number) && same(number, text) ? number + 0 : text;
  return same(number, text) ? number : text;
}

const same = (number: number, text: string): boolean => compare(number, text) === 0;

/** `NaN`, `Infinity` and `-Infinity` in this spelling, whatever the engine calls them; null for anything else. */
function special(text: string): string | null {
  const word = text.toLowerCase();
  if (word === 'nan') return 'NaN';
  if (word === 'infinity' || word === 'inf') return 'Infinity';
  return word === '-infinity' || word === '-inf' ? '-Infinity' : null;
}

/** A double as a JSON scalar: NaN and the infinities as their names, -0 as 0. */
export function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? (value === 0 ? 0 : value) : String(value);
}

/** A 4-byte float as the shortest decimal that reads back as it: 0.1, not 0.10000000149011612. */
export function jsonFloat(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return jsonNumber(short);
  }
  return jsonNumber(Number(value.toPrecision(9)));
}
