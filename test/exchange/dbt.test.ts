/** What dbt's projects become: every test with the meaning that it has in dbt, on real rows, or said not to be carried. */
import { describe, expect, it } from 'vitest';
import { importDbt } from '../../src/exchange/import/dbt.js';
import { compiled, faultsOf, fixture, imported, judged, lost, rulesOf } from './foreign-contract.js';

/** A model `t` with one column `c` and these tests on the column and on the model, as YAML. */
const model = (ofColumn: string, ofModel = ''): string => `
version: 2
models:
  - name: t
    columns:
      - name: c
        data_tests:
${ofColumn === '' ? '          []' : ofColumn.replaceAll(/^/gm, '          ')}
    data_tests:
${ofModel === '' ? '      []' : ofModel.replaceAll(/^/gm, '      ')}
`;

async function rules(ofColumn: string, ofModel = '') {
  const { document, notCarried } = await imported(importDbt, model(ofColumn, ofModel));
  return { rules: rulesOf(compiled(document), 't'), lost: lost(notCarried).slice(1), document };
}

describe('a manifest of dbt', () => {
  it('becomes a contract that compiles, with everything else said aloud', async () => {
    const { document, notCarried } = await imported(importDbt, fixture('manifest.json'), 'manifest.json', {
      layer: 'silver',
    });
    const read = compiled(document);
    expect(read.suites.map(({ dataset }) => dataset)).toEqual([
      ...['silver.stg_orders', 'silver.customers', 'silver.orders_v2', 'silver.orders_v1'],
      ...['silver.country_codes', 'silver.orders_history', 'silver.raw_orders'],
    ]);
    expect(rulesOf(read, 'silver.stg_orders')).toEqual([
      '* failedRows {"where":"not (amount >= 0)"} = 0 rows',
      `amount failedRows {"query":"select \\"amount\\" from \${table} where (status = 'open') and (\\"amount\\" not in (1, 2)) group by \\"amount\\""} = 0 rows !warn`,
      'customer_id foreignKey {"columns":["customer_id"],"to":{"dataset":"silver.customers","columns":["customer_id"]}} = 0 rows',
      'order_id duplicateValues = 0 rows',
      'order_id nullValues = 0 rows',
      'status invalidValues {"validValues":["open","paid","returned"]} = 0 rows',
    ]);
    expect(rulesOf(read, 'silver.customers')).toEqual([
      '* failedRows {"where":"not (customer_id > 0)"} = 0 rows',
      'customer_id duplicateValues = 0 rows',
      'customer_id nullValues = 0 rows',
      'email nullValues <= 5 percent',
    ]);
    expect(rulesOf(read, 'silver.orders_v2')).toEqual([
      '* failedRows {"query":"select \\"order_id\\", \\"customer_id\\" from ${table} group by \\"order_id\\", \\"customer_id\\" having count(*) > 1"} = 0 rows',
      '* reconcile {"with":"silver.stg_orders","of":"rowCount","batch":"all"} = 0 value',
      'amount invalidValues {"min":0,"max":"100000.5"} <= 10 rows',
      'amount invalidValues {"min":0,"max":"100000.5"} <= 2 rows !warn',
      'placed_at freshness {"column":"placed_at","seconds":172800} <= 172800 seconds',
    ]);
    expect(rulesOf(read, 'silver.raw_orders')).toEqual([
      '_synced freshness <= 43200 seconds !warn',
      '_synced freshness {"column":"_synced","seconds":86400} <= 86400 seconds',
    ]);
    expect(notCarried.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'shop where the data lies',
      'model.shop.cents ephemeral model',
      'test.shop.not_null_cents_x.0123456789 test not_null',
      'test.shop.assert_total singular test assert_total',
      'disabled.test.shop.off test test.shop.off',
      'model.shop.orders.v2.columns.address.city nested field address.city',
      'test.shop.not_null_orders_city.0123456789 nullValues',
      'model.shop.orders.v2.columns.customer_id.constraints[0] constraint foreign_key',
      'test.shop.my_even_orders.0123456789 test my_package.is_even',
      'test.shop.unique_where.0123456789 test unique',
    ]);
    expect(notCarried[0]?.reason).toContain('raw.shop, shop.analytics');
  });

  it('keeps what stands around the data: lineage, owners, versions, personal data, an enforced contract', async () => {
    const { document } = await imported(importDbt, fixture('manifest.json'), 'manifest.json');
    const { contract, suites } = compiled(document);
    const of = (key: string) => contract.datasets.find((dataset) => dataset.key === key);
    // `cents` is ephemeral: the seed that it is made from is seen through it.
    expect(of('orders_v2')?.upstream).toEqual(['country_codes', 'customers', 'stg_orders']);
    expect(of('stg_orders')?.upstream).toEqual(['raw_orders']);
    expect(of('raw_orders')?.physicalName).toBe('orders_v7');
    expect(of('orders_history')?.physicalName).toBe('orders_hist');
    expect(contract.owners).toEqual([{ username: 'finance@shop.example', name: 'Finance', role: 'owner' }]);
    expect(of('customers')?.custom).toMatchObject({
      extraColumns: 'fail',
      'dbt.access': 'public',
      'dbt.meta.layer': 'top secret',
    });
    expect(of('customers')?.properties.find(({ name }) => name === 'email')?.classification).toBe(
      'restricted',
    );
    expect(of('orders_v2')?.properties.map(({ name }) => name)).toContain('odd "name". x');
    const closed = suites.filter(({ checks }) => checks.some(({ kind }) => kind === 'noExtraColumns'));
    expect(closed.map(({ dataset }) => dataset)).toEqual(['customers']);
    expect(document['slaProperties']).toContainEqual({
      property: 'endOfSupport',
      value: '2026-12-31T00:00:00+00:00',
      element: 'orders_v1',
    });
  });

  it('of another schema version is a fault that says which ones are read', async () => {
    const old = fixture('manifest.json').replace('/v12.json', '/v4.json');
    const [fault] = await faultsOf(importDbt, old, 'manifest.json');
    expect(fault).toMatchObject({ code: 'unknown-version', file: 'manifest.json' });
    expect(fault?.hint).toContain('10 to 12');
  });
});

