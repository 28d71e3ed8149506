/** A check → an expectation of Great Expectations 1.x, or the reason why not. */
import type { Check, Limit } from '../../../model/check.js';
import { isNumeric } from '../../../model/exact.js';
import { withoutKeys } from '../../../suite/without-keys.js';
import type { JsonObject, JsonScalar } from '../../../model/json.js';
import { pairOf } from '../dbt/table-tests.js';
import { checkColumn, pathNames } from '../column-name.js';
import { isZero } from '../../draft/limits.js';
import { shareOfRest } from '../../draft/share.js';
import { entryOf, scalarOf, scalarsOf, textOf } from '../../draft/json-read.js';
import { portablePattern } from '../../draft/pattern.js';

export type Exported =
  | { readonly kind: 'expectation'; readonly type: string; readonly kwargs: JsonObject }
  | { readonly kind: 'lost'; readonly reason: string };

export const lost = (reason: string): Exported => ({ kind: 'lost', reason });
const expect = (type: string, kwargs: JsonObject): Exported => ({ kind: 'expectation', type, kwargs });

const NO_BOUNDS = lost('Its limit is none of at least, at most and between.');

/** `min_value`, `max_value`, strict or not; null for `mustNotBe` and `mustNotBeBetween`. */
export function boundsOf(limit: Limit): JsonObject | null {
  if ('low' in limit)
    return limit.op === 'between' ? { min_value: number(limit.low), max_value: number(limit.high) } : null;
  const value = number(limit.value);
  switch (limit.op) {
    case '=':
      return { min_value: value, max_value: value };
    case '>':
    case '>=':
      return { min_value: value, ...(limit.op === '>' ? { strict_min: true } : {}) };
    case '<':
    case '<=':
      return { max_value: value, ...(limit.op === '<' ? { strict_max: true } : {}) };
    default:
      return null;
  }
}

/** A decimal that a double can not hold stays text. */
const number = (value: JsonScalar): JsonScalar =>
  typeof value === 'string' && isNumeric(value) && String(Number(value)) === value ? Number(value) : value;

/**
 * `mostly`: the share of rows that must be good. Great Expectations takes it of the rows that have a value, so a share of all rows can not be said, unless no row
 * may be bad. Null where the limit has no such form.
 */
function mostlyOf({ limit, unit, args }: Check, ofAll = false): JsonObject | null {
  if (isZero(limit)) return {};
  const isShare =
    unit === 'percent' && 'value' in limit && limit.op === '<=' && typeof limit.value === 'number';
  if (!isShare || (args['of'] !== 'present' && !ofAll)) return null;
  return { mostly: shareOfRest(Number(limit.value)) };
}

const NO_SHARE = lost(
  '`mostly` is a share of rows that have a value: only `mustBe: 0`, or percent with `of: present` and mustBeLessOrEqualTo, mean the same.',
);

export function nullValues(check: Check, column: string): Exported {
  const mostly = mostlyOf(check, true);
  return mostly === null
    ? lost(
        '`mostly` is a share that is included: only `mustBe: 0`, or percent with mustBeLessOrEqualTo, mean the same.',
      )
    : expect('expect_column_values_to_not_be_null', { column, ...mostly });
}

/** Great Expectations counts every row of a repeated key, we count surplus rows: both are 0 together. */
export function duplicateValues(check: Check): Exported {
  if (!isZero(check.limit))
    return lost(
      'Great Expectations counts every row of a repeated key, not the surplus ones: only a limit of 0 means the same.',
    );
  if (check.column !== null) {
    const column = checkColumn(check);
    return column === null ? NESTED : expect('expect_column_values_to_be_unique', { column });
  }
  const columns = pathNames(check.args['columns']);
  return columns === null
    ? NESTED
    : expect('expect_compound_columns_to_be_unique', {
        column_list: columns,
        ignore_row_if: 'any_value_is_missing',
      });
}

export const NESTED = lost('Expectations are about columns, not about fields within them.');

/** The constraint of a check, one expectation each. */
export function invalidValues(check: Check, column: string): Exported {
  const args = withoutKeys(check.args, 'of');
  const mostly = mostlyOf(check);
  if (args['missingValues'] !== undefined) return lost('Only NULL is missing to Great Expectations.');
  if (mostly === null) return NO_SHARE;
  const keys = Object.keys(args);
  const [only = '', ...more] = keys;
  const isRange =
    keys.every((key) => RANGE.has(key)) &&
    !(keys.includes('min') && keys.includes('exclusiveMin')) &&
    !(keys.includes('max') && keys.includes('exclusiveMax'));
  if (isRange) return expect('expect_column_values_to_be_between', { column, ...rangeOf(args), ...mostly });
  if (keys.every((key) => key === 'minLength' || key === 'maxLength'))
    return expect('expect_column_value_lengths_to_be_between', {
      column,
      ...(args['minLength'] === undefined ? {} : { min_value: args['minLength'] }),
      ...(args['maxLength'] === undefined ? {} : { max_value: args['maxLength'] }),
      ...mostly,
    });
  if (more.length > 0) return lost(`One expectation can not say ${keys.join(' and ')} together.`);
  return oneConstraint(only, args, { column, ...mostly });
}

const RANGE = new Set(['min', 'max', 'exclusiveMin', 'exclusiveMax']);

function rangeOf(args: JsonObject): JsonObject {
  const [low, high] = [args['min'] ?? args['exclusiveMin'], args['max'] ?? args['exclusiveMax']];
  return {
    ...(low === undefined ? {} : { min_value: number(scalarOf(low)) }),
    ...(high === undefined ? {} : { max_value: number(scalarOf(high)) }),
    ...(args['exclusiveMin'] === undefined ? {} : { strict_min: true }),
    ...(args['exclusiveMax'] === undefined ? {} : { strict_max: true }),
  };
}

