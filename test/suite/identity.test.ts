import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/model/check.js';
import type { Rule } from '../../src/model/contract.js';
import { compileProject } from '../../src/suite/compile.js';
import { makeCatalogue } from './make-catalogue.js';
import { assayRule, contract, dataset, property, rule, sla } from './make-contract.js';

const CATALOGUE = makeCatalogue();

function checksOf(rules: readonly Rule[], beside: readonly Rule[] = []): readonly Check[] {
  const properties = [property('a/b', { rules: beside }), property('amount', { rules })];
  const { suites, faults } = compileProject([contract([dataset({ properties })])], CATALOGUE, { layers: [] });
  expect(faults).toEqual([]);
  return suites.flatMap((suite) => suite.checks);
}

const idsOf = (rules: readonly Rule[]): readonly string[] =>
  checksOf(rules)
    .filter((check) => check.column === 'amount' && check.kind !== 'columnPresent')
    .map((check) => check.id);

const metrics = ['nullValues', 'mean', 'max', 'distribution'] as const;

describe('ids', () => {
  it('do not depend on the limit or the place of a rule', () => {
    const limits = fc.oneof(
      fc.integer({ min: 1, max: 50 }).map((n) => ({ mustBeLessThan: n })),
      fc.integer({ min: 1, max: 50 }).map((n) => ({ mustBeBetween: [n, n + 1] })),
    );
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...metrics], { minLength: 1 }),
        limits,
        limits,
        (names, one, other) => {
          const make = (limit: Rule['operators']): Rule[] =>
            names.map((metric) => assayRule({ metric, ...limit }));
          const ids = idsOf(make(one));
          expect(new Set(ids).size).toBe(names.length);
          expect(idsOf(make(other))).toEqual(ids);
          expect(new Set(idsOf(make(one).reverse()))).toEqual(new Set(ids));
        },
      ),
    );
  });

  it('depend on the arguments, in whatever order they are written', () => {
    const make = (args: Rule['arguments']): readonly string[] =>
      idsOf([assayRule({ metric: 'distribution', arguments: args, mustBeLessThan: 0.2 })]);
    const ids = make({ method: 'psi', baseline: { runs: 14 } });
    expect(make({ baseline: { runs: 14 }, method: 'psi' })).toEqual(ids);
    expect(make({ method: 'ks', baseline: { runs: 14 } })).not.toEqual(ids);
  });

  it('are short enough for an index', () => {
    const faultsOf = (id: string) => {
      const properties = [property('amount', { rules: [assayRule({ metric: 'mean', mustBe: 1 }, { id })] })];
      return compileProject([contract([dataset({ properties })])], CATALOGUE, { layers: [] }).faults;
    };
    const room = 800 - 'gold.orders/amount/'.length;
    expect(faultsOf('x'.repeat(room))).toEqual([]);
    expect(faultsOf('x'.repeat(room + 1))).toMatchObject([{ code: 'long-id' }]);
  });

  it('end in the one that the author gave', () => {
    const rules = [assayRule({ metric: 'mean', mustBe: 1 }, { id: 'typical' })];
    expect(idsOf(rules)).toEqual(['gold.orders/amount/typical']);
  });

  it('of one measure at two severities end in the severity', () => {
    const rules = [5, 1].map((limit, index) =>
      rule({
        metric: 'nullValues',
        operators: { mustBeLessThan: limit },
        unit: 'percent',
        severity: index === 0 ? 'error' : 'warning',
      }),
    );
    expect(idsOf(rules)).toEqual([
      'gold.orders/amount/nullValues:fail',
      'gold.orders/amount/nullValues:warn',
    ]);
  });

  it('keep a slash in a name apart from those between names', () => {
    expect(checksOf([])[0]?.id).toBe('gold.orders/a%2Fb/columnPresent');
  });

  it('of a service level outlive a change of its length', () => {
    const ids = [1, 2].map((value) => {
      const slas = [sla({ column: 'at', value, unit: 'd' })];
      const one = contract([dataset({ properties: [property('at')], slas })]);
      return compileProject([one], CATALOGUE, { layers: [] }).suites[0]?.checks.at(-1)?.id;
    });
    expect(ids).toEqual(['gold.orders/at/freshness', 'gold.orders/at/freshness']);
  });

  it('are unique in a suite', () => {
    const columns = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(columns, (names) => {
        const properties = names.map((name) =>
          property(name, { steps: [{ field: name }], required: true, unique: true, logicalType: 'string' }),
        );
        const { suites } = compileProject([contract([dataset({ properties })])], CATALOGUE, { layers: [] });
        const ids = suites.flatMap((suite) => suite.checks.map((check) => check.id));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(names.length * 4 + 1);
      }),
    );
  });
});
