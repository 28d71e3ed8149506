/** Constants and columns in the tree of an SQL expression, as PostgreSQL's parser gives it. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';

/** A constant; numbers as they are written, so that no digit is lost. */
export type Literal = { readonly number: string } | { readonly text: string };

/** The one key of a node and what it holds; null for what is no node. */
export function nodeOf(tree: Json | undefined): readonly [kind: string, node: JsonObject] | null {
  if (!isObject(tree)) return null;
  const [entry] = Object.entries(tree);
  if (entry === undefined || !isObject(entry[1])) return null;
  return [entry[0], entry[1]];
}

/** A list under a key; empty where there is none. */
export function listOf(node: JsonObject, key: string): readonly Json[] {
  const value = node[key];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The text of a `String` node. */
export function stringOf(tree: Json | undefined): string | null {
  const node = nodeOf(tree);
  const text = node?.[0] === 'String' ? (node[1]['sval'] ?? '') : null;
  return typeof text === 'string' ? text : null;
}

/** Types to which a cast of a column changes no value that is compared. */
const COLUMN_CASTS = {
  text: ['text', 'varchar'],
  number: ['numeric'],
  date: ['date'],
  timestamp: ['timestamp'],
} as const;
export type Family = keyof typeof COLUMN_CASTS;
/** And of a constant, where it is a whole number. */
const WHOLE_CASTS = ['int2', 'int4', 'int8', 'smallint', 'integer', 'bigint', 'float8', 'double'];

/** The name of the column that the tree is, casts within its family left out; null for anything else. */
export function columnIn(tree: Json | undefined, familyOf: (column: string) => Family | null): string | null {
  const { inner, casts } = withoutCasts(tree);
  const node = nodeOf(inner);
  if (node?.[0] !== 'ColumnRef') return null;
  const fields = listOf(node[1], 'fields');
  const name = fields.length === 1 ? stringOf(fields[0]) : null;
  if (name === null) return null;
  const family = familyOf(name);
  const allowed: readonly string[] = family === null ? [] : COLUMN_CASTS[family];
  return casts.every((cast) => allowed.includes(cast)) ? name : null;
}

/**
 * The constant that the tree is, its casts within the family left out; null for NULL, true and anything else.
 * @param isFloat of a column of doubles, to which a constant is cast without a loss that the comparison would not have anyway
 */
export function literalIn(tree: Json | undefined, family: Family, isFloat = false): Literal | null {
  const { inner, casts } = withoutCasts(tree);
  const node = nodeOf(inner);
  const literal = node?.[0] === 'A_Const' ? constantOf(node[1], family) : null;
  if (literal === null) return null;
  const whole = 'number' in literal && /^-?\d{1,15}$/.test(literal.number);
  const allowed: readonly string[] = [
    ...COLUMN_CASTS[family],
    ...(whole ? WHOLE_CASTS : []),
    ...(isFloat ? ['float8', 'double'] : []),
  ];
  return casts.every((cast) => allowed.includes(cast)) ? literal : null;
}

function constantOf({ ival, fval, sval }: JsonObject, family: Family): Literal | null {
  if (isObject(ival)) return { number: String(typeof ival['ival'] === 'number' ? ival['ival'] : 0) };
  if (isObject(fval)) return numberOf(fval['fval']);
  if (!isObject(sval)) return null;
  const text = typeof sval['sval'] === 'string' ? sval['sval'] : '';
  return family === 'number' ? numberOf(text) : { text };
}

/** What everybody reads as the same number. One with an exponent is a double to DuckDB; one of many digits may fit no type of a column. */
function numberOf(text: Json | undefined): Literal | null {
  const plain = typeof text === 'string' && /^-?(\d+\.?\d*|\.\d+)$/.test(text) && text.length <= 16;
  return plain ? { number: text } : null;
}

/** What stands inside of the casts, and the names of the types, outermost first. A cast with a length counts as unknown. */
function withoutCasts(tree: Json | undefined): { readonly inner: Json; readonly casts: readonly string[] } {
  const casts: string[] = [];
  let inner: Json = tree ?? null;
  for (;;) {
    const node = nodeOf(inner);
    if (node?.[0] !== 'TypeCast') return { inner, casts };
    casts.push(castName(node[1]['typeName']));
    inner = node[1]['arg'] ?? null;
  }
}

function castName(typeName: Json | undefined): string {
  if (!isObject(typeName)) return '?';
  if (listOf(typeName, 'typmods').length > 0) return '?';
  const array = listOf(typeName, 'arrayBounds').length > 0 ? '[]' : '';
  return `${(stringOf(listOf(typeName, 'names').at(-1)) ?? '?').toLowerCase()}${array}`;
}
