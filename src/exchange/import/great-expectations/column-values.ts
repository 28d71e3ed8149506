/** Expectations about the values of one column, row by row. */
import { isNumeric } from '../../../model/exact.js';
import type { JsonObject } from '../../../model/json.js';
import { listOf, scalarOf, scalarsOf, textOf, textsOf } from '../../draft/json-read.js';
import { limitsOf } from '../../draft/limits.js';
import { portablePattern } from '../../draft/pattern.js';
import { sqlList, sqlLiteral, sqlName } from '../../draft/sql-text.js';
import { likePattern } from './like-pattern.js';
import { refusal, type Meaning, type Reader } from './meaning.js';

/** A reader of a column's values; the name stands in quotes in `name`. */
const ofColumn =
  (read: (column: string, kwargs: JsonObject, name: string) => Meaning): Reader =>
  (kwargs) => {
    const column = textOf(kwargs['column']);
    return column === null ? refusal('It names no column.') : read(column, kwargs, sqlName(column));
  };

const notNull = ofColumn((column, _, name) => ({
  kind: 'values',
  column,
  native: { metric: 'nullValues' },
  bad: `${name} is null`,
  ofAll: true,
}));

const isNull = ofColumn((column, _, name) => ({
  kind: 'values',
  column,
  native: null,
  bad: `${name} is not null`,
  ofAll: true,
}));

const unique = ofColumn((column, _, name) => ({
  kind: 'unique',
  columns: [column],
  native: { metric: 'duplicateValues', column },
  scope: `${name} is not null`,
}));

const set = (forbids: boolean): Reader =>
  ofColumn((column, kwargs, name) => {
    const values = scalarsOf(kwargs['value_set']);
    if (values === null || values.length === 0) return refusal('Its `value_set` is no list of values.');
    const list = sqlList(values);
    return {
      kind: 'values',
      column,
      native: { metric: 'invalidValues', args: { [forbids ? 'forbiddenValues' : 'validValues']: values } },
      bad: list === null ? null : `${name} ${forbids ? 'in' : 'not in'} ${list}`,
    };
  });

const between = ofColumn((column, kwargs, name) => {
  const [min, max] = [scalarOf(kwargs['min_value']), scalarOf(kwargs['max_value'])];
  const [strictMin, strictMax] = [kwargs['strict_min'] === true, kwargs['strict_max'] === true];
  if ([min, max].some((bound) => typeof bound === 'boolean') || !isBoundOrNone(kwargs))
    return refusal('One of its bounds is no value.');
  if (kwargs['parse_strings_as_datetimes'] === true)
    return refusal('It compares text as times: declare the column as a timestamp.');
  const limits = limitsOf({ min, max, strictMin, strictMax });
  if (limits === null || limits.length === 0)
    return refusal('It has no bounds, or nothing lies between them.');
  const sides = [
    ...(min === null
      ? []
      : [{ key: strictMin ? 'exclusiveMin' : 'min', sign: strictMin ? '<=' : '<', bound: min }]),
    ...(max === null
      ? []
      : [{ key: strictMax ? 'exclusiveMax' : 'max', sign: strictMax ? '>=' : '>', bound: max }]),
  ];
  const args = Object.fromEntries(sides.map(({ key, bound }) => [key, bound]));
  const bad = sides.map(({ sign, bound }) => `${name} ${sign} ${sqlLiteral(bound) ?? ''}`).join(' or ');
  return { kind: 'values', column, native: { metric: 'invalidValues', args }, bad };
});

const isBoundOrNone = (kwargs: JsonObject): boolean =>
  ['min_value', 'max_value'].every((key) => {
    const bound = kwargs[key];
    return bound === undefined || bound === null || typeof bound === 'string' || isNumeric(bound);
  });