function oneConstraint(key: string, args: JsonObject, kwargs: JsonObject): Exported {
  const values = scalarsOf(args[key]);
  if (key === 'validValues')
    return expect('expect_column_values_to_be_in_set', { ...kwargs, value_set: values });
  if (key === 'forbiddenValues')
    return expect('expect_column_values_to_not_be_in_set', { ...kwargs, value_set: values });
  if (key === 'format' && args['format'] === 'json')
    return expect('expect_column_values_to_be_json_parseable', kwargs);
  if (key !== 'pattern' && key !== 'forbiddenPattern') return lost(`No expectation means ${key}.`);
  const pattern = textOf(args[key]) ?? '';
  // Read by Python or a database, \w and the like take more characters than ours: that would weaken a pattern that must match.
  const portable = portablePattern(pattern, key === 'pattern');
  if (portable.kind !== 'same')
    return lost(
      'The pattern holds what Python or the database read in another way: write the characters out.',
    );
  const type =
    key === 'pattern' ? 'expect_column_values_to_match_regex' : 'expect_column_values_to_not_match_regex';
  return expect(type, { ...kwargs, regex: pattern });
}

const FIGURES: { readonly [kind: string]: string } = {
  min: 'expect_column_min_to_be_between',
  max: 'expect_column_max_to_be_between',
  mean: 'expect_column_mean_to_be_between',
  median: 'expect_column_median_to_be_between',
  sum: 'expect_column_sum_to_be_between',
  stddev: 'expect_column_stdev_to_be_between',
  distinctCount: 'expect_column_unique_value_count_to_be_between',
  distinctRatio: 'expect_column_proportion_of_unique_values_to_be_between',
};

/** One figure of a column between bounds; null for a kind that is none. */
export function figure(check: Check, column: string): Exported | null {
  const type = Object.hasOwn(FIGURES, check.kind) ? FIGURES[check.kind] : undefined;
  if (type === undefined) return null;
  const bounds = boundsOf(check.limit);
  if (check.unit === 'percent')
    return lost('Great Expectations takes this figure as a share of 1: leave `unit` out.');
  if (Object.keys(check.args).length > 0) return lost('Great Expectations has no options for this figure.');
  return bounds === null ? NO_BOUNDS : expect(type, { column, ...bounds });
}

export function rowCount({ limit }: Check): Exported {
  if ('value' in limit && limit.op === '=')
    return expect('expect_table_row_count_to_equal', { value: limit.value });
  const bounds = boundsOf(limit);
  return bounds === null ? NO_BOUNDS : expect('expect_table_row_count_to_be_between', bounds);
}

const SETS: { readonly [option: string]: string } = {
  in: 'expect_column_distinct_values_to_be_in_set',
  contains: 'expect_column_distinct_values_to_contain_set',
  equals: 'expect_column_distinct_values_to_equal_set',
};

export function distinctValues({ args, limit }: Check, column: string): Exported {
  const [option = ''] = Object.keys(args);
  const type = entryOf(SETS, option);
  if (type === undefined || !isZero(limit))
    return lost('An expectation about a set holds or does not: only a limit of 0 can be said.');
  return expect(type, { column, value_set: scalarsOf(args[option]) });
}

export function mostCommonValue({ args, limit }: Check, column: string): Exported {
  if (!isZero(limit))
    return lost('An expectation about a set holds or does not: only a limit of 0 can be said.');
  return expect('expect_column_most_common_value_to_be_in_set', {
    column,
    value_set: scalarsOf(args['in']),
    ties_okay: false,
  });
}

/** `a < b` is said as b greater than a. A row with a NULL on either side is left alone. */
export function compare(check: Check): Exported {
  const [a, b] = pairOf(check);
  const operator = textOf(check.args['operator']) ?? '';
  if (typeof a !== 'string' || typeof b !== 'string') return NESTED;
  if (!isZero(check.limit)) return lost('Only a limit of 0 can be said.');
  const rest = { ignore_row_if: 'either_value_is_missing' };
  const greater = 'expect_column_pair_values_a_to_be_greater_than_b';
  switch (operator) {
    case '=':
      return expect('expect_column_pair_values_to_be_equal', { column_A: a, column_B: b, ...rest });
    case '>':
    case '>=':
      return expect(greater, {
        column_A: a,
        column_B: b,
        ...(operator === '>=' ? { or_equal: true } : {}),
        ...rest,
      });
    case '<':
    case '<=':
      return expect(greater, {
        column_A: b,
        column_B: a,
        ...(operator === '<=' ? { or_equal: true } : {}),
        ...rest,
      });
    default:
      return lost('No expectation means that two columns differ.');
  }
}

/** A query that returns bad rows; `{batch}` is the table. */
export function failedRows(check: Check): Exported {
  if (!isZero(check.limit))
    return lost('A query for unexpected rows must find none: only a limit of 0 can be said.');
  const column = checkColumn(check);
  const where = textOf(check.args['where']);
  const query = where === null ? textOf(check.args['query']) : `select * from \${table} where ${where}`;
  if (query === null || (check.column !== null && column === null)) return NESTED;
  const named = query
    .replaceAll(/\$?\{\s*(table|object|model|dataset)\s*\}/g, '{batch}')
    .replaceAll(
      /\$?\{\s*(column|property|field)\s*\}/g,
      column === null ? '{' : `"${column.replaceAll('"', '""')}"`,
    );
  if (/[{}]/.test(named.replaceAll('{batch}', '')))
    return lost('Its SQL holds braces, which Great Expectations would take for placeholders.');
  return expect('unexpected_rows_expectation', { unexpected_rows_query: named });
}
