/** One keyword of JSON Schema → what a contract asks by it. */
import { isNumeric } from '../../model/exact.js';
import { FORMAT_PATTERNS } from '../../model/format-patterns.js';
import { isObject, type Json, type JsonObject, type JsonScalar } from '../../model/json.js';
import type { LogicalType } from '../../model/type.js';
import {
  DECIMAL_TEXT,
  INTEGER_TEXT,
  LOCAL_TIME,
  LOCAL_TIMESTAMP,
  PATTERN_FORMATS,
  SHARED_FORMATS,
} from '../types/text-forms.js';

/** One argument of `invalidValues`; `option` is its word in `logicalTypeOptions`, where that has one for the type. */
export interface Ask {
  readonly args: JsonObject;
  readonly option: string | null;
}

/** Asks (none where the keyword says nothing about such a column), or the reason why it is not carried. */
type Answer = readonly Ask[] | string;

/** @param type of the column */
export function readKeyword(keyword: string, value: Json, type: LogicalType | null): Answer {
  if (ELSEWHERE.has(keyword)) return [];
  // The one name that many validators step over among `properties`; our own export writes it so.
  if (keyword === 'patternProperties' && isObject(value) && Object.keys(value).join() === '^__proto__$')
    return [];
  const known = Object.hasOwn(NOT_CARRIED, keyword) ? NOT_CARRIED[keyword] : undefined;
  if (known !== undefined) return known;
  if (Object.hasOwn(SIZES, keyword)) return size(keyword, value, type);
  if (Object.hasOwn(BOUNDS, keyword)) return bound(keyword, value, type);
  switch (keyword) {
    case 'multipleOf':
      if (!isNumberType(type)) return [];
      return isNumeric(value) && Number(value) > 0
        ? ask('multipleOf', value, typeof value === 'number')
        : 'it must be a number above 0';
    case 'x-multipleOf':
      return isNumeric(value) ? ask('multipleOf', value, false) : 'it must be a number above 0';
    case 'uniqueItems':
      return type === 'array' && value === true ? ask('uniqueItems', true) : [];
    case 'pattern':
      return pattern(value, type);
    case 'format':
      return format(value, type);
    case 'contentMediaType':
      return value === 'application/json' && type === 'string'
        ? ask('format', 'json')
        : 'a contract does not look into text of that kind';
    case 'enum':
      return set('validValues', listOf(value), type);
    case 'const':
      return set('validValues', [value], type);
    case 'not':
      return negation(value, type);
    default:
      return 'JSON Schema has no such keyword';
  }
}

/** Read by others, or said to people only. */
const ELSEWHERE = new Set(['$schema', '$id', 'id', '$anchor', '$comment', '$defs', 'definitions', 'title', 'description', 'examples', 'example', 'readOnly', 'writeOnly', 'deprecated', 'properties', 'required', 'items', 'additionalProperties', 'x-classification', 'x-digits', 'contentEncoding', '$vocabulary']); // prettier-ignore