const lengths = ofColumn((column, kwargs, name) => {
  const exact = kwargs['value'];
  const [low, high] = [exact ?? kwargs['min_value'] ?? null, exact ?? kwargs['max_value'] ?? null];
  const isLength = (bound: unknown): bound is number => Number.isInteger(bound) && Number(bound) >= 0;
  if ([low, high].some((bound) => bound !== null && !isLength(bound)) || (low === null && high === null))
    return refusal('Its lengths are no whole numbers.');
  const min = isLength(low) ? low + (kwargs['strict_min'] === true ? 1 : 0) : null;
  const max = isLength(high) ? high - (kwargs['strict_max'] === true ? 1 : 0) : null;
  if (max !== null && (max < 0 || (min !== null && min > max)))
    return refusal('No length lies between its bounds.');
  const bad = [
    ...(min === null ? [] : [`length(${name}) < ${min}`]),
    ...(max === null ? [] : [`length(${name}) > ${max}`]),
  ];
  const args = { ...(min === null ? {} : { minLength: min }), ...(max === null ? {} : { maxLength: max }) };
  return { kind: 'values', column, native: { metric: 'invalidValues', args }, bad: bad.join(' or ') };
});

/** A pattern is found anywhere in the value, as with ours. */
const regex = (forbids: boolean): Reader =>
  ofColumn((column, kwargs) => patternMeaning(column, textOf(kwargs['regex']), forbids));

function patternMeaning(column: string, pattern: string | null, forbids: boolean): Meaning {
  if (pattern === null) return refusal('It has no pattern.');
  const portable = portablePattern(pattern, forbids);
  if (portable.kind === 'other') return refusal(portable.reason);
  const native = { metric: 'invalidValues', args: { [forbids ? 'forbiddenPattern' : 'pattern']: pattern } };
  return {
    kind: 'values',
    column,
    native,
    bad: null,
    ...(portable.kind === 'stricter' ? { stricter: portable.reason } : {}),
  };
}

/** Of a list one pattern must be found (`match_on: any`), or none of them. */
const regexList = (forbids: boolean): Reader =>
  ofColumn((column, kwargs) => {
    const patterns = textsOf(kwargs['regex_list']);
    if (patterns.length === 0) return refusal('It has no patterns.');
    if (kwargs['match_on'] === 'all' && patterns.length > 1 && !forbids)
      return refusal('All of its patterns must match: write a rule for each.');
    const bad = patterns
      .map((pattern) => portablePattern(pattern, forbids))
      .find(({ kind }) => kind === 'other');
    if (bad?.kind === 'other') return refusal(bad.reason);
    const one =
      patterns.length === 1 ? (patterns[0] ?? '') : patterns.map((pattern) => `(?:${pattern})`).join('|');
    return patternMeaning(column, one, forbids);
  });

const like = (forbids: boolean): Reader =>
  ofColumn((column, kwargs, name) => {
    const pattern = textOf(kwargs['like_pattern']);
    if (pattern === null || pattern.includes('\\')) return refusal('It has no pattern, or one with escapes.');
    const args = { [forbids ? 'forbiddenPattern' : 'pattern']: likePattern(pattern) };
    const bad = `${name} ${forbids ? '' : 'not '}like ${sqlLiteral(pattern) ?? ''}`;
    return { kind: 'values', column, native: { metric: 'invalidValues', args }, bad };
  });

const json = ofColumn((column) => ({
  kind: 'values',
  column,
  native: { metric: 'invalidValues', args: { format: 'json' } },
  bad: null,
}));

export const COLUMN_VALUES: { readonly [type: string]: Reader } = {
  expect_column_values_to_not_be_null: notNull,
  expect_column_values_to_be_null: isNull,
  expect_column_values_to_be_unique: unique,
  expect_column_values_to_be_in_set: set(false),
  expect_column_values_to_not_be_in_set: set(true),
  expect_column_values_to_be_between: between,
  expect_column_value_lengths_to_be_between: lengths,
  expect_column_value_lengths_to_equal: lengths,
  expect_column_values_to_match_regex: regex(false),
  expect_column_values_to_not_match_regex: regex(true),
  expect_column_values_to_match_regex_list: regexList(false),
  expect_column_values_to_not_match_regex_list: regexList(true),
  expect_column_values_to_match_like_pattern: like(false),
  expect_column_values_to_not_match_like_pattern: like(true),
  expect_column_values_to_be_json_parseable: json,
};

/** For lists of names, e.g. of columns; null where one is no text. */
export function nameList(value: JsonObject[string]): readonly string[] | null {
  const entries = listOf(value);
  const names = textsOf(value);
  return entries.length === 0 || names.length < entries.length ? null : [...new Set(names)];
}
