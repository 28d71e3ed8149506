/** Tests of the package dbt_utils. */
import type { Limit } from '../../../model/check.js';
import { entryOf, listOf, textOf } from '../../draft/json-read.js';
import { limitsOf } from '../../draft/limits.js';
import { percentOfRest } from '../../draft/share.js';
import { bareName, fragmentProblem, sqlName } from '../../draft/sql-text.js';
import { and, failedRows, refusal, type Meaning } from './meaning.js';
import { badRows, comparison } from './own-forms.js';
import { rangeMeaning } from './range-meaning.js';
import { columnList, repeated } from './tests-core.js';
import type { TestContext, TestReader } from './test-meaning.js';

const NO_COLUMN = refusal('It names no column.');
const GROUPED = refusal(
  'It looks at each group by itself (`group_by_columns`): write it as a `failedRows` query.',
);

const isGrouped = ({ test: { args } }: TestContext): boolean => listOf(args['group_by_columns']).length > 0;

/** Unlike a key of ours, a combination with NULLs counts: two rows of (1, NULL) are one repeated key. */
function uniqueCombination({ test: { args } }: TestContext): Meaning {
  const columns = columnList(args['combination_of_columns']);
  if (columns === null) return refusal('It lists no columns (`combination_of_columns`).');
  return combination(columns, null);
}

/** @param only which rows count, as SQL */
export function combination(columns: readonly string[], only: string | null): Meaning {
  const names = columns.map(sqlName);
  const parts = (filter: string | null) => ({
    metric: 'failedRows',
    column: null,
    args: { query: repeated(names, only === null ? filter : and(filter, only)) },
    mentions: columns,
  });
  return { kind: 'counting', plain: parts(null), plainCounts: true, counted: parts };
}

function acceptedRange({ test: { column, args } }: TestContext): Meaning {
  if (column === null) return NO_COLUMN;
  return rangeMeaning(column, {
    min: args['min_value'],
    max: args['max_value'],
    strict: args['inclusive'] === false,
  });
}

function notNullProportion(context: TestContext): Meaning {
  const { column, args } = context.test;
  if (column === null) return NO_COLUMN;
  if (isGrouped(context)) return GROUPED;
  const [least, most] = [args['at_least'] ?? 0, args['at_most'] ?? 1];
  if (typeof least !== 'number' || typeof most !== 'number')
    return refusal('`at_least` and `at_most` must be numbers.');
  if (least < 0 || most > 1 || least > most)
    return refusal('`at_least` and `at_most` leave nothing between 0 and 1.');
  const limits = limitsOf({
    min: most === 1 ? null : percentOfRest(most),
    max: least === 0 ? null : percentOfRest(least),
  });
  if (limits === null || limits.length === 0) return refusal('Every share of NULLs passes.');
  return {
    kind: 'figure',
    rules: limits.map((limit) => ({ parts: { metric: 'nullValues', unit: 'percent' }, limit })),
  };
}

function expressionIsTrue({ test: { column, args } }: TestContext): Meaning {
  const expression = textOf(args['expression']);
  if (expression === null) return refusal('It has no expression.');
  const problem = fragmentProblem(expression);
  if (problem !== null) return refusal(`Its expression can not be taken over. ${problem}`);
  if (column !== null) return failedRows(`not (${sqlName(column)} ${expression})`);
  return comparison(expression) ?? failedRows(badRows(expression));
}

const SECONDS: { readonly [part: string]: number } = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
};

/** The age of the newest row, at most `interval` times `datepart`. */
export function recencyLimit(datepart: unknown, interval: unknown): Limit | string {
  const seconds =
    typeof datepart === 'string'
      ? entryOf(SECONDS, datepart.trim().toLowerCase().replace(/s$/, ''))
      : undefined;
  if (seconds === undefined)
    return typeof datepart === 'string'
      ? `A ${datepart} has no fixed length: state the interval in days.`
      : 'Its `datepart` is no unit of time.';
  const amount = typeof interval === 'string' && /^\d+$/.test(interval) ? Number(interval) : interval;
  if (typeof amount !== 'number' || !(amount > 0)) return 'Its interval is no number above 0.';
  return { op: '<=', value: amount * seconds };
}