const CONDITION = 'a contract has no conditions of this kind: write a failedRows rule';
const NOT_CARRIED: { readonly [keyword: string]: string } = {
  ...Object.fromEntries(['if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'dependencies'].map((key) => [key, CONDITION])), // prettier-ignore
  ...Object.fromEntries(
    ['anyOf', 'oneOf'].map((key) => [key, 'a column has one form; alternatives are none']),
  ),
  default: 'a contract fills nothing in',
  patternProperties: 'columns have names, not patterns of names',
  propertyNames: 'columns have names, not patterns of names',
  prefixItems: 'the items of an array are all of one kind',
  additionalItems: 'the items of an array are all of one kind',
  contains: 'the items of an array are all of one kind',
  minContains: 'the items of an array are all of one kind',
  maxContains: 'the items of an array are all of one kind',
  unevaluatedItems: 'the items of an array are all of one kind',
  unevaluatedProperties: 'only `additionalProperties: false` of the whole record is carried',
  contentSchema: 'a contract does not look into text of that kind',
  $dynamicRef: 'it is told only by the schemas around it',
  $recursiveRef: 'it is told only by the schemas around it',
};

const ask = (argument: string, value: Json, isOption = true, option = argument): readonly Ask[] => [
  { args: { [argument]: value }, option: isOption ? option : null },
];

const isNumberType = (type: LogicalType | null): boolean => type === 'number' || type === 'integer';

const SIZES: { readonly [keyword: string]: LogicalType } = {
  minLength: 'string',
  maxLength: 'string',
  minItems: 'array',
  maxItems: 'array',
  minProperties: 'object',
  maxProperties: 'object',
};

function size(keyword: string, value: Json, type: LogicalType | null): Answer {
  if (type !== SIZES[keyword]) return [];
  return Number.isSafeInteger(value) && Number(value) >= 0
    ? ask(keyword, value)
    : 'it must be a whole number';
}

/** Keyword → argument, and option. Words of ours, and of Ajv's package of formats, bound text. */
const BOUNDS: { readonly [keyword: string]: Bound } = {
  ...boundWords('min', 'minimum', 'formatMinimum'),
  ...boundWords('max', 'maximum', 'formatMaximum'),
  ...boundWords('exclusiveMin', 'exclusiveMinimum', 'formatExclusiveMinimum'),
  ...boundWords('exclusiveMax', 'exclusiveMaximum', 'formatExclusiveMaximum'),
};

interface Bound {
  readonly argument: string;
  readonly option: string;
  readonly ofText: boolean;
}

function boundWords(
  argument: string,
  option: string,
  ofFormat: string,
): { readonly [keyword: string]: Bound } {
  const ofText = { argument, option, ofText: true };
  return { [option]: { argument, option, ofText: false }, [`x-${option}`]: ofText, [ofFormat]: ofText };
}

const MOMENTS: readonly (LogicalType | null)[] = ['date', 'timestamp', 'time'];

function bound(keyword: string, value: Json, type: LogicalType | null): Answer {
  const { argument, option, ofText } = BOUNDS[keyword] ?? { argument: '', option: '', ofText: false };
  if (!ofText) return isNumberType(type) ? numberBound(argument, option, value, type) : [];
  if (typeof value !== 'string') return 'it must be text';
  if (type === 'string' && keyword.startsWith('x-')) return ask(argument, value, false);
  if (MOMENTS.includes(type))
    return /^\d{2}/.test(value) ? ask(argument, value, true, option) : 'it must be a date or a time';
  return isNumberType(type) && isNumeric(value) ? ask(argument, value, false) : [];
}

function numberBound(argument: string, option: string, value: Json, type: LogicalType | null): Answer {
  if (typeof value === 'boolean') return 'in the draft that it is written in, it must be a number';
  if (!isNumeric(value)) return 'it must be a number';
  const end =
    option === 'minimum' ? Number.MIN_SAFE_INTEGER : option === 'maximum' ? Number.MAX_SAFE_INTEGER : null;
  // What our own export says of every whole number that travels as JSON.
  if (type === 'integer' && value === end) return [];
  return ask(argument, value, typeof value === 'number', option);
}

function pattern(value: Json, type: LogicalType | null): Answer {
  if (typeof value !== 'string') return 'it must be text';
  if ([LOCAL_TIME, LOCAL_TIMESTAMP, INTEGER_TEXT, DECIMAL_TEXT].includes(value)) return [];
  if (value === '' || isNumberType(type) || type === 'boolean' || type === 'object' || type === 'array')
    return [];
  if (!compiles(value)) return 'it is no regular expression';
  if (type !== 'string') return `the column is a ${type ?? 'value of any type'}, and patterns are for text`;
  const format = PATTERN_FORMATS.find((name) => FORMAT_PATTERNS[name] === value);
  return format === undefined ? ask('pattern', value) : ask('format', format);
}

function compiles(value: string): boolean {
  return ['u', ''].some((flags) => {
    try {
      return new RegExp(value, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}

function format(value: Json, type: LogicalType | null): Answer {
  if (typeof value !== 'string') return 'it must be text';
  if (type !== 'string') return [];
  if (SHARED_FORMATS.includes(value)) return ask('format', value);
  return value === 'time'
    ? 'it asks for an offset from UTC, which a time of day in a table does not have'
    : 'a contract has no such format';
}

const isScalar = (value: Json): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

function set(
  argument: 'validValues' | 'forbiddenValues',
  values: readonly Json[],
  type: LogicalType | null,
): Answer {
  const given = values.filter((value) => value !== null);
  if (!given.every(isScalar)) return 'objects and arrays are no values of a set';
  const fitting = given.filter((value) => fits(value, type));
  if (fitting.length > 0) return ask(argument, [...new Set(fitting)], false);
  return argument === 'forbiddenValues' ? [] : 'none of its values is of the type of the column';
}

function fits(value: JsonScalar, type: LogicalType | null): boolean {
  if (type === null) return true;
  if (isNumberType(type)) return isNumeric(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'string') return typeof value === 'string';
  return MOMENTS.includes(type) && typeof value === 'string' && /^\d{2}/.test(value);
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

const MANY = 'only values, a pattern or null can be ruled out';

function negation(value: Json, type: LogicalType | null): Answer {
  if (!isObject(value)) return MANY;
  const { type: named, enum: values, const: only, pattern: text, ...rest } = value;
  if (Object.keys(rest).length > 0) return MANY;
  const asked = [values, only, text].filter((each) => each !== undefined).length;
  if (asked === 0) return named === 'null' ? [] : MANY;
  if (asked > 1 || (named !== undefined && (named !== 'string' || text === undefined))) return MANY;
  if (Array.isArray(values)) return set('forbiddenValues', listOf(values), type);
  if (only !== undefined) return set('forbiddenValues', [only], type);
  if (typeof text !== 'string' || !compiles(text)) return 'it is no regular expression';
  return type === 'string' ? ask('forbiddenPattern', text, false) : 'patterns are for text';
}
