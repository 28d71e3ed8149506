/** A CHECK constraint → clauses that mean exactly the same; null where there are no such. */
import { compare } from '../../model/exact.js';
import type { Json, JsonObject } from '../../model/json.js';
import type { SourceType } from '../../model/type.js';
import { columnIn, type Family, listOf, type Literal, literalIn, nodeOf, stringOf } from './table-literal.js';
import { logicalTypeOf } from './table-type.js';

export type ConditionClause =
  | { readonly clause: 'required'; readonly column: string }
  /** A key of `logicalTypeOptions`. */
  | {
      readonly clause: 'option';
      readonly column: string;
      readonly key: string;
      readonly value: number | string;
    }
  /** Arguments of `invalidValues`. */
  | { readonly clause: 'invalid'; readonly column: string; readonly args: JsonObject }
  | { readonly clause: 'compare'; readonly left: string; readonly operator: string; readonly right: string };

type Clauses = readonly ConditionClause[] | null;
/** The type of a column by its name in the expression; undefined: no such column. */
export type TypeOf = (column: string) => SourceType | null | undefined;

/** Operators with the two sides exchanged. */
const MIRRORED: { readonly [operator: string]: string } = {
  ...{ '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '<>': '<>' },
};
const OPTIONS: { readonly [operator: string]: readonly [option: string, argument: string] } = {
  '<': ['exclusiveMaximum', 'exclusiveMax'],
  '<=': ['maximum', 'max'],
  '>': ['exclusiveMinimum', 'exclusiveMin'],
  '>=': ['minimum', 'min'],
};

/**
 * Ranges, lists of values, comparisons of two columns, lengths, IS NOT NULL, and what AND joins of these. What depends on a collation or on
 * the padding of `char(n)` is none of them.
 */
export function conditionClauses(tree: Json | undefined, typeOf: TypeOf): Clauses {
  const node = nodeOf(tree);
  if (node === null) return null;
  const [kind, inner] = node;
  if (kind === 'BoolExpr')
    return inner['boolop'] === 'AND_EXPR' ? every(listOf(inner, 'args'), typeOf) : null;
  if (kind === 'NullTest') return notNull(inner, typeOf);
  return kind === 'A_Expr' ? comparison(inner, typeOf) : null;
}

function every(parts: readonly Json[], typeOf: TypeOf): Clauses {
  const found = parts.map((part) => conditionClauses(part, typeOf));
  return found.includes(null) ? null : found.flatMap((clauses) => clauses ?? []);
}

function notNull(test: JsonObject, typeOf: TypeOf): Clauses {
  const column = columnIn(test['arg'], families(typeOf));
  return column === null || typeOf(column) === undefined || test['nulltesttype'] !== 'IS_NOT_NULL'
    ? null
    : [{ clause: 'required', column }];
}

function comparison(expr: JsonObject, typeOf: TypeOf): Clauses {
  const operator = stringOf(listOf(expr, 'name').at(-1)) ?? '';
  switch (expr['kind']) {
    case 'AEXPR_OP':
      return plain(expr, operator, typeOf);
    case 'AEXPR_IN':
      return listed(expr, operator, items(expr['rexpr'], 'List', 'items'), typeOf);
    case 'AEXPR_OP_ANY':
      return operator === '=' ? listed(expr, '=', arrayItems(expr['rexpr']), typeOf) : null;
    case 'AEXPR_OP_ALL':
      return operator === '<>' ? listed(expr, '<>', arrayItems(expr['rexpr']), typeOf) : null;
    case 'AEXPR_BETWEEN': {
      const [low, high] = items(expr['rexpr'], 'List', 'items') ?? [];
      const side = (bound: Json | undefined, op: string): Clauses =>
        plain({ lexpr: expr['lexpr'], rexpr: bound }, op, typeOf);
      const [from, to] = [side(low, '>='), side(high, '<=')];
      return from === null || to === null ? null : [...from, ...to];
    }
    default:
      return null;
  }
}

function plain({ lexpr, rexpr }: JsonObject, operator: string, typeOf: TypeOf): Clauses {
  const mirrored = MIRRORED[operator];
  if (mirrored === undefined) return null;
  return (
    sided(lexpr, operator, rexpr, typeOf) ??
    sided(rexpr, mirrored, lexpr, typeOf) ??
    compared(lexpr, operator, rexpr, typeOf)
  );
}

/** Column or its length on the left, a constant on the right. */
function sided(left: Json | undefined, operator: string, right: Json | undefined, typeOf: TypeOf): Clauses {
  const column = columnIn(left, families(typeOf));
  if (column === null) return lengthOf(left, operator, right, typeOf);
  const family = families(typeOf)(column);
  const literal = family === null ? null : literalIn(right, family, isFloat(typeOf(column)));
  if (family === null || literal === null) return null;
  if (operator === '=' || operator === '<>')
    return listed({ lexpr: left }, operator, [right ?? null], typeOf);
  const names = OPTIONS[operator];
  if (names === undefined || family === 'text') return null;
  const [option, argument] = names;
  if ('text' in literal) {
    const value = momentOf(literal.text, family);
    return value === null ? null : [{ clause: 'option', column, key: option, value }];
  }
  const value = exactNumber(literal.number);
  if (typeof value === 'string') return [{ clause: 'invalid', column, args: { [argument]: value } }];
  return [{ clause: 'option', column, key: option, value }];
}

function listed(expr: JsonObject, operator: string, values: readonly Json[] | null, typeOf: TypeOf): Clauses {
  const column = columnIn(expr['lexpr'], families(typeOf));
  const family = column === null ? null : families(typeOf)(column);
  if (column === null || (family !== 'text' && family !== 'number')) return null;
  const literals = (values ?? []).map((value) => literalIn(value, family, isFloat(typeOf(column))));
  const scalars = literals.map((literal) => (literal === null ? null : scalarOf(literal)));
  if (scalars.length === 0 || scalars.includes(null)) return null;
  const key = operator === '=' ? 'validValues' : operator === '<>' ? 'forbiddenValues' : null;
  return key === null ? null : [{ clause: 'invalid', column, args: { [key]: [...new Set(scalars)] } }];
}

/** Numbers whose digits a double can not hold would be texts to a list of values. */
function scalarOf(literal: Literal): number | string | null {
  if ('text' in literal) return literal.text;
  const value = exactNumber(literal.number);
  return typeof value === 'number' ? value : null;
}

function compared(
  left: Json | undefined,
  operator: string,
  right: Json | undefined,
  typeOf: TypeOf,
): Clauses {
  const [a, b] = [columnIn(left, families(typeOf)), columnIn(right, families(typeOf))];
  if (a === null || b === null || a === b) return null;
  const family = families(typeOf)(a);
  if (family === null || family !== families(typeOf)(b)) return null;
  if (family === 'text' && operator !== '=' && operator !== '<>') return null;
  // A moment with a zone and one without are compared by the time zone of the session.
  if (typeOf(a)?.zone !== typeOf(b)?.zone) return null;
  return [{ clause: 'compare', left: a, operator: operator === '<>' ? '!=' : operator, right: b }];
}

const LENGTHS = new Set(['length', 'char_length', 'character_length', 'len']);

function lengthOf(
  tree: Json | undefined,
  operator: string,
  right: Json | undefined,
  typeOf: TypeOf,
): Clauses {
  const call = nodeOf(tree);
  if (call?.[0] !== 'FuncCall' || !LENGTHS.has(stringOf(listOf(call[1], 'funcname').at(-1)) ?? ''))
    return null;
  const column = columnIn(listOf(call[1], 'args')[0], families(typeOf));
  if (column === null || families(typeOf)(column) !== 'text') return null;
  const literal = literalIn(right, 'number');
  const n = literal !== null && 'number' in literal ? Number(literal.number) : Number.NaN;
  if (!Number.isInteger(n)) return null;
  const bound = (key: string, value: number): Clauses =>
    value < 0 ? null : [{ clause: 'option', column, key, value }];
  switch (operator) {
    case '<':
      return bound('maxLength', n - 1);
    case '<=':
      return bound('maxLength', n);
    case '>':
      return bound('minLength', n + 1);
    case '>=':
      return bound('minLength', n);
    case '=':
      return n < 0 ? null : [...(bound('minLength', n) ?? []), ...(bound('maxLength', n) ?? [])];
    default:
      return null;
  }
}

const isFloat = (type: SourceType | null | undefined): boolean =>
  type?.name === 'real' || type?.name === 'double';

const TEXTS = new Set(['varchar', 'text']);

function families(typeOf: TypeOf): (column: string) => Family | null {
  return (column) => {
    const type = typeOf(column);
    if (type === null || type === undefined) return null;
    if (TEXTS.has(type.name)) return 'text';
    // The money of PostgreSQL is written in the currency of its locale.
    if (type.name === 'money') return null;
    const logical = logicalTypeOf(type);
    if (logical === 'integer' || logical === 'number') return 'number';
    return logical === 'date' || logical === 'timestamp' ? logical : null;
  };
}

/** A date, or a moment without a zone, as ISO 8601 writes it; null for what would need a calendar or a time zone to be understood. */
function momentOf(text: string, family: Family): string | null {
  if (family === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
  return null;
}

/** A number where a double holds it, else its text. */
function exactNumber(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) && compare(text, value) === 0 ? value : text;
}

function items(tree: Json | undefined, kind: string, key: string): readonly Json[] | null {
  const node = nodeOf(tree);
  return node?.[0] === kind ? listOf(node[1], key) : null;
}

/** `ARRAY[…]`, also with a cast of the whole. */
function arrayItems(tree: Json | undefined): readonly Json[] | null {
  const node = nodeOf(tree);
  if (node?.[0] === 'TypeCast') return arrayItems(node[1]['arg']);
  return items(tree, 'A_ArrayExpr', 'elements');
}
