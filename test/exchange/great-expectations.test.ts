/** What suites of Great Expectations become, and back: with the denominators and the NULLs of Great Expectations. */
import { describe, expect, it } from 'vitest';
import { importGreatExpectations } from '../../src/exchange/import/great-expectations.js';
import type { JsonObject } from '../../src/model/json.js';
import { compiled, faultsOf, imported, judged, lost, rulesOf } from './foreign-contract.js';

const suite = (...expectations: readonly JsonObject[]): string =>
  JSON.stringify({ name: 't', expectations, meta: { great_expectations_version: '1.6.0' } });

async function rules(type: string, kwargs: JsonObject, more: JsonObject = {}) {
  const { document, notCarried } = await imported(
    importGreatExpectations,
    suite({ type, kwargs, meta: {}, ...more }),
    't.json',
  );
  return { rules: rulesOf(compiled(document), 't'), lost: lost(notCarried).slice(1), document };
}

describe('a suite', () => {
  it('of either release is read, with severities and notes', async () => {
    const old = {
      expectation_suite_name: 't',
      expectations: [
        {
          expectation_type: 'expect_column_values_to_not_be_null',
          kwargs: { column: 'a' },
          meta: { notes: { content: ['one', 'two'] } },
        },
      ],
    };
    const { document } = await imported(importGreatExpectations, JSON.stringify(old), 'x.json');
    const [check] = compiled(document).suites.flatMap(({ checks }) =>
      checks.filter(({ kind }) => kind === 'nullValues'),
    );
    expect(check).toMatchObject({ dataset: 't', column: 'a', description: 'one\ntwo', severity: 'fail' });
    expect(
      (await rules('expect_column_values_to_not_be_null', { column: 'a' }, { severity: 'info' })).rules,
    ).toEqual(['a nullValues = 0 rows !warn']);
    expect(
      (await rules('expect_column_values_to_not_be_null', { column: 'a' }, { severity: 'critical' })).rules,
    ).toEqual(['a nullValues = 0 rows']);
  });

  it('says which columns there are, in which order, of which type', async () => {
    const text = suite(
      { type: 'expect_table_columns_to_match_ordered_list', kwargs: { column_list: ['b', 'a'] } },
      { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'a', type_: 'INTEGER' } },
      {
        type: 'expect_column_values_to_be_in_type_list',
        kwargs: { column: 'b', type_list: ['StringType', 'varchar'] },
      },
      { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'a', type_: 'VARCHAR' } },
    );
    const { document, notCarried } = await imported(importGreatExpectations, text);
    const [read] = compiled(document).suites;
    expect(
      read?.checks
        .filter(({ kind }) => kind === 'columnOrder' || kind === 'noExtraColumns')
        .map(({ kind, severity, args }) => [kind, severity, args['columns']]),
    ).toEqual([
      ['noExtraColumns', 'fail', ['b', 'a']],
      ['columnOrder', 'fail', ['b', 'a']],
    ]);
    expect(read?.columns.map(({ path, logicalType }) => [path, logicalType])).toEqual([
      ['b', 'string'],
      ['a', 'integer'],
    ]);
    expect(lost(notCarried)[1]).toContain('another type');
  });

  it.each([
    ['expect_column_kl_divergence_to_be_less_than', { column: 'a', threshold: 0.1 }, 'No rule'],
    ['expect_column_values_to_be_between', { column: 'a', min_value: { $PARAMETER: 'x' } }, 'parameter'],
    ['expect_column_values_to_be_between', { column: 'a' }, 'no bounds'],
    [
      'expect_column_values_to_be_between',
      { column: 'a', min_value: 5, max_value: 1 },
      'nothing lies between',
    ],
    ['expect_column_values_to_be_in_set', { column: 'a', value_set: [] }, 'no list'],
    ['expect_column_values_to_be_in_set', { value_set: [1] }, 'no column'],
    ['expect_column_values_to_be_in_set', { column: 'a', value_set: [1], mostly: 0 }, 'nothing can break it'],
    ['expect_column_values_to_be_in_set', { column: 'a', value_set: [1], mostly: '1' }, 'no number'],
    [
      'expect_column_values_to_be_in_set',
      { column: 'a', value_set: [1], row_condition: 'b == 2', condition_parser: 'pandas' },
      'pandas',
    ],
    [
      'expect_column_values_to_be_in_set',
      {
        column: 'a',
        value_set: [1],
        row_condition: 'col("b").isin([1])',
        condition_parser: 'great_expectations',
      },
      'form',
    ],
    ['expect_column_values_to_match_regex', { column: 'a', regex: '(?P<x>a)' }, 'Python'],
    ['expect_column_values_to_match_regex', { column: 'a', regex: '[' }, 'no regular expression'],
    [
      'expect_column_mean_to_be_between',
      { column: 'a', min_value: 1, row_condition: 'col("b").notNull()' },
      'row_condition',
    ],
    ['expect_table_column_count_to_equal', { value: 3 }, 'extraColumns'],
    ['expect_column_values_to_be_of_type', { column: 'a', type_: 'object' }, 'several|does not know'],
    ['expect_multicolumn_sum_to_equal', { column_list: ['a', 'b'], sum_total: 1 }, 'NULLs'],
    ['unexpected_rows_expectation', { unexpected_rows_query: 'select 1; drop table x' }, 'semicolon'],
    ['constructor', {}, 'No rule'],
  ])('%s %j is not carried: %s', async (type, kwargs, reason) => {
    const read = await rules(type, kwargs);
    expect(read.rules).toEqual([]);
    expect(read.lost).toEqual([expect.stringMatching(new RegExp(reason))]);
  });

  it('carries a pattern in the stricter reading, and says so', async () => {
    const read = await rules('expect_column_values_to_match_regex', { column: 'a', regex: '^\\d{5}$' });
    expect(read.rules).toEqual(['a invalidValues {"pattern":"^\\\\d{5}$"} = 0 rows']);
    expect(read.lost).toEqual([expect.stringContaining('ASCII')]);
    expect(
      (await rules('expect_column_values_to_not_match_regex', { column: 'a', regex: '\\d' })).rules,
    ).toEqual([]);
    expect(
      (await rules('expect_column_values_to_match_regex', { column: 'a', regex: '^[^\\w]$' })).rules,
    ).toEqual([]);
  });

  it.each(['{"expectations": 1}', '{}', '{"expectations": [', 'a: &a [*a]'])(
    'that is none is a fault: %s',
    async (text) => {
      expect(await faultsOf(importGreatExpectations, text, 'x.json')).toHaveLength(1);
    },
  );
});

