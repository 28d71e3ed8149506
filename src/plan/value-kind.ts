/** What a value can do, whatever its source calls its type: the few kinds that the plan and the SQL tell apart. */
import type { LogicalType, SourceType } from '../model/type.js';

export type ValueKind =
  | 'boolean'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'string'
  | 'uuid'
  | 'enum'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'time'
  | 'json'
  | 'struct'
  | 'list'
  | 'map'
  | 'other';

const KINDS: { readonly [name: string]: ValueKind } = {
  boolean: 'boolean',
  tinyint: 'integer',
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  hugeint: 'integer',
  utinyint: 'integer',
  usmallint: 'integer',
  uinteger: 'integer',
  ubigint: 'integer',
  uhugeint: 'integer',
  real: 'double',
  double: 'double',
  float: 'double',
  decimal: 'decimal',
  varchar: 'string',
  char: 'string',
  text: 'string',
  uuid: 'uuid',
  enum: 'enum',
  json: 'json',
  date: 'date',
  time: 'time',
  struct: 'struct',
  list: 'list',
  map: 'map',
};

/** The kind of a source's type. */
export function kindOfType(type: SourceType): ValueKind {
  if (type.name === 'timestamp') return type.zone === true ? 'timestamptz' : 'timestamp';
  return KINDS[type.name] ?? 'other';
}

/** The kind that text of a declared type is read as; text without a declared type stays text. */
export function kindOfLogical(type: LogicalType | null): ValueKind {
  switch (type) {
    case null:
    case 'string':
      return 'string';
    case 'number':
      return 'double';
    case 'object':
    case 'array':
      return 'json';
    default:
      return type;
  }
}

export const isNumber = (kind: ValueKind): boolean =>
  kind === 'integer' || kind === 'decimal' || kind === 'double';
export const isTextual = (kind: ValueKind): boolean =>
  kind === 'string' || kind === 'uuid' || kind === 'enum';
export const isMoment = (kind: ValueKind): boolean =>
  kind === 'date' || kind === 'timestamp' || kind === 'timestamptz';
/** Kinds whose values have an order that both engines agree on. */
export const isOrdered = (kind: ValueKind): boolean =>
  isNumber(kind) || isTextual(kind) || isMoment(kind) || kind === 'time' || kind === 'boolean';
