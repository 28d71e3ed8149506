import { describe, expect, it } from 'vitest';
import { loadPacks } from '../../src/app/load-packs.js';
import { readDraft } from '../../src/contract/read-contract.js';
import { resolveProject } from '../../src/contract/resolve-project.js';
import type { CompileResult } from '../../src/model/check.js';
import { compileProject } from '../../src/suite/compile.js';
import { HEAD } from '../contract/contract-of.js';

const { catalogue } = await loadPacks(import.meta.dirname, []);

const compiled = (schema: string): CompileResult => {
  const { draft } = readDraft(`${HEAD}schema:\n${schema}`, 'a.yaml', []);
  const { contracts, faults } = resolveProject(draft === null ? [] : [draft], new Map());
  expect(faults).toEqual([]);
  return compileProject(contracts, catalogue, { layers: [] });
};

const argsOf = ({ suites, faults }: CompileResult, kind: string): readonly unknown[] => {
  expect(faults).toEqual([]);
  return suites
    .flatMap((suite) => suite.checks.filter((check) => check.kind === kind))
    .map(({ args }) => args);
};

describe('a name with a dot that is a column means that column', () => {
  const columns = `  - name: orders
    properties:
      - {name: order.id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - {name: line.no, logicalType: integer, primaryKey: true, primaryKeyPosition: 2}
      - {name: net.amount, logicalType: number, classification: restricted}
      - {name: gross, physicalName: gross.amount, logicalType: number}
`;

  it.each(['gross.amount', 'gross', '"gross.amount"'])('%s', (name) => {
    const result = compiled(`${columns}    quality:
      - type: custom
        engine: assay
        implementation: {metric: compare, arguments: {left: net.amount, column: '${name}', operator: <=}}
`);
    expect(argsOf(result, 'compare')).toEqual([
      { left: '"net.amount"', column: '"gross.amount"', operator: '<=' },
    ]);
    expect(argsOf(result, 'duplicateValues')).toEqual([{ columns: ['"order.id"', '"line.no"'] }]);
    const [compare] = result.suites[0]?.checks.filter(({ kind }) => kind === 'compare') ?? [];
    expect(compare?.classification).toBe('restricted');
  });

  it('also as an option of a watched metric, and a misspelt one is a fault', () => {
    const anomaly = (name: string) =>
      compiled(`${columns}      - name: tax
        logicalType: number
        quality:
          - type: custom
            engine: assay
            implementation:
              metric: anomaly
              arguments: {of: {metric: correlation, arguments: {with: ${name}}}}
              mustBe: 0
`);
    expect(argsOf(anomaly('net.amount'), 'anomaly')).toEqual([
      { of: { metric: 'correlation', arguments: { with: '"net.amount"' } } },
    ]);
    expect(anomaly('net.amuont').faults).toMatchObject([
      { code: 'unknown-column', hint: 'Did you mean `net.amount`?' },
    ]);
  });

  it('on both sides of a relationship', () => {
    const result = compiled(`  - name: people
    id: people_table
    properties:
      - {name: person.id, id: key, logicalType: integer}
  - name: orders
    properties:
      - name: buyer.id
        logicalType: integer
        relationships:
          - {to: schema/people_table/properties/key}
`);
    expect(argsOf(result, 'foreignKey')).toEqual([
      { columns: ['"buyer.id"'], to: { dataset: 'people', columns: ['"person.id"'] } },
    ]);
  });

  it('beside a field whose path is written alike: each keeps its own checks', () => {
    const result = compiled(`  - name: orders
    properties:
      - name: a
        logicalType: object
        properties:
          - {name: b, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - {name: a.b, logicalType: integer}
      - {name: c, logicalType: integer, primaryKey: true, primaryKeyPosition: 2}
`);
    const keys = result.suites[0]?.checks.filter(({ kind }) => kind === 'duplicateValues');
    expect(keys?.map(({ args }) => args)).toEqual([{ columns: ['a.b', 'c'] }]);
  });
});

describe('a pattern is for text', () => {
  const faultsOf = (column: string) =>
    compiled(`  - name: orders
    properties:
      - {name: c, ${column}, quality: [{metric: invalidValues, arguments: {pattern: '^2'}, mustBe: 0}]}
`).faults;

  it.each(['logicalType: integer', 'logicalType: date', 'logicalType: boolean'])('%s: a fault', (column) => {
    expect(faultsOf(column)).toMatchObject([
      { code: 'wrong-argument', path: expect.stringMatching(/pattern$/) as string },
    ]);
    expect(faultsOf(column)[0]?.hint).toContain('physicalType');
  });

  it.each(['logicalType: string', 'physicalType: VARCHAR(10), logicalType: date', 'description: untyped'])(
    '%s: none',
    (column) => {
      expect(faultsOf(column)).toEqual([]);
    },
  );
});

describe('history of a column that is not public', () => {
  const faultsOf = (classification: string, metric: string) =>
    compiled(`  - name: orders
    properties:
      - name: salary
        logicalType: number
        classification: ${classification}
        quality:
          - {type: custom, engine: assay, implementation: {metric: change, arguments: {of: ${metric}, against: previous}, mustBeLessThan: 9}}
`).faults.map((fault) => fault.path?.slice(-3));

  it('may watch an aggregate, not a value of some row', () => {
    expect(faultsOf('confidential', 'max')).toEqual(['/of']);
    expect(faultsOf('confidential', 'mean')).toEqual([]);
    expect(faultsOf('public', 'max')).toEqual([]);
  });
});
