/** Expectations about several columns, row by row. */
import { pathText } from '../../../model/column-path.js';
import type { JsonObject } from '../../../model/json.js';
import { textOf } from '../../draft/json-read.js';
import { sqlName } from '../../draft/sql-text.js';
import { nameList } from './column-values.js';
import { refusal, type Meaning, type Parts, type Reader } from './meaning.js';

/**
 * Which rows are looked at. A row that is looked at although one side is NULL is a bad one: what is compared is not true.
 * @param ignore `ignore_row_if`
 */
function scopeOf(names: readonly string[], ignore: string): string | null | undefined {
  const nulls = names.map((name) => `${name} is null`);
  if (/^(all|both)_values_are_missing$/.test(ignore)) return `not (${nulls.join(' and ')})`;
  if (/^(any_value_is|either_value_is)_missing$/.test(ignore)) return `not (${nulls.join(' or ')})`;
  return ignore === 'never' || ignore === 'neither' ? null : undefined;
}

const ignoresAny = (kwargs: JsonObject, otherwise: string): boolean =>
  /^(any|either)_value_is_missing$/.test(textOf(kwargs['ignore_row_if']) ?? otherwise);

const pair =
  (operatorOf: (kwargs: JsonObject) => '>' | '>=' | '='): Reader =>
  (kwargs) => {
    const [a, b] = [textOf(kwargs['column_A']), textOf(kwargs['column_B'])];
    if (a === null || b === null) return refusal('It names no two columns.');
    if (kwargs['parse_strings_as_datetimes'] === true)
      return refusal('It compares text as times: declare the columns as timestamps.');
    const names = [sqlName(a), sqlName(b)];
    const scope = scopeOf(names, textOf(kwargs['ignore_row_if']) ?? 'both_values_are_missing');
    if (scope === undefined) return refusal('Its `ignore_row_if` is none that Assay knows.');
    const operator = operatorOf(kwargs);
    const holds = `${names[0] ?? ''} ${operator} ${names[1] ?? ''}`;
    const native: Parts = {
      metric: 'compare',
      column: a,
      args: { column: pathText([{ field: b }]), operator },
      mentions: [b],
    };
    const bad = `case when ${holds} then false else true end`;
    const isNative = ignoresAny(kwargs, 'both_values_are_missing');
    return { kind: 'rows', native: isNative ? native : null, bad, scope, mentions: [a, b] };
  };

/** Every row of a repeated combination is bad. A key with a NULL part is looked at, unless `ignore_row_if` says otherwise. */
function compound(kwargs: JsonObject): Meaning {
  const columns = nameList(kwargs['column_list']);
  if (columns === null) return refusal('It lists no columns.');
  const ignored = textOf(kwargs['ignore_row_if']) ?? 'all_values_are_missing';
  const scope = scopeOf(columns.map(sqlName), ignored);
  if (scope === undefined) return refusal('Its `ignore_row_if` is none that Assay knows.');
  const native: Parts = { metric: 'duplicateValues', args: { properties: columns }, mentions: columns };
  const isNative = ignoresAny(kwargs, ignored) || (columns.length === 1 && scope !== null);
  return { kind: 'unique', columns, native: isNative ? native : null, scope };
}

function sum(kwargs: JsonObject): Meaning {
  const columns = nameList(kwargs['column_list']);
  const total = kwargs['sum_total'];
  if (columns === null || typeof total !== 'number')
    return refusal('It lists no columns, or its `sum_total` is no number.');
  if (!ignoresAny(kwargs, 'all_values_are_missing'))
    return refusal(
      'Sums with NULLs mean different things on different engines: state `ignore_row_if: any_value_is_missing`.',
    );
  const names = columns.map(sqlName);
  const scope = scopeOf(names, 'any_value_is_missing') ?? null;
  return { kind: 'rows', native: null, bad: `${names.join(' + ')} <> ${total}`, scope, mentions: columns };
}

export const SEVERAL_COLUMNS: { readonly [type: string]: Reader } = {
  expect_column_pair_values_a_to_be_greater_than_b: pair((kwargs) =>
    kwargs['or_equal'] === true ? '>=' : '>',
  ),
  expect_column_pair_values_to_be_equal: pair(() => '='),
  expect_compound_columns_to_be_unique: compound,
  expect_multicolumn_values_to_be_unique: compound,
  expect_multicolumn_sum_to_equal: sum,
};
