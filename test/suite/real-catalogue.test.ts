import { Ajv2019 } from 'ajv/dist/2019.js';
import { describe, expect, it } from 'vitest';
import { loadPacks } from '../../src/app/load-packs.js';
import { readContract } from '../../src/contract/read-contract.js';
import type { CompileResult } from '../../src/model/check.js';
import { METRIC_NAMES } from '../../src/model/metric.js';
import { compileProject } from '../../src/suite/compile.js';

const { catalogue, faults: packFaults } = await loadPacks(import.meta.dirname, []);

/** A contract with these rules on the dataset and on its columns. */
function contractText(ofDataset: string, ofAmount: string, ofAt = '', levels = ''): string {
  const list = (rules: string, indent: string): string =>
    rules === '' ? '' : `${indent}quality:\n${rules.replaceAll(/^/gm, `${indent}  `)}\n`;
  return `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
servers:
  - {server: lake, type: local, path: data/*.parquet, format: parquet}
schema:
  - name: orders
    properties:
      - name: order_id
        logicalType: integer
        physicalType: BIGINT
        primaryKey: true
        logicalTypeOptions: {format: i64}
      - name: amount
        logicalType: number
        required: true
        logicalTypeOptions: {minimum: 0, exclusiveMaximum: 1000000, multipleOf: 0.01}
${list(ofAmount, '        ')}      - name: email
        logicalType: string
        unique: true
        classification: restricted
        logicalTypeOptions: {minLength: 3, maxLength: 99, pattern: "@", format: email}
      - name: at
        logicalType: timestamp
        logicalTypeOptions: {timezone: true, minimum: "2001-01-01T00:00:00Z"}
${list(ofAt, '        ')}      - name: until
        logicalType: timestamp
      - name: is_current
        logicalType: boolean
      - name: lines
        logicalType: array
        logicalTypeOptions: {minItems: 1, uniqueItems: true}
        items:
          logicalType: object
          properties:
            - {name: sku, logicalType: string, required: true}
${list(ofDataset, '    ')}${levels}`;
}

const LEVELS = `slaProperties:
  - {property: latency, value: 4, unit: h, element: orders.at}
  - {property: frequency, value: 1, unit: d, element: orders.at}
  - {property: retention, value: 3, unit: y, element: orders.at}
  - {property: timeOfAvailability, value: "09:00-08:00", element: orders.at}
  - {property: availability, value: 99.9, unit: percent}
`;

