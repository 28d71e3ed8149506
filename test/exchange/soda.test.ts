/** What contracts in Soda's language become, judged on real rows with Soda's counts. */
import { describe, expect, it } from 'vitest';
import { importSoda } from '../../src/exchange/import/soda.js';
import { compiled, faultsOf, imported, judged, lost, rulesOf } from './foreign-contract.js';

/** A contract of the dataset `t` with the columns n, m, s, at, these checks on n and these on the dataset. */
const contract = (ofColumn: string, ofDataset: string, head = ''): string => `dataset: lake/db/main/t
${head}
columns:
  - name: n
${ofColumn === '' ? '' : `    checks:\n      - ${ofColumn}`}
  - {name: m}
  - {name: s, data_type: varchar}
  - {name: at}
${ofDataset === '' ? '' : `checks:\n  - ${ofDataset}`}
`;

async function rules(ofColumn: string, ofDataset = '', head = '') {
  const { document, notCarried } = await imported(importSoda, contract(ofColumn, ofDataset, head));
  return { rules: rulesOf(compiled(document), 't'), lost: lost(notCarried).slice(1), document };
}

describe('a contract', () => {
  it('of the size of life becomes one that compiles', async () => {
    const text = `
dataset: warehouse/shop/sales/orders
description: Orders of the shop
filter: created_at >= '2026-01-01'
variables:
  least: {default: 10}
soda_agent: {checks_schedule: {cron: "0 * * * *"}}
columns:
  - name: id
    data_type: integer
    checks: [{missing: null}, {duplicate: null}]
  - name: status
    data_type: character varying
    character_maximum_length: 20
    checks:
      - invalid: {name: Known states, valid_values: [open, paid], threshold: {metric: percent, must_be_less_than: 1, level: warn}}
  - {name: note, optional: true}
  - name: created_at
    data_type: timestamp
checks:
  - schema: {allow_extra_columns: true}
  - row_count: {threshold: {must_be_greater_than_or_equal: "\${var.least}"}}
  - freshness: {column: created_at, threshold: {unit: day, must_be_less_than_or_equal: 2}}
  - anomaly: {}
`;
    const { document, notCarried } = await imported(importSoda, text, 'orders.yml', { layer: 'gold' });
    const read = compiled(document);
    expect(rulesOf(read, 'gold.orders')).toEqual([
      '* sql {"query":"select count(*) from ${table} where (created_at >= \'2026-01-01\')"} >= 10 value',
      'id sql {"query":"select coalesce(count(\\"id\\") - count(distinct \\"id\\"), 0) from ${table} where (created_at >= \'2026-01-01\')"} = 0 value',
      'id sql {"query":"select coalesce(sum(case when \\"id\\" is null then 1 else 0 end), 0) from ${table} where (created_at >= \'2026-01-01\')"} = 0 value',
      'status sql {"query":"select coalesce(100.0 * (sum(case when (\\"status\\" not in (\'open\', \'paid\')) and not (\\"status\\" is null) then 1 else 0 end)) / nullif(count(*), 0), 0) from ${table} where (created_at >= \'2026-01-01\')"} < 1 value !warn',
    ]);
    const [suite] = read.suites;
    expect(suite?.columns.map(({ path, physicalType }) => [path, physicalType])).toEqual([
      ['id', 'integer'],
      ['status', 'character varying(20)'],
      ['created_at', 'timestamp'],
    ]);
    expect(suite?.checks.map(({ kind }) => kind)).toContain('columnOrder');
    expect(suite?.checks.map(({ kind }) => kind)).not.toContain('noExtraColumns');
    expect(notCarried.map(({ where }) => where)).toEqual([
      'dataset warehouse/shop/sales/orders',
      'variables.least',
      'columns.note',
      'checks[2]',
      'checks[3]',
      'soda_agent',
    ]);
  });

  it.each([
    ['missing:', ['n nullValues = 0 rows']],
    ['missing: {threshold: {level: warn}}', ['n nullValues = 0 rows !warn']],
    [
      'missing: {threshold: {must_be_less_than: 10, additional: {must_be_less_than: 5, level: warn}}}',
      ['n nullValues < 10 rows', 'n nullValues < 5 rows !warn'],
    ],
    ['missing: {missing_values: [-1, 0]}', ['n missingValues {"missingValues":[-1,0]} = 0 rows']],
    [
      'missing: {threshold: {must_be_between: {greater_than: 1, less_than_or_equal: 3}}}',
      ['n nullValues <= 3 rows', 'n nullValues > 1 rows'],
    ],
    [
      'missing: {threshold: {must_be_not_between: {less_than: 1, greater_than: 3}}}',
      ['n nullValues notBetween 1 3 rows'],
    ],
    [
      'missing: {threshold: {must_be_not_between: {less_than_or_equal: 1, greater_than_or_equal: 4}}}',
      ['n nullValues notBetween 2 3 rows'],
    ],
    ['aggregate: {function: avg_length, threshold: {must_be: 2}}', ['n meanLength = 2 value']],
    ['invalid: {valid_reference_data: {dataset: lake/db/main/other, column: id}}', []],
  ])('%s', async (check, expected) => {
    const read = await rules(check);
    expect(read.rules).toEqual(expected);
  });

  it.each([
    ['missing: {missing_format: {regex: "^x$", name: x}}', 'pattern'],
    ['missing: {threshold: {must_be: 1, must_not_be: 2}}', 'more than one'],
    [
      'missing: {threshold: {metric: percent, must_be_not_between: {less_than_or_equal: 1, greater_than_or_equal: 4}}}',
      'can not be said',
    ],
    ['missing: {threshold: {must_be: "${var.none}"}}', 'no number'],
    ['missing: {filter: "n > ${var.none}"}', 'placeholder'],
    ['invalid: {valid_format: {regex: "[0-9]+", name: digits}}', 'begin it with'],
    ['invalid: {valid_format: {regex: "^[0-9]+$", name: digits}, filter: m > 1}', 'filter'],
    ['invalid: {}', 'no constraint'],
    ['invalid: {valid_values: []}', 'empty'],
    ['invalid: {valid_min: 5, valid_max: 1}', 'No value lies between'],
    ['invalid: {valid_reference_data: {dataset: lake/db/main/other, column: id}}', 'not in this import'],
    ['duplicate: {missing_values: [1]}', 'missing_values'],
    ['aggregate: {function: stddev_pop, threshold: {must_be: 1}}', 'function'],
    ['aggregate: {function: avg}', 'no threshold'],
    ['toString: {}', 'does not know'],
    ['[1]', 'no mapping'],
  ])('%s is not carried: %s', async (check, reason) => {
    const read = await rules(check);
    expect(read.rules).toEqual([]);
    expect(read.lost).toEqual([expect.stringContaining(reason)]);
    expect(read.lost[0]).toContain('columns.n.checks[0]');
  });

  it.each([
    ['checks for t:\n  - row_count > 0\n', 'SodaCL'],
    ['dataset: 5', ''],
    ['dataset: a/', ''],
    ['- a', ''],
  ])('that is none is a fault: %j', async (text, hint) => {
    const faults = await faultsOf(importSoda, text);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.hint ?? '').toContain(hint);
  });
});

