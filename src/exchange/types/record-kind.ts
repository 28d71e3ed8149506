/** What a column is in a record: its logical type, or what its physical type comes down to. */
import type { Property } from '../../model/contract.js';
import { compare, isNumeric } from '../../model/exact.js';
import type { Json } from '../../model/json.js';
import { logicalTypeFits } from '../../model/logical-type.js';
import { parsePhysicalType } from '../../model/physical-type.js';
import type { LogicalType } from '../../model/type.js';

/** `any`: neither type says what JSON it is. */
export type RecordKind = LogicalType | 'any';

const IN_ORDER: readonly LogicalType[] = [
  'integer',
  'number',
  'boolean',
  'date',
  'timestamp',
  'time',
  'string',
  'object',
  'array',
];

/** The kind of a column; fields and items tell it where no type is stated. */
export function recordKind(property: Property): RecordKind {
  if (property.logicalType !== null) return property.logicalType;
  if (property.physicalType !== null) {
    const type = parsePhysicalType(property.physicalType);
    if (type.name === 'json') return 'any';
    const kind = IN_ORDER.find((logical) => logicalTypeFits(logical, type) === true);
    if (kind !== undefined) return kind;
  }
  if (property.properties.length > 0) return 'object';
  return property.items === null ? 'any' : 'array';
}

const BIG_INTEGERS = ['bigint', 'hugeint', 'ubigint', 'uhugeint', 'bignum'];
const BIG_FORMATS = ['i64', 'u64', 'i128', 'u128'];
/** Decimal digits that every double keeps (IEEE 754 binary64). */
export const DOUBLE_DIGITS = 15;

/** Whether values may occur that a double can not hold: then text of digits is taken too. @param values of the column's rules */
export function isWide(property: Property, kind: RecordKind, values: readonly Json[]): boolean {
  if (kind !== 'integer' && kind !== 'number') return false;
  const { format } = property.options;
  if (format === 'f32' || format === 'f64') return false;
  if (typeof format === 'string' && BIG_FORMATS.includes(format)) return true;
  if (values.some((value) => isNumeric(value) && isLost(value, kind))) return true;
  if (property.physicalType === null) return false;
  const { name, precision } = parsePhysicalType(property.physicalType);
  if (BIG_INTEGERS.includes(name)) return true;
  return name === 'decimal' && (precision === undefined || precision > DOUBLE_DIGITS);
}

/** True where the value, or a whole number next to it, is none that a double holds. */
function isLost(value: number | string, kind: RecordKind): boolean {
  if (!Number.isFinite(Number(value))) return true;
  return kind === 'integer' ? !isExact(value) : compare(Number(value), value) !== 0;
}

/** True where a double prints as this very number, and no other whole number is rounded to it. */
export function isExact(value: number | string): boolean {
  const double = Number(value);
  if (!Number.isFinite(double) || compare(double, value) !== 0) return false;
  return !Number.isInteger(double) || Number.isSafeInteger(double);
}
