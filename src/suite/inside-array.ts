/** Columns inside arrays: many values a row. */
import type { Property } from '../model/contract.js';

/** True for the items of an array and whatever lies in them. */
export function isInsideArray(property: Pick<Property, 'steps'>): boolean {
  return property.steps.some((step) => 'items' in step);
}

/** Kinds that can look at each item of an array; others need one value a row. */
const INTO_ARRAYS = new Set(['columnPresent', 'columnType', 'nullValues', 'missingValues', 'invalidValues']);

/** Why a kind can not run on a column, for one inside an array; null where it can. */
export function arrayReason(kind: string, property: Property | null): string | null {
  if (property === null || !isInsideArray(property) || INTO_ARRAYS.has(kind)) return null;
  return `${kind} needs one value a row; ${property.path} lies inside an array.`;
}
