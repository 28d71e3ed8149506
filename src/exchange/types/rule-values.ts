/** Values of a rule as a record would hold them. */
import { isNumeric } from '../../model/exact.js';
import type { JsonScalar } from '../../model/json.js';
import { isExact, type RecordKind } from './record-kind.js';

/** `number` and `text` are the two forms of a column whose values a double may not hold; every other column has one form. */
export type Form = 'plain' | 'number' | 'text';

/**
 * The values of a set as JSON of the column's kind, each once; null where equal values may be written in several ways (timestamps), or where one
 * can be compared only as the source's own text. What the form can not hold is left out: it can not occur.
 */
export function setValues(
  values: readonly JsonScalar[],
  kind: RecordKind,
  form: Form,
): readonly JsonScalar[] | null {
  const given = values.filter((value) => value !== null);
  const read = given.map((value) => valueOf(value, kind, form));
  if (read.includes(undefined)) return null;
  return [...new Set(read.filter((value) => value !== null && value !== undefined))];
}

/** Undefined: not to be told; null: no value of this form equals it. */
function valueOf(value: string | number | boolean, kind: RecordKind, form: Form): JsonScalar | undefined {
  switch (kind) {
    case 'string':
      return String(value);
    case 'integer':
    case 'number':
      return numberOf(value, kind, form);
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? String(value) : undefined;
    default:
      return undefined;
  }
}

function numberOf(value: string | number | boolean, kind: RecordKind, form: Form): JsonScalar | undefined {
  if (!isNumeric(value)) return undefined;
  if (form !== 'text') return isExact(value) || kind === 'number' ? Number(value) : null;
  // `1.50` and `1.5` are one number in two texts; whole numbers have one.
  return kind === 'integer' && /^-?(0|[1-9]\d*)$/.test(String(value)) ? String(value) : undefined;
}
