/** Which card an arrow key leads to. */
import type { Schema } from '../../api/client.js';

type Lineage = Pick<Schema<'LineageLayout'>, 'nodes' | 'edges'>;
export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export const isArrow = (key: string): key is Arrow =>
  key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';

/**
 * Left and right follow what feeds and what is fed, the one on the nearest height first; up and down go to the next card of the column. Where
 * nothing feeds or is fed, left and right go to the nearest card there. Null: there is none.
 */
export function neighbour({ nodes, edges }: Lineage, from: string, arrow: Arrow): string | null {
  const here = nodes.find(({ dataset }) => dataset === from);
  if (here === undefined) return null;
  const others = nodes.filter(({ dataset }) => dataset !== from);
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const way = arrow === 'ArrowUp' ? -1 : 1;
    const column = others.filter(
      ({ x, y }) => Math.abs(x - here.x) < here.width / 2 && (y - here.y) * way > 0,
    );
    return nearest(column, here);
  }
  const way = arrow === 'ArrowLeft' ? -1 : 1;
  const joined = new Set(
    edges.flatMap((edge) => {
      if (way === -1) return edge.to === from ? [edge.from] : [];
      return edge.from === from ? [edge.to] : [];
    }),
  );
  const there = others.filter(({ dataset }) => joined.has(dataset));
  return nearest(there.length > 0 ? there : others.filter(({ x }) => (x - here.x) * way > 0), here);
}

interface Placed {
  readonly dataset: string;
  readonly x: number;
  readonly y: number;
}

function nearest(all: readonly Placed[], { x, y }: Placed): string | null {
  const far = (each: Placed): number => Math.abs(each.y - y) + 2 * Math.abs(each.x - x);
  const [first] = all.toSorted((a, b) => far(a) - far(b));
  return first?.dataset ?? null;
}
