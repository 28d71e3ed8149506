/** Places of all that lies within a clause, by pointer from it: what later stages need to name the line of a fault. */
import type { Place } from '../model/fault.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

/** Of a longer list only the list has a place: a set of thousands of values needs none for each. */
const LONGEST_LIST = 100;

/**
 * Keys and list items below a clause: `/mustBe`, `/implementation/arguments/q`, `/arguments/properties/0`.
 * @param path pointer of the clause in the document
 */
export function innerPlaces(
  clause: unknown,
  path: string,
  places: Places,
): { readonly [pointer: string]: Place } {
  return Object.fromEntries(
    pointersWithin(clause, '').map((inner) => [inner, places.at(`${path}${inner}`)] as const),
  );
}

function pointersWithin(value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && value.length > LONGEST_LIST) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = pointer(at, key);
    return [here, ...pointersWithin(inner, here)];
  });
}
