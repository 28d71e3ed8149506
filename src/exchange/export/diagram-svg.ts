/** The diagram of a project as SVG, laid out by dagre: references as lines, lineage as dashes. */
import { Graph, layout, type Placed } from '@dagrejs/dagre';
import type { Diagram, Edge, Entity } from './diagram.js';
import { escaped } from './html-text.js';

/** Beyond this a picture helps nobody. */
export const MOST_ENTITIES = 150;
/** With more than these, entities are drawn without their columns. */
const MOST_WITH_ROWS = 40;
const ROW = 18;
const HEAD = 24;
/** Width of a letter of the 12 pixel monospaced font, with some room. */
const LETTER = 7.4;
const PAD = 10;
const LONGEST = 30;

/** An `<svg>`; an empty text where there is nothing to draw, or too much. */
export function diagramSvg(diagram: Diagram): string {
  const { entities, edges } = diagram;
  if (entities.length === 0 || entities.length > MOST_ENTITIES) return '';
  const boxes = entities.map((entity) => boxOf(entity, entities.length <= MOST_WITH_ROWS));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 70, marginx: 8, marginy: 8 });
  boxes.forEach(({ width, height }, index) => graph.setNode(`n${String(index)}`, { width, height }));
  const ids = new Map(entities.map(({ key }, index) => [key, `n${String(index)}`]));
  edges.forEach((edge, index) => {
    // What is referred to and what feeds stands on the left.
    const [left, right] = edge.kind === 'lineage' ? [edge.from, edge.to] : [edge.to, edge.from];
    graph.setEdge(ids.get(left) ?? '', ids.get(right) ?? '', {}, `e${String(index)}`);
  });
  layout(graph);
  const { width, height } = graph.graph();
  const [w, h] = [String(Math.ceil(width)), String(Math.ceil(height))];
  return [
    `<svg viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="Datasets, references and lineage">`,
    `<defs>${marker('reference')}${marker('lineage')}</defs>`,
    ...edges.map((edge, index) => lineOf(edge, index, graph, ids)),
    ...boxes.map((box, index) => drawn(box, graph.node(`n${String(index)}`))),
    '</svg>',
  ].join('\n');
}

interface Box {
  readonly entity: Entity;
  readonly rows: readonly { readonly name: string; readonly type: string; readonly mark: string }[];
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

const cut = (text: string): string => {
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : text;
};
const lengthOf = (text: string): number => [...text].length * LETTER;

function boxOf(entity: Entity, withRows: boolean): Box {
  const named = entity.rows.map((row) => ({ name: cut(row.name), type: cut(row.type), mark: row.key ?? '' }));
  const more = entity.more === 0 ? [] : [{ name: `… ${String(entity.more)} more`, type: '', mark: '' }];
  const rows = withRows ? [...named, ...more] : [];
  const title = cut(entity.key);
  const widths = rows.map(({ name, type }) => lengthOf(name) + lengthOf(type) + 5 * LETTER);
  return {
    entity,
    rows,
    title,
    width: Math.max(lengthOf(title), 100, ...widths) + 2 * PAD,
    height: HEAD + rows.length * ROW + (rows.length === 0 ? 0 : 6),
  };
}

function drawn({ entity, rows, title, width, height }: Box, { x, y }: Placed): string {
  const [left, top] = [x - width / 2, y - height / 2];
  const lines = rows.map(({ name, type, mark }, index) => {
    const base = number(HEAD + index * ROW + 15);
    const right = number(width - PAD);
    return [
      `<text class="mark" x="${number(PAD)}" y="${base}">${escaped(mark)}</text>`,
      `<text x="${number(PAD + 3 * LETTER)}" y="${base}">${escaped(name)}</text>`,
      `<text class="type" x="${right}" y="${base}" text-anchor="end">${escaped(type)}</text>`,
    ].join('');
  });
  return [
    `<a href="#${escaped(entity.anchor)}"><g transform="translate(${number(left)} ${number(top)})">`,
    `<title>${escaped(entity.key)}</title>`,
    `<rect class="box" width="${number(width)}" height="${number(height)}" rx="5"/>`,
    `<rect class="head" width="${number(width)}" height="${String(HEAD)}" rx="5"/>`,
    `<text class="name" x="${number(PAD)}" y="16">${escaped(title)}</text>`,
    ...lines,
    '</g></a>',
  ].join('');
}

function lineOf(edge: Edge, index: number, graph: Graph, ids: ReadonlyMap<string, string>): string {
  const [left, right] = edge.kind === 'lineage' ? [edge.from, edge.to] : [edge.to, edge.from];
  const points = graph.edge(ids.get(left) ?? '', ids.get(right) ?? '', `e${String(index)}`)?.points ?? [];
  // A reference points at what it refers to.
  const ordered = edge.kind === 'lineage' ? points : [...points].reverse();
  const path = ordered.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join(' ');
  const title =
    edge.kind === 'lineage'
      ? `${edge.from} feeds ${edge.to}`
      : `${edge.from} (${edge.label}) refers to ${edge.to}`;
  return `<path class="${edge.kind}" d="${path}" marker-end="url(#tip-${edge.kind})"><title>${escaped(title)}</title></path>`;
}

const marker = (kind: Edge['kind']): string =>
  `<marker id="tip-${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="tip-${kind}" d="M0 0L10 5L0 10z"/></marker>`;

const number = (value: number): string => String(Math.round(value * 10) / 10);
