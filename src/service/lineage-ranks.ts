/** Datasets → columns, left to right: the layers of the project one after the other, within a layer what feeds before what is fed. */

/** What is drawn of a dataset. */
export interface RankedNode {
  readonly key: string;
  readonly layer: string | null;
}

export interface LineageEdge {
  readonly from: string;
  readonly to: string;
}

export interface Ranks {
  /** By key: the column, from 0. */
  readonly ranks: ReadonlyMap<string, number>;
  /** The layers that have datasets, left to right, with their first and last column. Null: datasets without a layer. */
  readonly bands: readonly { readonly layer: string | null; readonly first: number; readonly last: number }[];
}

/** More datasets than this stand in several columns, in a layer of which none feeds anything or is fed. */
const TALLEST = 16;

/** @param layers of the project, in order; others come after them, by name, and at the end what has none */
export function rankLineage(
  nodes: readonly RankedNode[],
  edges: readonly LineageEdge[],
  layers: readonly string[],
): Ranks {
  const ranks = new Map<string, number>();
  const bands: { layer: string | null; first: number; last: number }[] = [];
  let first = 0;
  for (const layer of orderOf(nodes, layers)) {
    const own = nodes.filter((node) => node.layer === layer).map(({ key }) => key);
    const columns = columnsOf(own, edges);
    for (const [key, column] of columns) ranks.set(key, first + column);
    const last = first + Math.max(...columns.values());
    bands.push({ layer, first, last });
    first = last + 1;
  }
  return { ranks, bands };
}

function orderOf(nodes: readonly RankedNode[], layers: readonly string[]): readonly (string | null)[] {
  const there = new Set(nodes.map(({ layer }) => layer));
  const named = [...there].filter((layer): layer is string => layer !== null);
  const others = named.filter((layer) => !layers.includes(layer)).sort();
  return [...layers.filter((layer) => there.has(layer)), ...others, ...(there.has(null) ? [null] : [])];
}

/** Within one layer: each dataset right of what feeds it there, what is joined to nothing spread over the same columns. What closes a circle is not looked at. */
function columnsOf(keys: readonly string[], edges: readonly LineageEdge[]): ReadonlyMap<string, number> {
  const joined = joinedBy(edges);
  const feeders = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (const { from, to } of edges) if (feeders.has(from) && from !== to) feeders.get(to)?.push(from);
  const columns = new Map<string, number>();
  for (const key of feedersFirst(keys, feeders)) {
    if (!joined.has(key)) continue;
    const placed = (feeders.get(key) ?? []).flatMap((feeder) => columns.get(feeder) ?? []);
    columns.set(key, Math.max(-1, ...placed) + 1);
  }
  const alone = keys.filter((key) => !joined.has(key));
  const wide = columns.size > 0 ? Math.max(...columns.values()) + 1 : Math.ceil(alone.length / TALLEST);
  alone.forEach((key, place) => columns.set(key, place % wide));
  return columns;
}

/** What feeds something or is fed. */
export function joinedBy(edges: readonly LineageEdge[]): ReadonlySet<string> {
  return new Set(edges.filter(({ from, to }) => from !== to).flatMap(({ from, to }) => [from, to]));
}

/** In an order in which what feeds comes before what is fed; without calls of itself, because a chain may be long. */
function feedersFirst(
  keys: readonly string[],
  feeders: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const seen = new Set<string>();
  const ordered: string[] = [];
  for (const start of keys) {
    const path: { key: string; next: number }[] = [];
    const enter = (key: string): void => {
      if (seen.has(key)) return;
      seen.add(key);
      path.push({ key, next: 0 });
    };
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const feeder = feeders.get(top.key)?.[top.next];
      top.next += 1;
      if (feeder !== undefined) enter(feeder);
      else ordered.push(path.pop()?.key ?? top.key);
    }
  }
  return ordered;
}
