/** Literals: a value of the contract as SQL text, exact and safe to stand in a statement. */
import type { LiteralForm } from '../plan/literal-form.js';
import type { Dialect } from './dialect.js';
import { SqlError } from './sql-error.js';
import { sql, trusted, type Sql } from './sql-text.js';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** @throws SqlError for what no literal can hold */
export function writeLiteral({ form, text }: LiteralForm, dialect: Dialect): Sql {
  switch (form) {
    case 'null':
      return sql`null`;
    case 'number':
      return writeNumber(text);
    case 'boolean':
      return text === 'true' ? sql`true` : sql`false`;
    case 'string':
      return dialect.text(text);
    case 'date':
      return sql`date ${dialect.text(text)}`;
    case 'time':
      return sql`time ${dialect.text(text)}`;
    case 'timestamp':
      return sql`timestamp ${dialect.text(trimZeros(text))}`;
    case 'timestamptz':
      return sql`timestamp with time zone ${dialect.text(`${trimZeros(text)}+00`)}`;
  }
}

/** A decimal digit by digit, never through a double; negative ones in parentheses. */
export function writeNumber(text: string): Sql {
  const parts = DECIMAL.exec(text.trim());
  const [, sign = '', whole = '', fraction = '', exponent] = parts ?? [];
  if (parts === null || whole + fraction === '')
    throw new SqlError('bad_type', 'a number of the rule is no decimal number');
  const plain = exponent === undefined ? point(whole, fraction) : shift(whole, fraction, Number(exponent));
  return sign === '-' ? trusted(`(-${plain})`) : trusted(plain);
}

const point = (whole: string, fraction: string): string =>
  fraction === '' ? whole || '0' : `${whole || '0'}.${fraction}`;

/** Moves the point; numbers beyond 40 digits keep their exponent (they are doubles to any engine). */
function shift(whole: string, fraction: string, by: number): string {
  if (Math.abs(by) > 40) return `${point(whole, fraction)}e${String(by)}`;
  const digits = whole + fraction;
  const at = whole.length + by;
  const padded = at > digits.length ? digits.padEnd(at, '0') : at < 0 ? '0'.repeat(-at) + digits : digits;
  const left = Math.max(at, 0);
  return point(padded.slice(0, left).replace(/^0+(?=\d)/, ''), padded.slice(left));
}

/** `10:00:00.500000` → `10:00:00.5`. */
const trimZeros = (instant: string): string => instant.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