describe('severity, warn_if, error_if', () => {
  it.each([
    ['not_null', ['c nullValues = 0 rows']],
    ['not_null: {config: {severity: warn}}', ['c nullValues = 0 rows !warn']],
    ['not_null: {config: {error_if: ">10"}}', ['c nullValues <= 10 rows', 'c nullValues = 0 rows !warn']],
    ['not_null: {config: {error_if: ">10", warn_if: ">10"}}', ['c nullValues <= 10 rows']],
    [
      'not_null: {config: {severity: warn, error_if: ">10", warn_if: ">= 3"}}',
      ['c nullValues < 3 rows !warn'],
    ],
    ['not_null: {config: {warn_if: ">3"}}', ['c nullValues = 0 rows']],
    ['not_null: {severity: warn}', ['c nullValues = 0 rows !warn']],
    [
      'unique: {config: {error_if: ">2", warn_if: ">2"}}',
      [
        'c failedRows {"query":"select \\"c\\" from ${table} where \\"c\\" is not null group by \\"c\\" having count(*) > 1"} <= 2 rows',
      ],
    ],
    [
      'accepted_values: {values: [a], config: {error_if: ">2", warn_if: ">2"}}',
      ['c distinctValues {"in":["a"]} <= 2 value'],
    ],
    [
      'accepted_values: {arguments: {values: [1, 2], quote: false}}',
      ['c invalidValues {"validValues":[1,2]} = 0 rows'],
    ],
  ])('%s', async (test, expected) => {
    const read = await rules(`- ${test}`);
    expect(read.rules).toEqual([...expected].sort());
    expect(read.lost).toEqual([]);
  });

  it.each([
    ['not_null: {config: {error_if: ">= 0"}}', 'can only fail'],
    ['not_null: {config: {error_if: "< 0", warn_if: "< 0"}}', 'can never fail'],
    ['not_null: {config: {error_if: "> count(*)"}}', 'no comparison'],
    ['not_null: {config: {fail_calc: "max(n)"}}', 'fail_calc'],
    ['not_null: {config: {limit: 5, error_if: ">10", warn_if: ">10"}}', 'limit'],
    ['not_null: {config: {enabled: false}}', 'disabled'],
    ['not_null: {config: {where: "a; drop table t"}}', 'semicolon'],
    ['not_null: {config: {where: "a = 1) or (1 = 1"}}', 'brackets'],
    ['not_null: {config: {where: "a = 1 -- all"}}', 'comment'],
    ['not_null: {config: {where: "a > {{ var(\'x\') }}"}}', 'Jinja'],
    ['accepted_values: {values: "{{ var(\'x\') }}"}', 'Jinja'],
    ['accepted_values: {values: [null]}', 'no text'],
    ['accepted_values: {values: [a, "null"], quote: false}', 'SQL'],
    ["relationships: {to: ref('nowhere'), field: id}", 'not in this import'],
    ['dbt_utils.recency: {field: c, datepart: month, interval: 1}', 'fixed length'],
    ["dbt_utils.relationships_where: {to: ref('t'), field: c}", 'conditions'],
    ['dbt_utils.toString: {}', 'does not know'],
    ['__proto__: {}', 'macro'],
    ['dbt_expectations.expect_column_values_to_match_regex: {regex: "(?i)^a"}', 'inline flags'],
    ['dbt_expectations.expect_column_values_to_not_match_regex: {regex: "\\\\w"}', 'ASCII'],
  ])('%s is not carried: %s', async (test, reason) => {
    const read = await rules(`- ${test}`);
    expect(read.rules).toEqual([]);
    expect(read.lost).toHaveLength(1);
    expect(read.lost[0]).toContain(reason);
    expect(read.lost[0]).toContain('models.t.columns.c.data_tests[0]');
  });

  it('that hold Jinja are taken in the stricter reading, and that is said', async () => {
    const read = await rules(
      `- not_null: {config: {severity: "{{ 'warn' if target.name == 'dev' else 'error' }}"}}`,
    );
    expect(read.rules).toEqual(['c nullValues = 0 rows']);
    expect(read.lost).toEqual([expect.stringContaining('config severity')]);
  });
});

