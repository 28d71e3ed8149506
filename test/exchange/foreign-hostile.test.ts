/** Foreign documents that are broken on purpose: a fault or a contract that compiles, never an exception, whatever stands where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { importDataContractSpecification } from '../../src/exchange/import/data-contract-specification.js';
import { importDbt } from '../../src/exchange/import/dbt.js';
import { importGreatExpectations } from '../../src/exchange/import/great-expectations.js';
import { importSoda } from '../../src/exchange/import/soda.js';
import type { Importer } from '../../src/exchange/imported.js';
import { compiled, fixture, OPTIONS } from './foreign-contract.js';

const SODA = `
dataset: w/s/orders
filter: a > 1
variables: {x: {default: 3}}
columns:
  - {name: id, data_type: integer, checks: [{missing: {threshold: {must_be_less_than: 3, additional: {must_be: 0, level: warn}}}}, {duplicate: null}]}
  - {name: s, data_type: varchar, character_maximum_length: 9, optional: false, checks: [{invalid: {valid_values: [a, b], missing_values: [c], valid_min_length: 1, valid_format: {regex: "^[a-z]$", name: x}, filter: id > 2}}, {aggregate: {function: avg_length, threshold: {must_be_between: {greater_than: 1, less_than: 4}}}}]}
checks:
  - schema: {allow_extra_columns: false}
  - row_count: {threshold: {must_be_greater_than: "\${var.x}"}}
  - freshness: {column: at, threshold: {unit: day, must_be_less_than: 3}}
  - duplicate: {columns: [id, s]}
  - failed_rows: {expression: id < 0, threshold: {metric: percent, must_be_less_than: 5}}
  - metric: {query: select 1, threshold: {must_be: 1}}
`;
const SUITE = {
  name: 't',
  meta: { notes: { content: 'x' } },
  expectations: [
    {
      type: 'expect_table_columns_to_match_ordered_list',
      kwargs: { column_list: ['a', 'b'] },
      severity: 'warning',
    },
    {
      type: 'expect_column_values_to_be_between',
      kwargs: { column: 'a', min_value: 1, max_value: 9, mostly: 0.9, strict_min: true },
    },
    { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'a', type_: 'INTEGER' } },
    {
      type: 'expect_column_value_lengths_to_be_between',
      kwargs: {
        column: 'b',
        min_value: 1,
        row_condition: {
          type: 'and',
          conditions: [
            { type: 'comparison', column: { name: 'a' }, operator: '>', parameter: 1 },
            { type: 'nullity', column: { name: 'a' }, is_null: false },
          ],
        },
      },
    },
    {
      type: 'expect_column_values_to_match_regex',
      kwargs: { column: 'b', regex: '^[a-z]$' },
      meta: { notes: ['y'] },
    },
    { type: 'expect_column_max_to_be_between', kwargs: { column: 'a', max_value: 5 } },
    {
      type: 'expect_column_quantile_values_to_be_between',
      kwargs: { column: 'a', quantile_ranges: { quantiles: [0.5], value_ranges: [[1, null]] } },
    },
    { type: 'expect_column_pair_values_to_be_equal', kwargs: { column_A: 'a', column_B: 'b' } },
    { type: 'expect_compound_columns_to_be_unique', kwargs: { column_list: ['a', 'b'] } },
    { type: 'unexpected_rows_expectation', kwargs: { unexpected_rows_query: 'select * from {batch}' } },
  ],
};
const PROPERTIES = `
version: 2
groups: [{name: g, owner: {email: [a@x.example], name: A}}]
sources:
  - {name: raw, loaded_at_field: at, freshness: {warn_after: {count: 1, period: day}, error_after: {count: 2, period: day}}, tables: [{name: o, columns: [{name: at, data_type: timestamp}]}]}
models:
  - name: m
    config: {contract: {enforced: true}, group: g, tags: [x], meta: {k: v}}
    constraints: [{type: primary_key, columns: [id]}, {type: check, expression: id > 0}, {type: foreign_key, columns: [id], to: "source('raw', 'o')", to_columns: [at]}]
    latest_version: 1
    versions: [{v: 1}, {v: 2, columns: [{include: all, exclude: [s]}]}]
    columns:
      - {name: id, data_type: integer, data_tests: [unique, not_null, {relationships: {to: ref('m2'), field: id, config: {severity: warn, where: id > 1}}}]}
      - {name: s, data_type: text, meta: {pii: true}, tests: [{accepted_values: {arguments: {values: [a, 1], quote: true}, config: {error_if: ">5", warn_if: ">2", limit: 9}}}, {dbt_utils.accepted_range: {min_value: 1, max_value: "'2020-01-01'"}}, {dbt_expectations.expect_column_value_lengths_to_be_between: {min_value: 1, row_condition: id > 1}}]}
    data_tests: [{dbt_utils.unique_combination_of_columns: {combination_of_columns: [id, s]}}, {dbt_utils.recency: {field: id, datepart: day, interval: 1}}, {dbt_utils.equal_rowcount: {compare_model: ref('m2')}}]
  - {name: m2, columns: [{name: id}]}
`;

const FORMATS: readonly (readonly [name: string, importer: Importer, document: unknown])[] = [
  ['dbt manifest', importDbt, JSON.parse(fixture('manifest.json'))],
  ['dbt properties', importDbt, parse(PROPERTIES)],
  ['great-expectations', importGreatExpectations, SUITE],
  ['soda', importSoda, parse(SODA)],
  ['data-contract-specification', importDataContractSpecification, parse(fixture('datacontract.yaml'))],
];

const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    '',
    ' ',
    'a',
    'a.b',
    '"q',
    '__proto__',
    '🙂',
    '${table}',
    '{{ x }}',
    "'",
    '--',
    'x'.repeat(3000),
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    { a: 1 },
    { __proto__x: 1 },
    ['a', 'a'],
    { name: 'a' },
    '2020-01-01',
    '1',
    "ref('m')",
  ],
];

/** Every place of a document, as a list of steps. */
function places(node: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof node !== 'object' || node === null) return [at];
  return [
    at,
    ...Object.entries(node).flatMap(([key, child]) =>
      places(child, [...at, Array.isArray(node) ? Number(key) : key]),
    ),
  ];
}

