/** Lineage between draft datasets: a contract has none that goes in a circle. */
import type { NotCarried } from '../imported.js';
import type { DraftDataset } from './draft.js';

/** The datasets with every edge but those that would close a circle, in their order. */
export function withoutCircles(datasets: readonly DraftDataset[]): {
  readonly datasets: readonly DraftDataset[];
  readonly notCarried: readonly NotCarried[];
} {
  const inCircle = circleMembers(datasets);
  if (inCircle.size === 0) return { datasets, notCarried: [] };
  const edges = new Map<string, Set<string>>();
  const notCarried: NotCarried[] = [];
  const admits = (from: string, to: string, where: string): boolean => {
    if (!inCircle.has(from) || !inCircle.has(to)) return true;
    if (to !== from && !reaches(edges, to, from)) {
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
      return true;
    }
    notCarried.push({
      where,
      what: `lineage from ${to}`,
      reason: 'It would close a circle: what is made from a dataset can not feed it.',
    });
    return false;
  };
  const straight = datasets.map((dataset) => ({
    ...dataset,
    upstream: dataset.upstream.filter((name) => admits(dataset.name, name, dataset.where)),
    columns: dataset.columns.map((column) =>
      column.sources === undefined
        ? column
        : {
            ...column,
            sources: column.sources.filter((name) =>
              admits(dataset.name, name, `${dataset.where}.${column.name}`),
            ),
          },
    ),
  }));
  return { datasets: straight, notCarried };
}

const sourcesOf = ({ upstream, columns }: DraftDataset): readonly string[] => [
  ...upstream,
  ...columns.flatMap(({ sources }) => sources ?? []),
];

/** What is left when every dataset without open sources is taken out, again and again. */
function circleMembers(datasets: readonly DraftDataset[]): ReadonlySet<string> {
  const names = new Set(datasets.map(({ name }) => name));
  const open = new Map(
    datasets.map((dataset) => [dataset.name, new Set(sourcesOf(dataset).filter((name) => names.has(name)))]),
  );
  const readers = new Map<string, string[]>();
  for (const [name, sources] of open)
    for (const source of sources) readers.set(source, [...(readers.get(source) ?? []), name]);
  const ready = [...open].filter(([, sources]) => sources.size === 0).map(([name]) => name);
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    open.delete(name);
    for (const reader of readers.get(name) ?? []) {
      const sources = open.get(reader);
      sources?.delete(name);
      if (sources?.size === 0) ready.push(reader);
    }
  }
  return new Set(open.keys());
}

function reaches(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(edges.get(name) ?? []));
  }
  return false;
}
