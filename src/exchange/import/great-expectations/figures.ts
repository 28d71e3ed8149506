/** Expectations about one figure of a column or of the table. */
import type { Limit } from '../../../model/check.js';
import { isNumeric } from '../../../model/exact.js';
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { listOf, scalarOf, scalarsOf, textOf } from '../../draft/json-read.js';
import { limitsOf } from '../../draft/limits.js';
import { percentOfRest } from '../../draft/share.js';
import { fragmentProblem, sqlName } from '../../draft/sql-text.js';
import { refusal, type Meaning, type Parts, type Reader } from './meaning.js';

const NO_COLUMN = refusal('It names no column.');
const NO_BOUNDS = refusal('It has no bounds, one is no value, or nothing lies between them.');

function boundsOf(kwargs: JsonObject, isNumber: boolean): readonly Limit[] | null {
  const exact = kwargs['value'];
  const written = [exact ?? kwargs['min_value'], exact ?? kwargs['max_value']];
  const wrong = (bound: Json | undefined): boolean =>
    bound !== undefined &&
    bound !== null &&
    (isNumber ? !isNumeric(bound) : scalarOf(bound) === null || typeof bound === 'boolean');
  if (written.some(wrong)) return null;
  const [min = null, max = null] = written.map((bound) => scalarOf(bound));
  const limits = limitsOf({
    min,
    max,
    strictMin: kwargs['strict_min'] === true,
    strictMax: kwargs['strict_max'] === true,
  });
  return limits === null || limits.length === 0 ? null : limits;
}

const ofTable =
  (metric: string): Reader =>
  (kwargs) => {
    const limits = boundsOf(kwargs, true);
    return limits === null
      ? NO_BOUNDS
      : { kind: 'figures', rules: limits.map((limit) => ({ parts: { metric }, limit })) };
  };

const ofColumn =
  (metric: string, isNumber = true): Reader =>
  (kwargs) => {
    const column = textOf(kwargs['column']);
    if (column === null) return NO_COLUMN;
    if (kwargs['parse_strings_as_datetimes'] === true)
      return refusal('It compares text as times: declare the column as a timestamp.');
    const limits = boundsOf(kwargs, isNumber);
    return limits === null
      ? NO_BOUNDS
      : { kind: 'figures', rules: limits.map((limit) => ({ parts: { metric, column }, limit })) };
  };

const valueSet =
  (option: 'in' | 'contains' | 'equals'): Reader =>
  (kwargs) => {
    const column = textOf(kwargs['column']);
    const values = scalarsOf(kwargs['value_set']);
    if (column === null) return NO_COLUMN;
    if (values === null || values.length === 0) return refusal('Its `value_set` is no list of values.');
    const parts: Parts = { metric: 'distinctValues', column, args: { [option]: values } };
    return { kind: 'figures', rules: [{ parts, limit: { op: '=', value: 0 } }] };
  };

/** On a tie Great Expectations asks for all of them, unless `ties_okay` lets one suffice. */
function mostCommon(kwargs: JsonObject): Meaning {
  const column = textOf(kwargs['column']);
  const values = scalarsOf(kwargs['value_set']);
  if (column === null) return NO_COLUMN;
  if (values === null || values.length === 0) return refusal('Its `value_set` is no list of values.');
  if (kwargs['ties_okay'] === true)
    return refusal(
      'With `ties_okay` one of the tied values suffices; `mostCommonValue` asks for all of them.',
    );
  return {
    kind: 'figures',
    rules: [
      { parts: { metric: 'mostCommonValue', column, args: { in: values } }, limit: { op: '=', value: 0 } },
    ],
  };
}

/** A quantile of Great Expectations is a value of the column; ours lies between two of them. So it is asked in SQL. */
function quantiles(kwargs: JsonObject): Meaning {
  const column = textOf(kwargs['column']);
  const ranges = kwargs['quantile_ranges'];
  if (column === null) return NO_COLUMN;
  if (!isObject(ranges)) return NO_BOUNDS;
  const allows = kwargs['allow_relative_error'];
  if (allows !== undefined && allows !== null && allows !== false)
    return refusal('It allows an error of its own (`allow_relative_error`).');
  const [shares, bounds] = [listOf(ranges['quantiles']), listOf(ranges['value_ranges'])];
  if (shares.length === 0 || shares.length !== bounds.length) return NO_BOUNDS;
  const read = shares.map((share, i) => quantile(column, share, bounds[i]));
  return read.includes(null) ? NO_BOUNDS : { kind: 'figures', rules: read.flatMap((one) => one ?? []) };
}

