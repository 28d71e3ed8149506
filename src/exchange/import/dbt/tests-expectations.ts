/** Tests of the package dbt_expectations that have a rule of the same meaning. */
import type { JsonObject } from '../../../model/json.js';
import { limitsOf } from '../../draft/limits.js';
import { listOf, scalarOf, scalarsOf, textOf } from '../../draft/json-read.js';
import { portablePattern } from '../../draft/pattern.js';
import { bareName, fragmentProblem, sqlList, sqlName } from '../../draft/sql-text.js';
import { and, failedRows, refusal, type Meaning, type RuleParts } from './meaning.js';
import { rangeMeaning } from './range-meaning.js';
import { acceptedOf, columnList } from './tests-core.js';
import type { TestContext, TestReader } from './test-meaning.js';
import { combination, recencyLimit } from './tests-utils.js';

const NO_COLUMN = refusal('It names no column.');

/** The condition on rows that most of these tests take; or a refusal. */
function rowCondition(args: JsonObject): { readonly only: string | null } | Meaning {
  const only = textOf(args['row_condition']);
  const problem = only === null ? null : fragmentProblem(only);
  return problem === null ? { only } : refusal(`Its \`row_condition\` can not be taken over. ${problem}`);
}

/** A test of rows of one column: reads column and condition, then builds. */
function ofRows(build: (column: string, args: JsonObject, only: string | null) => Meaning): TestReader {
  return ({ test: { column, args } }) => {
    if (column === null) return NO_COLUMN;
    const condition = rowCondition(args);
    return 'kind' in condition ? condition : build(column, args, condition.only);
  };
}

/** The same under a condition: only the counted form can say it. */
function under(only: string | null, meaning: Meaning): Meaning {
  if (only === null || meaning.kind !== 'counting') return meaning;
  const { counted } = meaning;
  if (counted === null) return refusal('A `row_condition` on this test can not be said in a rule.');
  const both = (filter: string | null) => counted(filter === null ? only : `(${filter}) and (${only})`);
  return { kind: 'counting', plain: both(null), plainCounts: true, counted: both };
}

const notNull = ofRows((column, _, only) =>
  under(only, { ...failedRows(`${sqlName(column)} is null`), plain: { metric: 'nullValues' } }),
);
const isNull = ofRows((column, _, only) => under(only, failedRows(`${sqlName(column)} is not null`)));
const unique = ofRows((column, _, only) => {
  const filled = `${sqlName(column)} is not null`;
  const meaning = combination([column], only === null ? filled : and(only, filled));
  if (meaning.kind !== 'counting' || only !== null) return meaning;
  return { ...meaning, plain: { metric: 'duplicateValues', column }, plainCounts: false };
});

/** Unlike dbt's own `accepted_values`, a NULL is a value outside of the set. */
const inSet = ofRows((column, args, only) => {
  const values = acceptedOf(args['value_set'], args['quote_values'] !== false);
  if (typeof values === 'string') return refusal(values);
  const name = sqlName(column);
  return under(only, failedRows(`${name} is null or ${name} not in ${sqlList(values) ?? ''}`));
});

const notInSet = ofRows((column, args, only) => {
  const values = acceptedOf(args['value_set'], args['quote_values'] !== false);
  if (typeof values === 'string') return refusal(values);
  if (only !== null) return refusal('A `row_condition` on this test can not be said in a rule.');
  return {
    kind: 'counting',
    plain: { metric: 'invalidValues', args: { forbiddenValues: values } },
    plainCounts: false,
    counted: null,
  };
});

const between = ofRows((column, args, only) =>
  rangeMeaning(
    column,
    { min: args['min_value'], max: args['max_value'], strict: args['strictly'] === true },
    only,
  ),
);

const lengths = ofRows((column, args, only) => {
  const exact = args['value'];
  const [min, max] = [exact ?? args['min_value'], exact ?? args['max_value']];
  const isLength = (bound: unknown): boolean => Number.isInteger(bound) && Number(bound) >= 0;
  const bounds = [min, max].filter((bound) => bound !== undefined && bound !== null);
  if (bounds.length === 0 || !bounds.every(isLength)) return refusal('Its lengths are no whole numbers.');
  const [low, high] = [min ?? null, max ?? null].map((bound) => (typeof bound === 'number' ? bound : null));
  const shift = args['strictly'] === true ? 1 : 0;
  const size = `length(${sqlName(column)})`;
  const bad = [
    ...(typeof low === 'number' ? [`${size} < ${low + shift}`] : []),
    ...(typeof high === 'number' ? [`${size} > ${high - shift}`] : []),
  ].join(' or ');
  const values: JsonObject = {
    ...(typeof low === 'number' ? { minLength: low + shift } : {}),
    ...(typeof high === 'number' ? { maxLength: high - shift } : {}),
  };
  return under(only, { ...failedRows(bad), plain: { metric: 'invalidValues', args: values } });
});

const regex = (forbids: boolean): TestReader =>
  ofRows((_, args, only) => {
    const pattern = textOf(args['regex']);
    if (pattern === null) return refusal('It has no pattern.');
    if (only !== null || textOf(args['flags']) !== null)
      return refusal('A pattern with flags or a `row_condition` can not be said in a rule.');
    const portable = portablePattern(pattern, forbids);
    if (portable.kind === 'other') return refusal(portable.reason);
    const plain: RuleParts = {
      metric: 'invalidValues',
      args: { [forbids ? 'forbiddenPattern' : 'pattern']: pattern },
    };
    return { kind: 'counting', plain, plainCounts: true, counted: null };
  });

