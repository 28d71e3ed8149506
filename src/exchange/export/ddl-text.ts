/** Names and values as SQL text: what comes from a contract stays a name or a value, whatever it holds. */
import { isNumeric } from '../../model/exact.js';
import type { Json } from '../../model/json.js';

/** Always in quotes, so that case and odd characters stay. NUL, which no engine takes, is left out. */
export function identifier(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
}

export function textLiteral(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
}

/** A number as it is, text in quotes; null for what is neither, nor true or false. */
export function literal(value: Json): string | null {
  if (typeof value === 'number') return isNumeric(value) ? numberText(value) : null;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? textLiteral(value) : null;
}

/** A number that may have come as text, because a double does not hold it. */
export function numericLiteral(value: Json): string | null {
  if (typeof value === 'number') return literal(value);
  return isNumeric(value) && typeof value === 'string' ? value : null;
}

/** Without an exponent where it is short, so that it reads as it was written. */
function numberText(value: number): string {
  const text = String(value);
  return text.includes('e') && Number.isInteger(value) ? BigInt(value).toString() : text;
}
