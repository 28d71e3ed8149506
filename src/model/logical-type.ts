/** Logical types: which types of a source can stand for each logical type of the standard. */
import type { LogicalType, SourceType } from './type.js';

const INTEGERS = [
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'hugeint',
  'utinyint',
  'usmallint',
  'uinteger',
  'ubigint',
  'uhugeint',
];
const TEXTS = ['varchar', 'char', 'text', 'uuid', 'enum', 'json', 'blob', 'bit', 'interval'];

/** The source's own types that the standard has no nearer word for than `string`. */
const TEXT_LIKE = ['citext', 'name', 'inet', 'cidr', 'macaddr', 'macaddr8', 'xml', 'tsvector', 'ltree'];

const FITTING: { readonly [logical in LogicalType]: readonly string[] } = {
  string: [...TEXTS, ...TEXT_LIKE],
  date: ['date'],
  timestamp: ['timestamp'],
  time: ['time'],
  number: [...INTEGERS, 'real', 'double', 'float', 'decimal', 'money', 'bignum'],
  integer: INTEGERS,
  object: ['struct', 'map', 'json'],
  array: ['list', 'json'],
  boolean: ['boolean'],
};

const KNOWN: ReadonlySet<string> = new Set(Object.values(FITTING).flat());

/**
 * Whether a source's type can stand for a logical type. An integer is a number; a decimal without places is an integer;
 * JSON can hold an object, an array or a text. Null: the source's type is none that the standard has a word for.
 */
export function logicalTypeFits(logical: LogicalType, actual: SourceType): boolean | null {
  if (logical === 'integer' && actual.name === 'decimal') return actual.scale === 0;
  if (FITTING[logical].includes(actual.name)) return true;
  return KNOWN.has(actual.name) ? false : null;
}
