/** Invalid values: the constraints of `invalidValues` as one expression that is true for a bad value, never for NULL. */
import { isNumeric, plus } from './exact.js';
import { and, compareExpr, length, not, or } from './expr.js';
import type { Json, JsonObject, JsonScalar } from './json.js';
import { columnForms, isOneOf, scalars, type ColumnForms } from './kit-missing.js';
import type { CompareOp, Expr } from './measure.js';
import type { LogicalType } from './type.js';

/** Options that bound a value, and the comparison that breaks each. */
const VALUE_BOUNDS: readonly (readonly [string, CompareOp])[] = [
  ['min', '<'],
  ['max', '>'],
  ['exclusiveMin', '<='],
  ['exclusiveMax', '>='],
];

/** Options that bound a length: of a text, an array, an object. */
const LENGTH_BOUNDS: readonly (readonly [string, CompareOp])[] = [
  ['minLength', '<'],
  ['maxLength', '>'],
  ['minItems', '<'],
  ['maxItems', '>'],
  ['minProperties', '<'],
  ['maxProperties', '>'],
];

/** The options that constrain a value; one of them at least is due. */
export const CONSTRAINTS: readonly string[] = [
  'validValues',
  'forbiddenValues',
  'pattern',
  'forbiddenPattern',
  'format',
  'multipleOf',
  'uniqueItems',
  'requiredKeys',
  ...[...VALUE_BOUNDS, ...LENGTH_BOUNDS].map(([option]) => option),
];

/**
 * True for a value that breaks one of the constraints in `args`. NULL and the `missingValues` are never invalid.
 * @throws Error without any constraint: the kind's `faults` refuse such a rule
 */
export function isInvalid(column: Expr, args: JsonObject, type: LogicalType | null): Expr {
  const forms = columnForms(column);
  const broken = [
    ...setConstraints(forms, args, type),
    ...textConstraints(forms.raw, args),
    ...VALUE_BOUNDS.flatMap(([option, op]) => bound(column, op, args[option], type)),
    ...LENGTH_BOUNDS.flatMap(([option, op]) => bound(length(column), op, args[option], 'number')),
    ...shapeConstraints(column, args),
  ];
  const [first] = broken;
  if (first === undefined) throw new Error('invalidValues without a constraint');
  const any = broken.length === 1 ? first : or(...broken);
  const missing = isOneOf(forms, scalars(args['missingValues']), type);
  return missing === null ? any : and(any, not(missing));
}

/** A literal as the column's type would write it, so that dates and exact numbers compare as what they are. */
export function typedLiteral(value: JsonScalar, type: LogicalType | null): Expr {
  if (typeof value !== 'string') return { expr: 'literal', value };
  const as = literalType(value, type);
  return as === null ? { expr: 'literal', value } : { expr: 'literal', value, type: as };
}

function literalType(value: string, type: LogicalType | null) {
  if (type === 'number' || type === 'integer') return isNumeric(value) ? 'number' : null;
  if (type === 'date') return 'date';
  if (type === 'timestamp')
    return /(?:[zZ]|[+-]\d{2}(?::?\d{2})?)$/.test(value.slice(10)) ? 'timestamptz' : 'timestamp';
  if (type === 'time') return 'time';
  return type === 'string' ? 'string' : null;
}

function setConstraints(forms: ColumnForms, args: JsonObject, type: LogicalType | null): Expr[] {
  const valid = isOneOf(forms, scalars(args['validValues']), type);
  const forbidden = isOneOf(forms, scalars(args['forbiddenValues']), type);
  return [...(valid === null ? [] : [not(valid)]), ...(forbidden === null ? [] : [forbidden])];
}

function textConstraints(of: Expr, args: JsonObject): Expr[] {
  const { pattern, forbiddenPattern, format } = args;
  return [
    ...(typeof pattern === 'string' ? [not({ expr: 'matches', of, pattern })] : []),
    ...(typeof forbiddenPattern === 'string'
      ? [{ expr: 'matches', of, pattern: forbiddenPattern } as const]
      : []),
    ...(typeof format === 'string' ? [not({ expr: 'format', of, format })] : []),
  ];
}

function bound(of: Expr, op: CompareOp, limit: Json | undefined, type: LogicalType | null): Expr[] {
  if (typeof limit !== 'number' && typeof limit !== 'string') return [];
  return [compareExpr(of, op, typedLiteral(limit, type))];
}

function shapeConstraints(of: Expr, args: JsonObject): Expr[] {
  const by = args['multipleOf'];
  return [
    ...(isNumeric(by) ? [not({ expr: 'multipleOf', of, by: String(plus(by, 0)) })] : []),
    ...(args['uniqueItems'] === true ? [not({ expr: 'uniqueItems', of })] : []),
    ...scalars(args['requiredKeys']).map((key) => not({ expr: 'hasKey', of, key: String(key) })),
  ];
}