function compileText(...rules: Parameters<typeof contractText>): CompileResult {
  const read = readContract(contractText(...rules), 'orders.odcs.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults, null, 2));
  return compileProject([read.value], catalogue, { layers: ['bronze', 'silver', 'gold'] });
}

const ours = (implementation: string): string =>
  `- {type: custom, engine: assay, implementation: ${implementation}}`;

describe('the kinds that come with the project', () => {
  it('load, and their options schemas are closed JSON Schemas', () => {
    expect(packFaults).toEqual([]);
    const ajv = new Ajv2019({ strict: false });
    for (const [kind, { optionsSchema }] of catalogue) {
      expect([kind, ajv.validateSchema(optionsSchema)]).toEqual([kind, true]);
      expect([kind, optionsSchema['additionalProperties']]).toEqual([kind, false]);
    }
  });

  it('take every clause of a schema as it is compiled', () => {
    const { suites, faults } = compileText('', '', '', LEVELS);
    expect(faults).toEqual([]);
    const kinds = new Set(suites.flatMap((suite) => suite.checks.map((check) => check.kind)));
    expect([...kinds].sort()).toEqual([
      'availableBy',
      'columnPresent',
      'columnType',
      'duplicateValues',
      'frequency',
      'freshness',
      'invalidValues',
      'nullValues',
      'retention',
      'rowCount',
    ]);
    const [suite] = suites;
    expect(suite?.notExecuted.map((one) => one.reason)).toEqual([expect.stringContaining('objective')]);
    expect(suite?.checks.filter((check) => check.unit === 'seconds').map((check) => check.limit)).toEqual([
      { op: '<=', value: 14_400 },
      { op: '<=', value: 86_400 },
      { op: '<=', value: 94_670_856 },
    ]);
  });

  it.each([
    ['- {metric: rowCount, mustBeGreaterThan: 10}', ''],
    [
      '- {metric: duplicateValues, arguments: {properties: [order_id, at]}, mustBeLessThan: 1, unit: percent}',
      '',
    ],
    ['- {type: sql, query: "select count(*) = 0 from ${table}", mustBe: true}', ''],
    [ours('{metric: failedRows, arguments: {where: "amount < 0"}}'), ''],
    [ours('{metric: failedRows, arguments: {query: "select * from ${table} where amount < 0"}}'), ''],
    [
      ours(
        '{metric: change, arguments: {of: rowCount, against: previous, unit: percent}, mustBeBetween: [-30, 30]}',
      ),
      '',
    ],
    [ours('{metric: anomaly, arguments: {of: rowCount, method: mad}, mustBe: 0}'), ''],
    [ours('{metric: gaps, arguments: {column: at, every: PT1H}}'), ''],
    [ours('{metric: increasing, arguments: {column: at, orderBy: order_id, strictly: true}}'), ''],
    [ours('{metric: noOverlap, arguments: {key: order_id, from: at, to: until}}'), ''],
    [ours('{metric: oneCurrent, arguments: {key: order_id, current: is_current}}'), ''],
    [ours('{metric: reconcile, arguments: {with: orders, of: rowCount}}'), ''],
    ['', '- {metric: nullValues, mustBeLessThan: 5, unit: percent, id: some}'],
    ['', "- {metric: missingValues, arguments: {missingValues: [null, '', 'N/A']}, mustBe: 0}"],
    ['', '- {metric: invalidValues, arguments: {min: 0, max: 10}, mustBeLessThan: 1, unit: percent}'],
    ['', '- {metric: invalidValues, arguments: {validValues: [1, 2]}, mustBe: 0}'],
    ['', ours('{metric: quantile, arguments: {q: 0.9}, mustBeLessThan: 100}')],
    ['', ours('{metric: correlation, arguments: {with: order_id}, mustBeGreaterThan: 0.5}')],
    ['', ours('{metric: distinctValues, arguments: {in: [1, 2]}}')],
    ['', ours('{metric: newValues, arguments: {baseline: {runs: 3}}}')],
    ['', ours('{metric: mostCommonValue, arguments: {in: [1]}}')],
    ['', ours('{metric: compare, arguments: {column: order_id, operator: "<="}}')],
    ['', ours('{metric: distribution, arguments: {method: psi, baseline: {runs: 14}}, mustBeLessThan: 0.2}')],
  ])('take the rule %s%s', (ofDataset, ofAmount) => {
    expect(compileText(ofDataset, ofAmount).faults).toEqual([]);
  });

  it.each(METRIC_NAMES.filter((name) => !/Values$|rowCount|quantile|correlation|Length$/.test(name)))(
    'take the aggregate %s with a limit',
    (metric) => {
      const limit = metric === 'distinctRatio' ? '0.5' : '10';
      expect(compileText('', ours(`{metric: ${metric}, mustBeLessThan: ${limit}}`)).faults).toEqual([]);
    },
  );

  it('take dates as limits of dates', () => {
    const rule = ours('{metric: max, mustBeLessThan: "2030-01-01"}');
    expect(compileText('', '', rule).faults).toEqual([]);
  });

  it.each([
    ['- {metric: invalidValues, mustBe: 0}', 'wrong-argument'],
    ["- {metric: invalidValues, arguments: {pattern: '['}, mustBe: 0}", 'wrong-argument'],
    ['- {metric: invalidValues, arguments: {min: 9, max: 1}, mustBe: 0}', 'wrong-argument'],
    ['- {metric: invalidValues, arguments: {validVales: [1]}, mustBe: 0}', 'unknown-argument'],
    [ours('{metric: compare, arguments: {column: ordr_id, operator: "<="}}'), 'unknown-column'],
    [ours('{metric: compare, arguments: {column: order_id, operator: "=>"}}'), 'wrong-argument'],
    [ours('{metric: quantile, mustBe: 1}'), 'missing-argument'],
    [ours('{metric: mean}'), 'missing-operator'],
    [ours('{metric: anomaly, arguments: {of: rowCnt}, mustBe: 0}'), 'wrong-argument'],
  ])('refuse %s', (rule, code) => {
    const codes = compileText('', rule).faults.map((fault) => fault.code);
    expect(new Set(codes)).toEqual(new Set([code]));
  });
});