describe('on real rows', () => {
  /** n: 1 1 2 9 NULL NULL 4 8; m: 1 2 1 NULL NULL 5 4 8; s: text; g: g or h. */
  const ROWS = `select * from (values
    (1, 1, 'ab', 'g'), (1, 2, 'cd', 'g'), (2, 1, 'AB', 'g'), (9, null, 'a%b', 'h'),
    (null, null, null, 'h'), (null, 5, '{"a": 1}', 'h'), (4, 4, 'xy', 'h'), (8, 8, 'zz', 'h')) as r(n, m, s, g)`;
  const GE = { condition_parser: 'great_expectations' };
  const is = (column: string, operator: string, parameter: unknown): JsonObject => ({
    type: 'comparison',
    column: { name: column },
    operator,
    parameter: parameter as string,
  });

  it.each([
    // 2 of 8 rows are null.
    ['expect_column_values_to_not_be_null', { column: 'n' }, 'fail 2'],
    ['expect_column_values_to_not_be_null', { column: 'n', mostly: 0.75 }, 'pass 25'],
    ['expect_column_values_to_not_be_null', { column: 'n', mostly: 0.76 }, 'fail 25'],
    ['expect_column_values_to_be_null', { column: 'n', mostly: 0.25 }, 'pass 75'],
    // 1 of the 6 rows that have a value: 16.7 %, not 12.5 % of all rows.
    [
      'expect_column_values_to_be_between',
      { column: 'n', min_value: 1, max_value: 8, mostly: 0.85 },
      'fail 16.666666666666668',
    ],
    [
      'expect_column_values_to_be_between',
      { column: 'n', min_value: 1, max_value: 8, mostly: 0.83 },
      'pass 16.666666666666668',
    ],
    ['expect_column_values_to_be_between', { column: 'n', min_value: 1, strict_min: true }, 'fail 2'],
    ['expect_column_values_to_be_in_set', { column: 'n', value_set: [1, 2, 4, 8] }, 'fail 1'],
    ['expect_column_values_to_not_be_in_set', { column: 'n', value_set: [1] }, 'fail 2'],
    ['expect_column_values_to_be_unique', { column: 'n' }, 'fail 1'],
    // Great Expectations calls both rows of the pair unexpected: 2 of 6 are 33.3 %.
    ['expect_column_values_to_be_unique', { column: 'n', mostly: 0.66 }, /^pass 33\.3/],
    ['expect_column_values_to_be_unique', { column: 'n', mostly: 0.7 }, /^fail 33\.3/],
    ['expect_column_values_to_be_unique', { column: 'n', row_condition: 'col("g") == "h"', ...GE }, 'pass 0'],
    [
      'expect_column_values_to_be_in_set',
      { column: 'n', value_set: [4], row_condition: is('g', '==', 'h') },
      'fail 2',
    ],
    [
      'expect_column_values_to_be_in_set',
      { column: 'n', value_set: [4], mostly: 0.3, row_condition: 'col("g") == "h"', ...GE },
      /^pass 66\.6/,
    ],
    [
      'expect_column_values_to_be_in_set',
      {
        column: 'n',
        value_set: [4],
        row_condition: { type: 'and', conditions: [is('m', '>', 3), is('m', 'not in', [8])] },
      },
      'pass 0',
    ],
    [
      'expect_column_values_to_not_be_null',
      { column: 'm', row_condition: { type: 'nullity', column: { name: 'n' }, is_null: true } },
      'fail 1',
    ],
    ['expect_column_value_lengths_to_equal', { column: 's', value: 2 }, 'fail 2'],
    ['expect_column_values_to_match_regex', { column: 's', regex: '^[a-z]+$' }, 'fail 3'],
    ['expect_column_values_to_match_like_pattern', { column: 's', like_pattern: 'a%b' }, 'fail 5'],
    ['expect_column_values_to_not_match_regex_list', { column: 's', regex_list: ['^a', 'z'] }, 'fail 3'],
    ['expect_column_values_to_be_json_parseable', { column: 's' }, 'fail 6'],
    // A row with one NULL is unexpected by default, and ignored on request.
    [
      'expect_column_pair_values_a_to_be_greater_than_b',
      { column_A: 'n', column_B: 'm', or_equal: true },
      'fail 3',
    ],
    [
      'expect_column_pair_values_A_to_be_greater_than_B',
      { column_A: 'n', column_B: 'm', or_equal: true, ignore_row_if: 'either_value_is_missing' },
      'fail 1',
    ],
    [
      'expect_column_pair_values_to_be_equal',
      { column_A: 'n', column_B: 'm', ignore_row_if: 'neither' },
      'fail 5',
    ],
    ['expect_compound_columns_to_be_unique', { column_list: ['n', 'g'] }, 'fail 2'],
    [
      'expect_compound_columns_to_be_unique',
      { column_list: ['n', 'g'], ignore_row_if: 'any_value_is_missing' },
      'fail 1',
    ],
    [
      'expect_multicolumn_sum_to_equal',
      { column_list: ['n', 'm'], sum_total: 2, ignore_row_if: 'any_value_is_missing' },
      'fail 4',
    ],
    ['expect_table_row_count_to_equal', { value: 8 }, 'pass 8'],
    ['expect_table_row_count_to_be_between', { min_value: 9 }, 'fail 8'],
    ['expect_column_max_to_be_between', { column: 'n', max_value: 9, strict_max: true }, 'fail 9'],
    ['expect_column_min_to_be_between', { column: 'n', min_value: 1 }, 'pass 1'],
    ['expect_column_median_to_be_between', { column: 'n', min_value: 3, max_value: 3 }, 'pass 3'],
    ['expect_column_sum_to_be_between', { column: 'n', min_value: 25, max_value: 25 }, 'pass 25'],
    ['expect_column_unique_value_count_to_be_between', { column: 'n', min_value: 5, max_value: 5 }, 'pass 5'],
    [
      'expect_column_proportion_of_unique_values_to_be_between',
      { column: 'n', max_value: 0.8 },
      /^fail 0\.83/,
    ],
    [
      'expect_column_proportion_of_non_null_values_to_be_between',
      { column: 'n', min_value: 0.75 },
      'pass 25',
    ],
    // A quantile is a value of the column (2), not a point between 2 and 4.
    [
      'expect_column_quantile_values_to_be_between',
      { column: 'n', quantile_ranges: { quantiles: [0.5], value_ranges: [[2, 2]] } },
      'pass 2',
    ],
    ['expect_column_distinct_values_to_contain_set', { column: 'g', value_set: ['g', 'x'] }, 'fail 1'],
    ['expect_column_distinct_values_to_equal_set', { column: 'g', value_set: ['g', 'h'] }, 'pass 0'],
    ['expect_column_most_common_value_to_be_in_set', { column: 'g', value_set: ['h'] }, 'pass 0'],
    ['unexpected_rows_expectation', { unexpected_rows_query: 'select * from {batch} where n > 8' }, 'fail 1'],
  ])('%s %j: %s', async (type, kwargs, expected) => {
    const read = await rules(type, kwargs);
    expect(read.lost).toEqual([]);
    const [rule, ...more] = read.rules;
    expect(more).toEqual([]);
    const found = (await judged(read.document, ROWS)).get(rule ?? '');
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });
});