describe('on real rows, tests count what dbt counts', () => {
  /** Seven rows: c is a, a, b, '', NULL, NULL, z; n is 1 to 7; a pair (k, l) with NULLs that dbt takes for equal. */
  const ROWS = `select * from (values ('a', 1, 1, null), ('a', 2, 1, null), ('b', 3, 2, 2), ('', 4, 3, 3), (null, 5, 4, 4), (null, 6, 5, 5), ('z', 7, 6, 6)) as r(c, n, k, l)`;

  it.each([
    ['not_null', '', 'fail 2'],
    ['not_null: {config: {where: "n < 6"}}', '', 'fail 1'],
    ['unique', '', 'fail 1'],
    ['unique: {config: {where: "n > 1"}}', '', 'pass 0'],
    ['unique: {config: {error_if: ">1", warn_if: ">1"}}', '', 'pass 1'],
    ["accepted_values: {values: [a, b, '']}", '', 'fail 1'],
    ['accepted_values: {values: [b], config: {error_if: ">3", warn_if: ">3"}}', '', 'pass 3'],
    ['accepted_values: {values: [a], config: {where: n < 4}}', '', 'fail 1'],
    ['dbt_utils.not_null_proportion: {at_least: 0.7}', '', 'pass 28.571428571428573'],
    ['dbt_utils.not_null_proportion: {at_least: 0.75}', '', 'fail 28.571428571428573'],
    ['dbt_utils.not_empty_string', '', 'fail 1'],
    ['dbt_utils.not_empty_string: {trim_whitespace: false}', '', 'fail 1'],
    ['dbt_utils.at_least_one', '', 'pass 5'],
    ['dbt_utils.not_constant', '', 'pass 4'],
    ["dbt_utils.expression_is_true: {expression: \"in ('a', 'b', '')\"}", '', 'fail 1'],
    ['dbt_expectations.expect_column_values_to_be_in_set: {value_set: [a, b, z]}', '', 'fail 3'],
    ['dbt_expectations.expect_column_values_to_not_be_in_set: {value_set: [z]}', '', 'fail 1'],
    ['dbt_expectations.expect_column_value_lengths_to_equal: {value: 1}', '', 'fail 1'],
    ['dbt_expectations.expect_column_values_to_be_unique: {row_condition: "n <> 2"}', '', 'pass 0'],
    ['', 'dbt_utils.unique_combination_of_columns: {combination_of_columns: [k, l]}', 'fail 1'],
    ['', 'dbt_utils.expression_is_true: {expression: "n < 7"}', 'fail 1'],
    ['', 'dbt_utils.expression_is_true: {expression: "k <= l"}', 'pass 0'],
    ['', 'dbt_utils.expression_is_true: {expression: "not (n = 3)"}', 'fail 1'],
    [
      '',
      'dbt_expectations.expect_compound_columns_to_be_unique: {column_list: [k, l], ignore_row_if: any_value_is_missing}',
      'pass 0',
    ],
    ['', 'dbt_expectations.expect_compound_columns_to_be_unique: {column_list: [k, l]}', 'fail 1'],
    ['', 'dbt_expectations.expect_table_row_count_to_be_between: {min_value: 1, max_value: 6}', 'fail 7'],
    [
      '',
      'dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B: {column_A: n, column_B: k}',
      'fail 1',
    ],
  ])('%s%s: %s', async (ofColumn, ofModel, expected) => {
    const read = await rules(ofColumn === '' ? '' : `- ${ofColumn}`, ofModel === '' ? '' : `- ${ofModel}`);
    expect(read.lost).toEqual([]);
    const [rule, ...more] = read.rules;
    expect(more).toEqual([]);
    expect((await judged(read.document, ROWS)).get(rule ?? '')).toBe(expected);
  });
});