function quantile(
  column: string,
  share: Json,
  range: Json | undefined,
): Extract<Meaning, { kind: 'figures' }>['rules'] | null {
  const [min = null, max = null] = listOf(range);
  const isBound = (bound: Json): bound is number | null => bound === null || typeof bound === 'number';
  if (typeof share !== 'number' || share < 0 || share > 1 || !isBound(min) || !isBound(max)) return null;
  const limits = limitsOf({ min, max });
  const query = `select percentile_disc(${share}) within group (order by ${sqlName(column)}) from \${table}`;
  return limits === null || limits.length === 0
    ? null
    : limits.map((limit) => ({ parts: { metric: 'sql', column, args: { query } }, limit }));
}

/** The share of rows that have a value, as a percentage of NULLs. */
function nonNullShare(kwargs: JsonObject): Meaning {
  const column = textOf(kwargs['column']);
  if (column === null) return NO_COLUMN;
  const [least, most] = [kwargs['min_value'] ?? null, kwargs['max_value'] ?? null];
  const isShare = (bound: Json): bound is number | null =>
    bound === null || (typeof bound === 'number' && bound >= 0 && bound <= 1);
  if (!isShare(least) || !isShare(most)) return NO_BOUNDS;
  const limits = limitsOf({
    min: most === null || most === 1 ? null : percentOfRest(most),
    max: least === null || least === 0 ? null : percentOfRest(least),
    strictMin: kwargs['strict_max'] === true,
    strictMax: kwargs['strict_min'] === true,
  });
  if (limits === null || limits.length === 0) return NO_BOUNDS;
  return {
    kind: 'figures',
    rules: limits.map((limit) => ({ parts: { metric: 'nullValues', column, unit: 'percent' }, limit })),
  };
}

/** The rows that the author's query returns are bad; `{batch}` is the table. */
function unexpectedRows(kwargs: JsonObject): Meaning {
  const query = textOf(kwargs['unexpected_rows_query']);
  if (query === null) return refusal('It has no query.');
  const parts = query.split('{batch}');
  const problem = fragmentProblem(parts.join(' batch ').replace(/;\s*$/, ''));
  if (problem !== null) return refusal(`Its query can not be taken over. ${problem}`);
  const own = parts.join('${table}').replace(/;\s*$/, '').trim();
  return {
    kind: 'figures',
    rules: [{ parts: { metric: 'failedRows', args: { query: own } }, limit: { op: '=', value: 0 } }],
  };
}

export const FIGURES: { readonly [type: string]: Reader } = {
  expect_table_row_count_to_be_between: ofTable('rowCount'),
  expect_table_row_count_to_equal: ofTable('rowCount'),
  expect_column_max_to_be_between: ofColumn('max', false),
  expect_column_min_to_be_between: ofColumn('min', false),
  expect_column_mean_to_be_between: ofColumn('mean'),
  expect_column_median_to_be_between: ofColumn('median'),
  expect_column_sum_to_be_between: ofColumn('sum'),
  expect_column_stdev_to_be_between: ofColumn('stddev'),
  expect_column_unique_value_count_to_be_between: ofColumn('distinctCount'),
  expect_column_proportion_of_unique_values_to_be_between: ofColumn('distinctRatio'),
  expect_column_proportion_of_non_null_values_to_be_between: nonNullShare,
  expect_column_distinct_values_to_be_in_set: valueSet('in'),
  expect_column_distinct_values_to_contain_set: valueSet('contains'),
  expect_column_distinct_values_to_equal_set: valueSet('equals'),
  expect_column_most_common_value_to_be_in_set: mostCommon,
  expect_column_quantile_values_to_be_between: quantiles,
  unexpected_rows_expectation: unexpectedRows,
};