function withValue(node: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(node))
    return node.map((child: unknown, i) => (i === step ? withValue(child, rest, value) : child));
  const record = node as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(record).map(([key, child]) => [key, key === step ? withValue(child, rest, value) : child]),
  );
}

async function survives(importer: Importer, text: string, name: string): Promise<void> {
  const outcome = await importer({ name, text }, OPTIONS);
  if (!outcome.ok) {
    expect(outcome.faults.length).toBeGreaterThan(0);
    for (const { message, file } of outcome.faults) {
      expect(file).toBe(name);
      expect(message).not.toMatch(/\bat \/|undefined|\[object/);
    }
    return;
  }
  compiled(outcome.value.document);
  for (const { where, what, reason } of outcome.value.notCarried) {
    expect([where, what, reason].every((part) => part !== '')).toBe(true);
    expect(`${what} ${reason}`).not.toMatch(/undefined|\[object|NaN/);
  }
}

const RUNS = Number(process.env['FOREIGN_RUNS'] ?? 60);

describe.each(FORMATS)('%s', (_, importer, document) => {
  it('survives any value in any place', async () => {
    const all = places(document);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(all.length - 1), fc.constantFrom(...ODD)), { minLength: 1, maxLength: 3 }),
        async (changes) => {
          const broken = changes.reduce<unknown>((left, [place, value]) => {
            const path = all[place] ?? [];
            try {
              return withValue(left, path, value);
            } catch {
              // An earlier change took the place away.
              return left;
            }
          }, document);
          await survives(importer, JSON.stringify(broken), 'x.json');
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('does not care for a byte order mark or line ends of Windows', async () => {
    const text = JSON.stringify(document, null, 2);
    const plain = await importer({ name: 'x.json', text }, OPTIONS);
    const marked = await importer(
      { name: 'x.json', text: `\uFEFF${text.replaceAll('\n', '\r\n')}` },
      OPTIONS,
    );
    expect(marked).toEqual(plain);
  });

  it('takes bombs, endless nesting and other documents as faults', async () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
      .split('')
      .map(
        (key, i) =>
          `${key}: &${key} [${Array<string>(9)
            .fill(`*${'abcdefgh'[i] ?? ''}`)
            .join(', ')}]`,
      )
      .join('\n')}\n`;
    for (const text of [
      bomb,
      '['.repeat(50_000),
      `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      'a: b: c',
      '\u0000',
      '{"a": 1',
    ])
      for (const name of ['x.json', 'x.yaml']) await survives(importer, text, name);
  });
});