describe('on real rows', () => {
  /** n: 1 1 2 -1 NULL 4; pairs (n, m) with one repeated NULL pair; the newest row is of 1 May, one hour before as-of. */
  const ROWS = `select n::integer n, m::integer m, s::varchar s, "at"::timestamp "at" from (values
    (1, 1, 'ab', '2026-05-01 23:00:00'), (1, 1, 'c', '2026-04-01 00:00:00'), (2, null, 'N/A', '2026-04-02 00:00:00'),
    (-1, null, null, null), (null, null, 'x', null), (null, null, 'y', null)) as r(n, m, s, "at")`;

  it.each([
    ['missing:', '', '', 'fail 2'],
    ['missing: {missing_values: [-1]}', '', '', 'fail 3'],
    ['missing: {threshold: {metric: percent, must_be_less_than: 34}}', '', '', /^pass 33\.3/],
    ['missing: {filter: m is null, threshold: {metric: percent, must_be: 50}}', '', '', 'pass 50'],
    ['invalid: {valid_values: [1]}', '', '', 'fail 2'],
    ['invalid: {valid_values: [1], missing_values: [-1]}', '', '', 'fail 1'],
    // Soda takes the percentage of all rows: 1 of 6.
    ['invalid: {valid_min: 0, threshold: {metric: percent, must_be_less_than: 17}}', '', '', /^pass 16\.6/],
    ['invalid: {invalid_values: [1], filter: m is null}', '', '', 'pass 0'],
    ['duplicate:', '', '', 'fail 1'],
    ['duplicate: {threshold: {metric: percent, must_be: 25}}', '', '', 'pass 25'],
    ['aggregate: {function: sum, threshold: {must_be: 3}}', '', '', 'pass 3'],
    ['aggregate: {function: max, filter: m is null, threshold: {must_be: 2}}', '', '', 'pass 2'],
    // (1, 1) and (NULL, NULL) stand twice: a NULL counts to Soda.
    ['', 'duplicate: {columns: [n, m]}', '', 'fail 2'],
    [
      '',
      'duplicate: {columns: [n, m], threshold: {metric: percent, must_be_less_than: 33}}',
      '',
      /^fail 33\.3/,
    ],
    ['', 'row_count:', '', 'pass 6'],
    [
      '',
      'row_count: {threshold: {must_be_between: {greater_than_or_equal: 6, less_than: 7}}, filter: m is null}',
      '',
      null,
    ],
    ['', 'row_count: {threshold: {must_be: 4}}', 'filter: m is null', 'pass 4'],
    ['', 'freshness: {column: at, threshold: {must_be_less_than_or_equal: 1}}', '', 'pass 3600'],
    ['', 'freshness: {column: at, threshold: {unit: minute, must_be_less_than: 60}}', '', 'fail 3600'],
    ['', 'failed_rows: {expression: n < 0}', '', 'fail 1'],
    ['', 'failed_rows: {expression: n < 2, threshold: {metric: percent, must_be: 50}}', '', 'pass 50'],
    ['', 'failed_rows: {query: "select * from t where n = 2;"}', '', 'fail 1'],
    ['', 'metric: {expression: max(n) - min(n), threshold: {must_be: 3}}', '', 'pass 3'],
    ['', 'metric: {query: "select count(*) from t", threshold: {must_be_less_than: 6}}', '', 'fail 6'],
  ])('%s%s%s: %s', async (ofColumn, ofDataset, head, expected) => {
    const read = await rules(ofColumn, ofDataset, head);
    expect(read.lost).toEqual([]);
    const verdicts = await judged(read.document, ROWS);
    if (expected === null) {
      expect(read.rules.map((rule) => verdicts.get(rule))).toEqual(['pass 4', 'fail 4']);
      return;
    }
    // `rowCount > 0` is what every dataset is asked anyway.
    const [rule = '* rowCount > 0 rows', ...more] = read.rules;
    expect(more).toEqual([]);
    if (typeof expected === 'string') expect(verdicts.get(rule)).toBe(expected);
    else expect(verdicts.get(rule)).toMatch(expected);
  });
});
