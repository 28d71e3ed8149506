/** A part of the lineage → places in a plane: columns by layer, crossings and distances by dagre; what was laid out is remembered. */
import { Graph, layout, type Placed } from '@dagrejs/dagre';
import { LRUCache } from 'lru-cache';
import { digest } from '../model/digest.js';
import { joinedBy, rankLineage, type LineageEdge, type RankedNode, type Ranks } from './lineage-ranks.js';

export interface SizedNode extends RankedNode {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LineageLayout {
  readonly width: number;
  readonly height: number;
  readonly layers: readonly { readonly name: string | null; readonly x: number; readonly width: number }[];
  /** Left upper corner by key. */
  readonly nodes: ReadonlyMap<string, Point>;
  /** From the right side of what feeds to the left side of what is fed, in the order that was given. */
  readonly edges: readonly (LineageEdge & { readonly points: readonly Point[] })[];
}

export interface LineagePicture {
  readonly nodes: readonly SizedNode[];
  readonly edges: readonly LineageEdge[];
  /** Of the project, in order. */
  readonly layers: readonly string[];
}

/** Pictures that are remembered: what a few dozen people look at. */
const REMEMBERED = 64;
const MARGIN = 24;
/** Room for the name of a layer. */
const TOP = 36;
const BETWEEN_COLUMNS = 88;
const BETWEEN_NODES = 22;
/** What a layer's band has on either side of its datasets. */
const BAND = 20;

/** Lays pictures out; one that was asked for before is at hand. */
export function lineageLayouts(): (picture: LineagePicture) => LineageLayout {
  const known = new LRUCache<string, LineageLayout>({ max: REMEMBERED });
  return (picture) => {
    const key = digest(JSON.stringify(picture));
    const found = known.get(key) ?? layOut(picture);
    known.set(key, found);
    return found;
  };
}

function layOut({ nodes, edges, layers }: LineagePicture): LineageLayout {
  if (nodes.length === 0) return { width: 0, height: 0, layers: [], nodes: new Map(), edges: [] };
  const ranked = rankLineage(nodes, edges, layers);
  const ids = new Map(nodes.map(({ key }, place) => [key, `n${String(place)}`]));
  const drawn = edges.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to));
  const below = belowAll(nodes, drawn);
  const above = nodes.filter((node) => !below.includes(node));
  const graph = placed(above, drawn, ids, ranked);
  const middle = (key: string): Placed => graph.node(ids.get(key) ?? '');
  const size = graph.graph();
  const corners = new Map(
    above.map(({ key, width, height }) => {
      const { x, y } = middle(key);
      return [key, rounded({ x: x - width / 2, y: y - height / 2 })];
    }),
  );
  const bottom = stack(below, above, corners, ranked, size.height);
  const pointsOf = ({ from, to }: LineageEdge, place: number): readonly Point[] => {
    const isTurned = turned(from, to, ranked);
    const [left, right] = isTurned ? [to, from] : [from, to];
    const by = graph.edge(ids.get(left) ?? '', ids.get(right) ?? '', `e${String(place)}`)?.points ?? [];
    const points = through(middle(left), by.slice(1, -1), middle(right)).map(rounded);
    return isTurned ? points.reverse() : points;
  };
  return {
    width: Math.ceil(size.width),
    height: Math.ceil(bottom),
    layers: bandsOf(nodes, corners, ranked),
    nodes: corners,
    edges: drawn.map((edge, place) => ({ ...edge, points: pointsOf(edge, place) })),
  };
}

/** What is joined to nothing, in layers where something is: it stands below all that is joined. */
function belowAll(nodes: readonly SizedNode[], edges: readonly LineageEdge[]): readonly SizedNode[] {
  const joined = joinedBy(edges);
  const layers = new Set(nodes.filter(({ key }) => joined.has(key)).map(({ layer }) => layer));
  return nodes.filter(({ key, layer }) => layers.has(layer) && !joined.has(key));
}

/** Puts them into their columns from `top` on. @returns where the picture ends */
function stack(
  below: readonly SizedNode[],
  above: readonly SizedNode[],
  corners: Map<string, Point>,
  { ranks }: Ranks,
  top: number,
): number {
  const left = new Map(above.map(({ key }) => [ranks.get(key), corners.get(key)?.x ?? 0]));
  const ends = new Map<number | undefined, number>();
  for (const { key, height } of below) {
    const column = ranks.get(key);
    const y = ends.get(column) ?? top;
    corners.set(key, { x: left.get(column) ?? 0, y: Math.round(y) });
    ends.set(column, y + height + BETWEEN_NODES);
  }
  return Math.max(top, ...ends.values());
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** From side to side, straight through the columns in between; what dagre says of the gaps between columns would only make it wind. */
function through(left: Placed, between: readonly Point[], right: Placed): readonly Point[] {
  const half = left.width / 2;
  return [
    { x: left.x + half, y: left.y },
    ...between
      .filter((_, place) => place % 2 === 1)
      .flatMap(({ x, y }) => [
        { x: x - half, y },
        { x: x + half, y },
      ]),
    { x: right.x - right.width / 2, y: right.y },
  ];
}

/** An edge that runs against the layers, or closes a circle, is laid out the other way round. */
const turned = (from: string, to: string, { ranks }: Ranks): boolean =>
  (ranks.get(from) ?? 0) > (ranks.get(to) ?? 0);

function placed(
  nodes: readonly SizedNode[],
  edges: readonly LineageEdge[],
  ids: ReadonlyMap<string, string>,
  ranked: Ranks,
): Graph {
  const graph = new Graph({ multigraph: true });
  const rankOf = new Map(nodes.map(({ key }) => [ids.get(key) ?? '', ranked.ranks.get(key) ?? 0]));
  graph.setGraph({
    rankdir: 'LR',
    nodesep: BETWEEN_NODES,
    edgesep: 10,
    ranksep: BETWEEN_COLUMNS,
    marginx: MARGIN + BAND,
    marginy: TOP,
    // Dagre counts two ranks for each column: the one between has the labels of edges.
    ranker: (inner) => {
      for (const name of inner.nodes()) inner.node(name).rank = 2 * (rankOf.get(name) ?? 0);
    },
  });
  for (const { key, width, height } of nodes) graph.setNode(ids.get(key) ?? '', { width, height });
  edges.forEach(({ from, to }, place) => {
    const [left, right] = turned(from, to, ranked) ? [to, from] : [from, to];
    graph.setEdge(ids.get(left) ?? '', ids.get(right) ?? '', {}, `e${String(place)}`);
  });
  layout(graph);
  return graph;
}

function bandsOf(
  nodes: readonly SizedNode[],
  corners: ReadonlyMap<string, Point>,
  { bands }: Ranks,
): LineageLayout['layers'] {
  return bands.map(({ layer }) => {
    const own = nodes.filter((node) => node.layer === layer);
    const left = Math.min(...own.map(({ key }) => corners.get(key)?.x ?? 0));
    const right = Math.max(...own.map(({ key, width }) => (corners.get(key)?.x ?? 0) + width));
    return { name: layer, x: left - BAND, width: right - left + 2 * BAND };
  });
}
