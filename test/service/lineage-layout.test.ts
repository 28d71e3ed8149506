/** How a lineage is laid out: layers in order, everything right of what feeds it, nothing on top of anything, whatever the graph. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineageLayouts, type LineagePicture } from '../../src/service/lineage-layout.js';
import { rankLineage } from '../../src/service/lineage-ranks.js';

const LAYERS = ['bronze', 'silver', 'gold'];
const SIZE = { width: 200, height: 80 };

const anyPicture: fc.Arbitrary<LineagePicture> = fc
  .record({
    layers: fc.array(fc.constantFrom('bronze', 'silver', 'gold', 'sandbox', null), { maxLength: 14 }),
    pairs: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 20 }),
  })
  .map(({ layers, pairs }) => {
    const nodes = layers.map((layer, i) => ({ key: `d"${i}/é`, layer, ...SIZE }));
    const edges = pairs.flatMap(([from, to]) => {
      const [a, b] = [nodes[from], nodes[to]];
      return a === undefined || b === undefined ? [] : [{ from: a.key, to: b.key }];
    });
    return {
      nodes,
      edges: [...new Map(edges.map((each) => [JSON.stringify(each), each])).values()],
      layers: LAYERS,
    };
  });

describe('the layout of a lineage', () => {
  test('keeps every layer in a band of its own, in the order of the project', () => {
    fc.assert(
      fc.property(anyPicture, (picture) => {
        const laid = lineageLayouts()(picture);
        const there = new Set(picture.nodes.map(({ layer }) => layer));
        expect(laid.layers.map(({ name }) => name)).toEqual(
          [...LAYERS, 'sandbox', null].filter((layer) => there.has(layer)),
        );
        laid.layers.forEach(({ x, width }, place) => {
          const before = laid.layers[place - 1];
          expect(x).toBeGreaterThanOrEqual(before === undefined ? 0 : before.x + before.width);
          expect(x + width).toBeLessThanOrEqual(laid.width);
        });
        for (const { key, layer, width } of picture.nodes) {
          const [at, band] = [laid.nodes.get(key), laid.layers.find(({ name }) => name === layer)];
          expect(at?.x).toBeGreaterThanOrEqual(band?.x ?? Infinity);
          expect((at?.x ?? Infinity) + width).toBeLessThanOrEqual((band?.x ?? 0) + (band?.width ?? 0));
        }
      }),
    );
  });

  test('puts nothing on top of anything else, and draws every edge between two datasets', () => {
    fc.assert(
      fc.property(anyPicture, (picture) => {
        const laid = lineageLayouts()(picture);
        const places = [...laid.nodes.values()];
        places.forEach((a, i) =>
          places.slice(i + 1).forEach((b) => {
            const apart = Math.abs(a.x - b.x) >= SIZE.width || Math.abs(a.y - b.y) >= SIZE.height;
            expect(apart).toBe(true);
          }),
        );
        const drawn = picture.edges.filter(({ from, to }) => from !== to);
        expect(laid.edges.map(({ from, to }) => ({ from, to }))).toEqual(drawn);
        const sides = (key: string) => {
          const { x, y } = laid.nodes.get(key) ?? { x: 0, y: 0 };
          return [x, x + SIZE.width].map((side) => ({ x: side, y: y + SIZE.height / 2 }));
        };
        for (const { from, to, points } of laid.edges) {
          expect(points.length).toBeGreaterThanOrEqual(2);
          expect(sides(from)).toContainEqual(points[0]);
          expect(sides(to)).toContainEqual(points.at(-1));
        }
      }),
    );
  });

  test('an edge begins at what feeds and ends at what is fed, also where it runs against the layers', () => {
    const laid = lineageLayouts()({
      nodes: ['report', 'orders'].map((key, i) => ({ key, layer: LAYERS[2 - 2 * i] ?? null, ...SIZE })),
      edges: [{ from: 'report', to: 'orders' }],
      layers: LAYERS,
    });
    const [edge] = laid.edges;
    const [first, last] = [edge?.points[0]?.x ?? 0, edge?.points.at(-1)?.x ?? 0];
    expect(laid.nodes.get('orders')?.x ?? 0).toBeLessThan(laid.nodes.get('report')?.x ?? 0);
    expect(first).toBeGreaterThan(last);
  });

  test('within a layer what feeds stands left; a circle is no reason to fail', () => {
    const node = (key: string) => ({ key, layer: 'silver' });
    const { ranks } = rankLineage(
      ['c', 'b', 'a'].map(node),
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'a', to: 'c' },
      ],
      LAYERS,
    );
    expect(Object.fromEntries(ranks)).toEqual({ a: 0, b: 1, c: 2 });
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect(rankLineage(['a', 'b'].map(node), circle, LAYERS).ranks.size).toBe(2);
    const chain = Array.from({ length: 20_000 }, (_, i) => `n${i}`);
    const edges = chain.slice(1).map((to, i) => ({ from: chain[i] ?? '', to }));
    expect(rankLineage(chain.map(node), edges, LAYERS).bands).toEqual([
      { layer: 'silver', first: 0, last: 19_999 },
    ]);
  });

  test('what was laid out is at hand, and only that', () => {
    const layOut = lineageLayouts();
    const picture = { nodes: [{ key: 'a', layer: null, ...SIZE }], edges: [], layers: LAYERS };
    const first = layOut(picture);
    expect(layOut({ ...picture })).toBe(first);
    expect(layOut({ ...picture, nodes: [{ key: 'b', layer: null, ...SIZE }] })).not.toBe(first);
    expect(layOut({ nodes: [], edges: [], layers: [] })).toMatchObject({ width: 0, height: 0, layers: [] });
  });
});