/** One figure of a column (or the number of rows) between bounds. */
const figure =
  (metric: string, needsColumn = true): TestReader =>
  ({ test: { column, args } }) => {
    if (needsColumn && column === null) return NO_COLUMN;
    if (textOf(args['row_condition']) !== null || listOf(args['group_by']).length > 0)
      return refusal('With a `row_condition` or `group_by` it can not be said in a rule.');
    const exact = args['value'];
    const [min, max] = [scalarOf(exact ?? args['min_value']), scalarOf(exact ?? args['max_value'])];
    const strict = args['strictly'] === true;
    const limits = [min, max].some((bound) => bound !== null && typeof bound !== 'number')
      ? null
      : limitsOf({ min, max, strictMin: strict, strictMax: strict });
    if (limits === null || limits.length === 0)
      return refusal('Its bounds are no numbers, or nothing lies between them.');
    const parts = needsColumn ? { metric } : { metric, column: null };
    return { kind: 'figure', rules: limits.map((limit) => ({ parts, limit })) };
  };

/** NULL is a value of the column to these tests, never to `distinctValues`: it is asked for by itself. */
const distinct =
  (option: 'in' | 'contains' | 'equals'): TestReader =>
  ({ test: { column, args } }) => {
    if (column === null) return NO_COLUMN;
    const values = scalarsOf(args['value_set']);
    const isPlain = args['quote_values'] !== false && textOf(args['row_condition']) === null;
    if (values === null || values.length === 0 || !isPlain)
      return refusal(
        'Only a list of values, without `quote_values: false` and `row_condition`, can be said in a rule.',
      );
    const parts = [
      { metric: 'distinctValues', args: { [option]: values } },
      ...(option === 'contains' ? [] : [{ metric: 'nullValues' }]),
    ];
    return { kind: 'figure', rules: parts.map((each) => ({ parts: each, limit: { op: '=', value: 0 } })) };
  };

/** dbt_expectations leaves out the rows that lie in the future, as Assay does. */
function recent({ test: { column, args } }: TestContext): Meaning {
  if (column === null) return NO_COLUMN;
  if (textOf(args['row_condition']) !== null)
    return refusal('A `row_condition` on this test can not be said in a rule.');
  const limit = recencyLimit(args['datepart'], args['interval']);
  return typeof limit === 'string'
    ? refusal(limit)
    : { kind: 'figure', rules: [{ parts: { metric: 'freshness' }, limit }] };
}

function compound({ test: { args } }: TestContext): Meaning {
  const columns = columnList(args['column_list']);
  const condition = rowCondition(args);
  if (columns === null) return refusal('It lists no columns.');
  if ('kind' in condition) return condition;
  const nulls = columns.map((column) => `${sqlName(column)} is null`);
  const ignored = textOf(args['ignore_row_if']) ?? 'all_values_are_missing';
  const some =
    ignored === 'any_value_is_missing'
      ? nulls.join(' or ')
      : ignored === 'all_values_are_missing'
        ? nulls.join(' and ')
        : null;
  const kept = some === null ? null : `not (${some})`;
  const only = [condition.only, kept].filter((part) => part !== null);
  return combination(columns, only.length === 2 ? `(${only.join(') and (')})` : (only[0] ?? null));
}

/** `column_A` above `column_B`: a row with a NULL on either side is left alone. */
function pair({ test: { args } }: TestContext): Meaning {
  const [a, b] = [textOf(args['column_A']), textOf(args['column_B'])];
  const condition = rowCondition(args);
  if (a === null || b === null) return refusal('It names no two columns.');
  if ('kind' in condition) return condition;
  const names = [bareName(a), bareName(b)];
  const [left = '', right = ''] = names.map(sqlName);
  const operator = args['or_equal'] === true ? '>=' : '>';
  return under(
    condition.only,
    failedRows(`not (${left} ${operator} ${right})`, { column: null, mentions: names }),
  );
}

export const EXPECTATIONS: { readonly [test: string]: TestReader } = {
  expect_column_to_exist: ({ test: { column } }) =>
    column === null ? NO_COLUMN : { kind: 'shape', columns: [column] },
  expect_column_values_to_not_be_null: notNull,
  expect_column_values_to_be_null: isNull,
  expect_column_values_to_be_unique: unique,
  expect_column_values_to_be_in_set: inSet,
  expect_column_values_to_not_be_in_set: notInSet,
  expect_column_values_to_be_between: between,
  expect_column_value_lengths_to_be_between: lengths,
  expect_column_value_lengths_to_equal: lengths,
  expect_column_values_to_match_regex: regex(false),
  expect_column_values_to_not_match_regex: regex(true),
  expect_table_row_count_to_be_between: figure('rowCount', false),
  expect_table_row_count_to_equal: figure('rowCount', false),
  expect_column_max_to_be_between: figure('max'),
  expect_column_min_to_be_between: figure('min'),
  expect_column_mean_to_be_between: figure('mean'),
  expect_column_median_to_be_between: figure('median'),
  expect_column_sum_to_be_between: figure('sum'),
  expect_column_stdev_to_be_between: figure('stddev'),
  expect_column_unique_value_count_to_be_between: figure('distinctCount'),
  expect_column_distinct_values_to_be_in_set: distinct('in'),
  expect_column_distinct_values_to_contain_set: distinct('contains'),
  expect_column_distinct_values_to_equal_set: distinct('equals'),
  expect_row_values_to_have_recent_data: recent,
  expect_compound_columns_to_be_unique: compound,
  expect_column_pair_values_A_to_be_greater_than_B: pair,
};
