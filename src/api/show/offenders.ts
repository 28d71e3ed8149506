/** The values that broke a rule, as far as the details of a result name them. */
import { isObject, type Json, type JsonObject, type JsonScalar } from '../../model/json.js';
import type { Answer } from '../route.js';

type Offender = Answer<'CheckOffenders'>['values'][number];

/** Where kinds keep them, the most telling first: with counts, without, or the first one alone. */
const PLACES = ['offenders', 'new', 'first'] as const;

/**
 * Null where the kind records none.
 * @param hidden the column is not public: none of its values is told, whatever is on record
 */
export function showOffenders(details: JsonObject, hidden: boolean): Answer<'CheckOffenders'> | null {
  const place = PLACES.find((each) => details[each] !== undefined && details[each] !== null);
  if (place === undefined) return null;
  if (hidden) return { values: [], hidden };
  const found = details[place];
  const values = (Array.isArray(found) ? found : [found]).flatMap(offenderOf);
  return values.length === 0 ? null : { values, hidden };
}

function offenderOf(each: Json | undefined): readonly Offender[] {
  if (isScalar(each)) return [{ value: each, count: null }];
  if (!isObject(each) || !isScalar(each['value'])) return [];
  const { value, count } = each;
  return [{ value, count: typeof count === 'number' || typeof count === 'string' ? count : null }];
}

const isScalar = (value: Json | undefined): value is JsonScalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
