import { describe, expect, it } from 'vitest';
import { loadPacks } from '../../src/app/load-packs.js';
import { compileProject } from '../../src/suite/compile.js';
import { contractOf, HEAD, marked } from '../contract/contract-of.js';

const { catalogue } = await loadPacks(import.meta.dirname, []);

const SCHEMA = `schema:
  - name: orders
    properties:
      - {name: order_id, logicalType: integer}
      - {name: at, logicalType: timestamp}
      - {name: amount, logicalType: number}
`;

/** A text with `▸` where its one fault of the suite is due: where it is, and where it should be. */
function places(withMark: string): { readonly is: readonly string[]; readonly due: string } {
  const { text, at } = marked(HEAD + SCHEMA + withMark);
  const { faults } = compileProject([contractOf(text)], catalogue, { layers: [] });
  return {
    is: faults.map(({ line = 0, column = 0 }) => `${String(line)}:${String(column)}`),
    due: at,
  };
}

describe('a fault of a rule stands at the line and column of its key', () => {
  it.each([
    ['an operator', '    quality:\n      - metric: rowCount\n        ▸mustBeBetween: [5, 1]\n'],
    [
      'the metric',
      '    quality:\n      - type: custom\n        engine: assay\n        implementation:\n          ▸metric: gasp\n',
    ],
    [
      'a unit',
      '    quality:\n      - {metric: duplicateValues, arguments: {properties: [order_id]}, mustBe: 0, ▸unit: furlongs}\n',
    ],
    [
      'a name in a list of the standard’s `properties`',
      '    quality:\n      - metric: duplicateValues\n        mustBe: 0\n        arguments:\n          properties:\n            - order_id\n            - ▸amuont\n',
    ],
    [
      'an option of an implementation',
      '    quality:\n      - type: custom\n        engine: assay\n        implementation:\n          metric: gaps\n          arguments:\n            column: at\n            ▸every: soon\n',
    ],
    [
      'a key that an implementation does not have',
      '    quality:\n      - type: custom\n        engine: assay\n        implementation:\n          metric: gaps\n          arguments: {column: at, every: P1D}\n          ▸mustEb: 0\n',
    ],
    ['an engine', '    quality:\n      - type: custom\n        ▸engine: asay\n        implementation: {}\n'],
  ])('%s', (_, text) => {
    const { is, due } = places(text);
    expect(is).toEqual([due]);
  });

  it('an option that is missing: at the arguments', () => {
    const { is, due } = places(
      '    quality:\n      - type: custom\n        engine: assay\n        implementation:\n          metric: gaps\n          ▸arguments: {column: at}\n',
    );
    expect(is).toEqual([due]);
  });
});

describe('a fault of an SLA stands at the line and column of its key', () => {
  const sla = (rest: string) => places(`slaProperties:\n  - property: latency\n    ${rest}\n`);

  it.each([
    ['a unit', 'value: 4\n    element: orders.at\n    ▸unit: furlongs'],
    ['a value', 'element: orders.at\n    ▸value: soon'],
    ['an element of the wrong type', 'value: 4\n    unit: h\n    ▸element: orders.amount'],
  ])('%s', (_, text) => {
    const { is, due } = sla(text);
    expect(is).toEqual([due]);
  });
});

describe('what is not executed stands where it is written', () => {
  it('a schedule of a rule and of an SLA', () => {
    const text = `${HEAD}${SCHEMA}    quality:
      - metric: rowCount
        mustBeGreaterThan: 0
        schedule: 0 6 * * *
slaProperties:
  - {property: latency, value: 4, unit: h, element: orders.at, schedule: daily}
`;
    const { suites } = compileProject([contractOf(text)], catalogue, { layers: [] });
    const lines = text.split('\n');
    const written = suites[0]?.notExecuted.map(({ clause }) =>
      lines[clause.line - 1]?.slice(clause.column - 1, clause.column + 7),
    );
    expect(written).toEqual(['schedule', 'schedule']);
  });

  it('a long list of values has one place', () => {
    const values = Array.from({ length: 101 }, (_, index) => String(index)).join(', ');
    const rules = contractOf(
      `${HEAD}${SCHEMA}    quality:\n      - {metric: duplicateValues, arguments: {properties: [${values}]}, mustBe: 0}\n`,
    ).datasets[0]?.rules;
    expect(Object.keys(rules?.[0]?.places ?? {})).toEqual([
      '/metric',
      '/arguments',
      '/arguments/properties',
      '/mustBe',
    ]);
  });
});
