/** Faults of `invalidValues` options: impossible ranges, patterns that do not compile, constraints on the wrong type. */
import { compare, isNumeric } from './exact.js';
import type { Json, JsonObject } from './json.js';
import { optionFault, type OptionFault } from './kit-faults.js';
import { CONSTRAINTS } from './kit-invalid.js';
import { scalars } from './kit-missing.js';
import type { LogicalType } from './type.js';

/** Lower option, upper option, and whether the two may be equal. */
const RANGES: readonly (readonly [string, string, boolean])[] = [
  ['min', 'max', true],
  ['exclusiveMin', 'exclusiveMax', false],
  ['min', 'exclusiveMax', false],
  ['exclusiveMin', 'max', false],
  ['minLength', 'maxLength', true],
  ['minItems', 'maxItems', true],
  ['minProperties', 'maxProperties', true],
];

/** Which declared types a constraint speaks of. */
const SUBJECTS: { readonly [option: string]: readonly LogicalType[] } = {
  minItems: ['array'],
  maxItems: ['array'],
  uniqueItems: ['array'],
  minProperties: ['object'],
  maxProperties: ['object'],
  requiredKeys: ['object'],
  minLength: ['string'],
  maxLength: ['string'],
  format: ['string'],
  multipleOf: ['number', 'integer'],
};

const PATTERNS = ['pattern', 'forbiddenPattern'];
const ORDERED = ['min', 'max', 'exclusiveMin', 'exclusiveMax'];

/** Every fault of the options, given the declared type of the column and whether its source keeps it as text. */
export function invalidFaults(
  args: JsonObject,
  type: LogicalType | null,
  isText = false,
): readonly OptionFault[] {
  return [
    ...(CONSTRAINTS.some((option) => args[option] !== undefined && args[option] !== false)
      ? []
      : [optionFault('', 'invalidValues has no constraint.', `Give one of ${CONSTRAINTS.join(', ')}.`)]),
    ...RANGES.flatMap(([low, high, equal]) => emptyRange(args, low, high, equal)),
    ...ORDERED.flatMap((option) => wrongBound(option, args[option], type)),
    ...PATTERNS.flatMap((option) => badPattern(option, args[option])),
    ...PATTERNS.flatMap((option) => (isText ? [] : patternOfValues(option, args[option], type))),
    ...Object.entries(SUBJECTS).flatMap(([option, types]) => wrongSubject(option, args[option], types, type)),
    ...badMultiple(args['multipleOf']),
    ...contradictions(args),
  ];
}

function emptyRange(args: JsonObject, low: string, high: string, equal: boolean): OptionFault[] {
  const [a, b] = [args[low], args[high]];
  if (!isBound(a) || !isBound(b)) return [];
  const order = compare(a, b);
  if (order < 0 || (order === 0 && equal)) return [];
  return [optionFault(`/${low}`, `No value lies between ${low} ${String(a)} and ${high} ${String(b)}.`)];
}

function wrongBound(option: string, value: Json | undefined, type: LogicalType | null): OptionFault[] {
  if (!isBound(value) || type === null) return [];
  const wanted = boundForm(type);
  if (wanted === null)
    return [optionFault(`/${option}`, `${option} speaks of values with an order; the column is a ${type}.`)];
  return wanted.test(String(value))
    ? []
    : [
        optionFault(
          `/${option}`,
          `${option} is ${JSON.stringify(value)}, but the column is a ${type}.`,
          type === 'number' || type === 'integer' ? 'Give a number.' : 'Give ISO 8601 text.',
        ),
      ];
}

/** How a bound on a column of this type is written; null where its values have no order. */
function boundForm(type: LogicalType): RegExp | null {
  if (type === 'number' || type === 'integer') return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
  if (type === 'date' || type === 'timestamp') return /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/;
  if (type === 'time') return /^\d{2}:\d{2}/;
  return type === 'string' ? /^/ : null;
}

/** As in the standard: an ECMA-262 expression, with or without the unicode flag. */
function badPattern(option: string, pattern: Json | undefined): OptionFault[] {
  if (typeof pattern !== 'string') return [];
  const compiles = ['u', ''].some((flags) => {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
  return compiles
    ? []
    : [
        optionFault(
          `/${option}`,
          `${option} is no regular expression: ${pattern}`,
          'Check brackets and escapes.',
        ),
      ];
}

/** Numbers and dates have no text of their own: engines spell them in different ways, so that a pattern would mean one thing here and another there. */
function patternOfValues(option: string, value: Json | undefined, type: LogicalType | null): OptionFault[] {
  if (value === undefined || type === null || type === 'string') return [];
  const instead = boundForm(type) === null ? 'validValues' : 'min, max or validValues';
  return [
    optionFault(
      `/${option}`,
      `${option} is for text; the column is declared as ${type}.`,
      `Write ${instead} instead; where the source keeps the column as text, state its physicalType.`,
    ),
  ];
}

function wrongSubject(
  option: string,
  value: Json | undefined,
  types: readonly LogicalType[],
  type: LogicalType | null,
): OptionFault[] {
  if (value === undefined || type === null || types.includes(type)) return [];
  return [optionFault(`/${option}`, `${option} is for a column of type ${types.join(' or ')}, not ${type}.`)];
}

function badMultiple(by: Json | undefined): OptionFault[] {
  if (by === undefined || (isNumeric(by) && compare(by, 0) > 0)) return [];
  return [optionFault('/multipleOf', 'multipleOf must be a number above 0.')];
}

/** A set of valid values that leaves none. */
function contradictions(args: JsonObject): OptionFault[] {
  const valid = scalars(args['validValues']);
  const out = [...scalars(args['forbiddenValues']), ...scalars(args['missingValues'])];
  if (valid.length === 0 || !valid.every((value) => out.some((other) => compare(value, other) === 0)))
    return [];
  return [optionFault('/validValues', 'Every valid value is also forbidden or missing: none is left.')];
}

function isBound(value: Json | undefined): value is string | number {
  return typeof value === 'number' || typeof value === 'string';
}
