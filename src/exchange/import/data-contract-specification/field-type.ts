/** Types of the Data Contract Specification → the standard's. */
import type { JsonObject } from '../../../model/json.js';
import type { LogicalType } from '../../../model/type.js';
import { mapOf, textOf } from '../../draft/json-read.js';

export interface FieldType {
  readonly logicalType: LogicalType | null;
  readonly physicalType: string | null;
  readonly options: JsonObject;
}

const plain = (logicalType: LogicalType, options: JsonObject = {}): FieldType => ({
  logicalType,
  physicalType: null,
  options,
});

/** Widths of numbers are formats of the standard; a double is any number. */
const TYPES: { readonly [type: string]: FieldType } = {
  string: plain('string'),
  text: plain('string'),
  varchar: plain('string'),
  number: plain('number'),
  decimal: plain('number'),
  numeric: plain('number'),
  int: plain('integer', { format: 'i32' }),
  integer: plain('integer', { format: 'i32' }),
  long: plain('integer', { format: 'i64' }),
  bigint: plain('integer', { format: 'i64' }),
  float: plain('number', { format: 'f32' }),
  double: plain('number'),
  boolean: plain('boolean'),
  timestamp: plain('timestamp', { timezone: true }),
  timestamp_tz: plain('timestamp', { timezone: true }),
  timestamp_ntz: plain('timestamp', { timezone: false }),
  date: plain('date'),
  time: plain('time'),
  array: plain('array'),
  map: plain('object'),
  object: plain('object'),
  record: plain('object'),
  struct: plain('object'),
  bytes: { logicalType: null, physicalType: 'binary', options: {} },
  json: { logicalType: null, physicalType: 'json', options: {} },
  variant: { logicalType: null, physicalType: 'variant', options: {} },
};

/**
 * Null for a type that the specification does not have.
 * @param platform type of the contract's servers, where they all are of one: its own name of the type may stand in `config`
 */
export function fieldType(field: JsonObject, platform: string | null): FieldType | null {
  const word = textOf(field['type'])?.toLowerCase() ?? null;
  const config = mapOf(field['config']);
  const stated =
    textOf(config['physicalType']) ?? (platform === null ? null : textOf(config[`${platform}Type`]));
  if (word === null || word === 'null') return { logicalType: null, physicalType: stated, options: {} };
  const type = Object.hasOwn(TYPES, word) ? TYPES[word] : undefined;
  if (type === undefined) return null;
  return { ...type, physicalType: stated ?? type.physicalType ?? decimalOf(field, type) };
}

/** A number with a precision is a decimal; without one nothing is said. */
function decimalOf(field: JsonObject, { logicalType }: FieldType): string | null {
  const { precision, scale } = field;
  if (logicalType !== 'number' || typeof precision !== 'number' || !Number.isInteger(precision)) return null;
  return `decimal(${precision},${typeof scale === 'number' && Number.isInteger(scale) ? scale : 0})`;
}
