/** Whether constraints on a value follow from others: the sets of valid values of `invalidValues`, compared. */
import { isNumeric, minus, plus } from '../model/exact.js';
import type { Json, JsonObject, JsonScalar } from '../model/json.js';
import { compareValues } from '../suite/compare-values.js';

/** Keys of the arguments that are no constraint on a value. */
const NO_CONSTRAINT = ['missingValues', 'of'];

/** Lower ends, with their open sisters, and upper ones. */
const ENDS = [
  { closed: 'min', open: 'exclusiveMin', side: 1 },
  { closed: 'max', open: 'exclusiveMax', side: -1 },
] as const;
const AT_LEAST = ['minLength', 'minItems', 'minProperties'];
const AT_MOST = ['maxLength', 'maxItems', 'maxProperties'];

/**
 * True where every value that meets all of `given` meets `wanted`. What can not be told is false.
 * @param given arguments of `invalidValues`, each of which holds of every value
 */
export function validImplies(given: readonly JsonObject[], wanted: JsonObject): boolean {
  return Object.entries(wanted).every(
    ([key, value]) =>
      value === undefined ||
      NO_CONSTRAINT.includes(key) ||
      given.some((one) => equalJson(one[key], value) || constraintImplied(one, key, value)),
  );
}

/** Integers have no value between two neighbours: an open end is the same as the next closed one. */
export function wholeEnds(args: JsonObject): JsonObject {
  const { exclusiveMin, exclusiveMax, ...rest } = args;
  return {
    ...rest,
    ...(isWhole(exclusiveMin) && rest['min'] === undefined
      ? { min: plus(exclusiveMin, 1) }
      : { ...(exclusiveMin === undefined ? {} : { exclusiveMin }) }),
    ...(isWhole(exclusiveMax) && rest['max'] === undefined
      ? { max: minus(exclusiveMax, 1) }
      : { ...(exclusiveMax === undefined ? {} : { exclusiveMax }) }),
  };
}

const isWhole = (value: Json | undefined): value is number | string =>
  isNumeric(value) && Number.isSafeInteger(Number(value));

function constraintImplied(given: JsonObject, key: string, wanted: Json): boolean {
  const values = scalarList(given['validValues']);
  if (values !== null && values.every((value) => meets(value, key, wanted))) return true;
  const end = ENDS.find(({ closed, open }) => key === closed || key === open);
  if (end !== undefined) return endImplied(given, end, key, wanted);
  if (AT_LEAST.includes(key)) return inOrder(given[key], wanted) >= 0;
  if (AT_MOST.includes(key)) return inOrder(given[key], wanted) <= 0;
  if (key === 'forbiddenValues' || key === 'requiredKeys') return includesAll(given[key], wanted);
  if (key === 'multipleOf') return isMultiple(given[key], wanted);
  return false;
}

/** A bound that lets less through; an open one of the same value is enough for both. */
function endImplied(given: JsonObject, end: (typeof ENDS)[number], key: string, wanted: Json): boolean {
  const byClosed = inOrder(given[end.closed], wanted) * end.side;
  const byOpen = inOrder(given[end.open], wanted) * end.side;
  return byOpen >= 0 || (key === end.closed ? byClosed >= 0 : byClosed > 0);
}

function inOrder(a: Json | undefined, b: Json): number {
  return isScalar(a) && isScalar(b) ? compareValues(a, b) : Number.NaN;
}

/** Whether one of a few values that are all there can be meets a constraint. Text is measured in characters, as engines do. */
function meets(value: JsonScalar, key: string, wanted: Json): boolean {
  switch (key) {
    case 'validValues':
      return (scalarList(wanted) ?? []).some((other) => other === value);
    case 'forbiddenValues':
      // Numbers and texts of one look may be one value to a column: then nothing is proven.
      return (scalarList(wanted) ?? [value]).every((other) => String(other) !== String(value));
    case 'min':
      return inOrder(value, wanted) >= 0;
    case 'max':
      return inOrder(value, wanted) <= 0;
    case 'exclusiveMin':
      return inOrder(value, wanted) > 0;
    case 'exclusiveMax':
      return inOrder(value, wanted) < 0;
    case 'minLength':
      return typeof value === 'string' && [...value].length >= Number(wanted);
    case 'maxLength':
      return typeof value === 'string' && [...value].length <= Number(wanted);
    default:
      return false;
  }
}

function includesAll(given: Json | undefined, wanted: Json): boolean {
  const [has, due] = [scalarList(given), scalarList(wanted)];
  return has !== null && due !== null && due.every((value) => has.some((other) => other === value));
}

function isMultiple(given: Json | undefined, wanted: Json): boolean {
  const [a, b] = [Number(given), Number(wanted)];
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && b !== 0 && a % b === 0;
}

const isScalar = (value: Json | undefined): value is JsonScalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

function scalarList(value: Json | undefined): readonly JsonScalar[] | null {
  if (!Array.isArray(value)) return null;
  const list = value as readonly Json[];
  return list.every(isScalar) ? list.filter(isScalar) : null;
}

/** Lists of values are sets: their order says nothing. */
function equalJson(a: Json | undefined, b: Json): boolean {
  if (a === undefined) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