function recency(context: TestContext): Meaning {
  const { args } = context.test;
  if (isGrouped(context)) return GROUPED;
  const field = textOf(args['field']);
  if (field === null || !/^[\w"` .]+$/.test(field) || /\s/.test(bareName(field)) !== /["`]/.test(field))
    return refusal('Its `field` is no plain column.');
  if (args['ignore_time_component'] === true)
    return refusal('It compares days, not moments (`ignore_time_component`).');
  const limit = recencyLimit(args['datepart'], args['interval']);
  if (typeof limit === 'string') return refusal(limit);
  return { kind: 'figure', rules: [{ parts: { metric: 'freshness', column: bareName(field) }, limit }] };
}

function otherRows(context: TestContext): { readonly dataset: string } | Meaning {
  const to = textOf(context.test.args['compare_model']);
  if (isGrouped(context)) return GROUPED;
  const dataset = to === null ? null : context.datasetOf(to);
  return dataset === null
    ? refusal(`Its other side, ${to ?? 'compare_model'}, is not in this import.`)
    : { dataset };
}

/** The difference of both row counts; dbt fails where it is not 0. */
function equalRowcount(context: TestContext): Meaning {
  const other = otherRows(context);
  if ('kind' in other) return other;
  const parts = {
    metric: 'reconcile',
    column: null,
    args: { with: other.dataset, of: 'rowCount', batch: 'all' },
    other: { dataset: other.dataset, columns: [] },
  };
  return { kind: 'figure', rules: [{ parts, limit: { op: '=', value: 0 } }], failCalc: /diff_count/ };
}

/** `count` of the column above 0; NULL is what dbt does not count either. */
function atLeastOne(context: TestContext): Meaning {
  const { column } = context.test;
  if (column === null) return NO_COLUMN;
  if (isGrouped(context)) return GROUPED;
  const query = `select count(${sqlName(column)}) from \${table}`;
  return {
    kind: 'figure',
    rules: [{ parts: { metric: 'sql', args: { query } }, limit: { op: '>', value: 0 } }],
  };
}

function notConstant(context: TestContext): Meaning {
  const { column } = context.test;
  if (column === null) return NO_COLUMN;
  if (isGrouped(context)) return GROUPED;
  const query = `select count(distinct ${sqlName(column)}) from \${table}`;
  return {
    kind: 'figure',
    rules: [{ parts: { metric: 'sql', args: { query } }, limit: { op: '!=', value: 1 } }],
  };
}

function notEmptyString({ test: { column, args } }: TestContext): Meaning {
  if (column === null) return NO_COLUMN;
  const name = sqlName(column);
  if (args['trim_whitespace'] !== false) return failedRows(`trim(${name}) = ''`);
  return { ...failedRows(`${name} = ''`), plain: { metric: 'invalidValues', args: { minLength: 1 } } };
}

/** Bad rows under a condition of their own; `not_null_where` and the like of old releases. */
function relationshipsWhere(): Meaning {
  return refusal(
    'Its conditions on both sides can not be said in a relationship: write it as a `failedRows` query.',
  );
}

const NEAR: { readonly [test: string]: string } = {
  sequential_values: 'Where the values are dates or timestamps, `gaps` asks nearly the same.',
  mutually_exclusive_ranges: '`noOverlap` asks nearly the same, with half-open ranges.',
  equality: '`rowDiff` between two datasets is not run yet; `reconcile` compares figures and keys.',
  cardinality_equality: '`reconcile` with `of: keys` asks nearly the same.',
  fewer_rows_than: 'Write it as a `sql` rule that compares both counts.',
};

export const UTILS: { readonly [test: string]: TestReader } = {
  unique_combination_of_columns: uniqueCombination,
  accepted_range: acceptedRange,
  not_null_proportion: notNullProportion,
  expression_is_true: expressionIsTrue,
  recency,
  equal_rowcount: equalRowcount,
  at_least_one: atLeastOne,
  not_constant: notConstant,
  not_empty_string: notEmptyString,
  relationships_where: relationshipsWhere,
  ...Object.fromEntries(
    Object.entries(NEAR).map(([test, hint]) => [test, () => refusal(`No rule means exactly this. ${hint}`)]),
  ),
};