describe('schema YAML', () => {
  it('knows every way to write a test, and versions of a model', async () => {
    const text = `
models:
  - name: m
    latest_version: 2
    columns:
      - name: a
        tests: [unique, {test_name: accepted_values, values: [x]}]
      - {name: b, data_tests: [{name: b_is_there, not_null: null, description: b matters}]}
    versions:
      - v: 1
      - v: 2
        columns: [{include: all, exclude: [b]}, {name: c, data_type: int}]
  - name: child
    columns:
      - {name: m_a, data_tests: [{relationships: {arguments: {to: "ref('m')", field: a}}}]}
      - {name: m1_a, data_tests: [{relationships: {to: "ref('m', v=1)", field: a}}]}
`;
    const { document } = await imported(importDbt, text);
    const read = compiled(document);
    expect(rulesOf(read, 'm_v1')).toEqual([
      'a duplicateValues = 0 rows',
      'a invalidValues {"validValues":["x"]} = 0 rows',
      'b nullValues = 0 rows',
    ]);
    expect(rulesOf(read, 'm_v2')).toEqual([
      'a duplicateValues = 0 rows',
      'a invalidValues {"validValues":["x"]} = 0 rows',
    ]);
    expect(rulesOf(read, 'child').map((rule) => /"dataset":"(\w+)"/.exec(rule)?.[1])).toEqual([
      'm_v1',
      'm_v2',
    ]);
    const b = read.suites
      .flatMap(({ checks }) => checks)
      .find(({ column, kind }) => column === 'b' && kind === 'nullValues');
    expect(b).toMatchObject({ name: 'b_is_there', description: 'b matters' });
  });

  it('does not ask for a warning that a failing test already covers, and says so', async () => {
    const read = await rules('- not_null\n- not_null: {config: {severity: warn}}');
    expect(read.rules).toEqual(['c nullValues = 0 rows']);
    expect(read.lost).toEqual([expect.stringContaining('could never come first')]);
  });

  it('gives ids to rules of one figure, so that all of them stand', async () => {
    const test = (least: number) => `- dbt_utils.not_null_proportion: {at_least: ${least}}`;
    const read = await rules(`${test(0.5)}\n${test(0.9)}\n- not_null: {config: {severity: warn}}`);
    expect(read.rules).toEqual([
      'c nullValues <= 10 percent',
      'c nullValues <= 50 percent',
      'c nullValues = 0 rows !warn',
    ]);
  });

  it.each(['models: {a: 1}', 'a: 1', '- a', 'models', '{"nodes": []}', ''])(
    'that is none is a fault: %j',
    async (text) => {
      const faults = await faultsOf(importDbt, text);
      expect(faults).toHaveLength(1);
      expect(faults[0]?.file).toBe('source.yml');
    },
  );
});
