/** How a literal of a contract is written beside a value of some kind. */
import { isNumeric } from '../model/exact.js';
import type { JsonScalar } from '../model/json.js';
import { dayText, instantText } from './instant-text.js';
import { isMoment, isNumber, isTextual, type ValueKind } from './value-kind.js';

export interface LiteralForm {
  readonly form: 'null' | 'number' | 'string' | 'boolean' | 'date' | 'timestamp' | 'timestamptz' | 'time';
  /** A decimal, a text, `true`, `2001-01-15`, `2001-01-15 10:00:00.000000` (UTC) or `10:00:00`. */
  readonly text: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/;

/** The form of `value` where it can stand beside a value of this kind; null where no value of the kind can equal it. */
export function literalForm(value: JsonScalar, kind: ValueKind): LiteralForm | null {
  if (value === null) return { form: 'null', text: 'null' };
  if (isNumber(kind)) return isNumeric(value) ? { form: 'number', text: String(value) } : null;
  if (kind === 'boolean') return booleanForm(value);
  if (isMoment(kind)) return typeof value === 'string' ? momentForm(value, kind) : null;
  if (kind === 'time')
    return typeof value === 'string' && TIME.test(value) ? { form: 'time', text: value } : null;
  if (isTextual(kind) || kind === 'other') return { form: 'string', text: String(value) };
  return null;
}

function booleanForm(value: string | number | boolean): LiteralForm | null {
  const text = String(value).toLowerCase();
  return text === 'true' || text === 'false' ? { form: 'boolean', text } : null;
}

function momentForm(value: string, kind: ValueKind): LiteralForm | null {
  const day = dayText(value);
  if (day !== null && kind === 'date') return { form: 'date', text: day };
  const instant = instantText(value);
  if (instant === null) return null;
  return { form: kind === 'timestamptz' ? 'timestamptz' : 'timestamp', text: instant.slice(0, 26) };
}

/** The kind of a literal that stands alone. */
export function literalKind(value: JsonScalar, type: string | undefined): ValueKind {
  if (type === 'date' || type === 'timestamp' || type === 'timestamptz' || type === 'time') return type;
  if (type === 'number' || typeof value === 'number') return 'decimal';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}
