import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { BreakerPhase } from '../../src/model/decision.js';
import { downstreamOf, rootCauses, upstreamOf } from '../../src/gate/lineage.js';

/** flights and airports feed silver; silver feeds two gold datasets. */
const lineage = new Map([
  ['silver.flights', ['bronze.flights', 'bronze.airports']],
  ['gold.routes', ['silver.flights']],
  ['gold.delays', ['silver.flights', 'bronze.airports']],
]);

const phases = (...open: readonly string[]) =>
  new Map<string, BreakerPhase>(open.map((name) => [name, 'open']));

describe('reach', () => {
  it('walks up and down, nearest first, each once', () => {
    expect(upstreamOf('gold.delays', lineage)).toEqual([
      'silver.flights',
      'bronze.airports',
      'bronze.flights',
    ]);
    expect(downstreamOf('bronze.flights', lineage)).toEqual(['silver.flights', 'gold.routes', 'gold.delays']);
    expect(upstreamOf('elsewhere', lineage)).toEqual([]);
  });

  it('ends in a circle and never names the start', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ]);
    expect(upstreamOf('a', circle)).toEqual(['b', 'c']);
  });
});

describe('root causes', () => {
  it('names the highest open dataset, not the ones below it', () => {
    expect(rootCauses('gold.routes', lineage, phases('silver.flights', 'bronze.flights'))).toEqual([
      'bronze.flights',
    ]);
    expect(rootCauses('gold.routes', lineage, phases('silver.flights'))).toEqual(['silver.flights']);
  });

  it('sees through closed datasets in between, and names two where there are two', () => {
    expect(rootCauses('gold.delays', lineage, phases('bronze.flights', 'bronze.airports'))).toEqual([
      'bronze.airports',
      'bronze.flights',
    ]);
  });

  it('counts isolated as open, and half open as closed', () => {
    expect(rootCauses('gold.routes', lineage, new Map([['bronze.airports', 'isolated']]))).toEqual([
      'bronze.airports',
    ]);
    expect(rootCauses('gold.routes', lineage, new Map([['bronze.airports', 'half_open']]))).toEqual([]);
  });

  it('is not troubled by its own breaker, nor by what is no ancestor', () => {
    expect(rootCauses('silver.flights', lineage, phases('silver.flights', 'gold.routes'))).toEqual([]);
  });

  it('blocks exactly where an ancestor is open, in any lineage, circles too', () => {
    const name: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const edges = fc.array(fc.tuple(name, name), { maxLength: 12 });
    fc.assert(
      fc.property(edges, fc.uniqueArray(name), name, (pairs, open, dataset) => {
        const graph = new Map<string, string[]>();
        for (const [fed, feeder] of pairs) graph.set(fed, [...(graph.get(fed) ?? []), feeder]);
        const roots = rootCauses(dataset, graph, phases(...open));
        const ancestors = upstreamOf(dataset, graph).filter((each) => open.includes(each));
        expect(roots.length > 0).toBe(ancestors.length > 0);
        for (const root of roots) expect(ancestors).toContain(root);
      }),
    );
  });
});
