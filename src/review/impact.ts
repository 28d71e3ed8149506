/** Changes and lineage → every dataset that they reach, with its owners, consumers and gate. What is not known is said, never left out. */
import type { Change, ChangeLevel } from '../model/change.js';
import type { Contract, Dataset, Property } from '../model/contract.js';
import { isObject, type Json } from '../model/json.js';
import { datasetsOf } from './approval-needs.js';
import type { AffectedDataset, Consumer, Impact, ImpactEdge } from './review.js';

export interface ImpactInput {
  readonly changes: readonly Change[];
  readonly base: readonly Contract[];
  readonly head: readonly Contract[];
  /** By dataset key. */
  readonly gates: ReadonlyMap<string, AffectedDataset['gate']>;
  /** Contract files that could not be read: their lineage is not known. */
  readonly unread: readonly string[];
}

interface Known {
  readonly contract: Contract;
  readonly dataset: Dataset;
  readonly gone: boolean;
}

/** From every change that is not safe, along the lineage and the references of both versions. */
export function impactOf(input: ImpactInput): Impact {
  const known = knownDatasets(input);
  const edges = edgesOf([...input.base, ...input.head]);
  const own = ownLevels(input);
  const reached = reach([...own.keys()], edges);
  const datasets = [...reached].flatMap(([key, { distance, by }]) => {
    const found = known.get(key);
    return found === undefined ? [] : [affected(key, found, { distance, by, own, input })];
  });
  return {
    datasets,
    edges: edges.filter(({ from, to }) => reached.has(from) && reached.has(to)),
    unknown: datasets.length === 0 ? [] : unknowns(datasets, input),
  };
}

/** As head has them; what is gone, as base had it. */
function knownDatasets({ base, head }: ImpactInput): ReadonlyMap<string, Known> {
  const of = (contracts: readonly Contract[], gone: boolean) =>
    contracts.flatMap((contract) =>
      contract.datasets.map((dataset): [string, Known] => [dataset.key, { contract, dataset, gone }]),
    );
  return new Map([...of(base, true), ...of(head, false)]);
}

function edgesOf(contracts: readonly Contract[]): readonly ImpactEdge[] {
  const edges = contracts
    .flatMap(({ datasets }) => datasets)
    .flatMap((dataset) => [
      ...dataset.upstream.map((from): ImpactEdge => ({ from, to: dataset.key, by: 'lineage' })),
      ...targetsOf(dataset).map((from): ImpactEdge => ({ from, to: dataset.key, by: 'reference' })),
    ]);
  const byId = new Map(edges.map((edge) => [JSON.stringify([edge.from, edge.to, edge.by]), edge]));
  return [...byId.values()];
}

/** Datasets that a dataset refers to by keys, on whatever level. */
function targetsOf(dataset: Dataset): readonly string[] {
  const found = new Set<string>();
  const take = (relationships: Property['relationships']) => {
    for (const { target } of relationships)
      if (target !== null && target.dataset !== dataset.key) found.add(target.dataset);
  };
  const visit = (property: Property) => {
    take(property.relationships);
    property.properties.forEach(visit);
    if (property.items !== null) visit(property.items);
  };
  take(dataset.relationships);
  dataset.properties.forEach(visit);
  return [...found];
}

interface OwnLevels {
  readonly consumer: ChangeLevel;
  readonly producer: ChangeLevel;
}

const ORDER: readonly ChangeLevel[] = ['breaking', 'risky', 'safe'];
const worse = (a: ChangeLevel, b: ChangeLevel): ChangeLevel =>
  ORDER.find((level) => a === level || b === level) ?? 'safe';

/** The datasets whose own contract changes in a way that is not safe. */
function ownLevels(input: ImpactInput): ReadonlyMap<string, OwnLevels> {
  const levels = new Map<string, OwnLevels>();
  for (const change of input.changes.filter(({ level }) => level !== 'safe'))
    for (const { key } of datasetsOf(change, input)) {
      const before = levels.get(key) ?? { consumer: 'safe', producer: 'safe' };
      levels.set(key, {
        consumer: worse(before.consumer, change.consumer),
        producer: worse(before.producer, change.producer),
      });
    }
  return levels;
}

interface Reached {
  readonly distance: number;
  readonly by: AffectedDataset['by'];
}

/** Breadth first, so that the nearest tie counts; a circle ends where it began. */
function reach(roots: readonly string[], edges: readonly ImpactEdge[]): ReadonlyMap<string, Reached> {
  const out = new Map<string, ImpactEdge[]>();
  for (const edge of edges) {
    const list = out.get(edge.from);
    if (list === undefined) out.set(edge.from, [edge]);
    else list.push(edge);
  }
  const reached = new Map(roots.map((key): [string, Reached] => [key, { distance: 0, by: 'change' }]));
  let wave: readonly string[] = roots;
  for (let distance = 1; wave.length > 0; distance += 1) {
    const next: string[] = [];
    for (const { to, by } of wave.flatMap((key) => out.get(key) ?? [])) {
      if (reached.has(to)) continue;
      reached.set(to, { distance, by });
      next.push(to);
    }
    wave = next;
  }
  return reached;
}

function affected(
  key: string,
  { contract, dataset, gone }: Known,
  at: Reached & { readonly own: ReadonlyMap<string, OwnLevels>; readonly input: ImpactInput },
): AffectedDataset {
  const versions = [...at.input.base, ...at.input.head].filter(({ id }) => id === contract.id);
  const owners = versions.flatMap((version) => version.owners.map(({ username }) => username));
  const same = versions.flatMap(({ datasets }) => datasets.filter((each) => each.key === key));
  const levels = at.own.get(key);
  return {
    dataset: key,
    contract: contract.id,
    file: dataset.place.file,
    by: at.by,
    distance: at.distance,
    consumer: levels?.consumer ?? null,
    producer: levels?.producer ?? null,
    owners: owners.length === 0 ? null : [...new Set(owners)],
    consumers: consumersOf(same),
    gate: at.input.gates.get(key) ?? null,
    gone,
  };
}

/** Of both versions, so that a change can not hide whom it hurts; null where neither names any. */
function consumersOf(versions: readonly Dataset[]): readonly Consumer[] | null {
  const lists = versions.flatMap(({ custom }) => {
    const read = Object.hasOwn(custom, 'consumers') ? readConsumers(custom['consumers']) : null;
    return read === null ? [] : [read];
  });
  if (lists.length === 0) return null;
  return [...new Map(lists.flat().map((one) => [JSON.stringify([one.name, one.contact]), one])).values()];
}

/** `consumers` of customProperties: a name, or a list of names and of `{name, contact}`; null for anything else. */
export function readConsumers(value: Json | undefined): readonly Consumer[] | null {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const read = list.map((one): Consumer | null => {
    if (typeof one === 'string' && one.trim() !== '') return { name: one, contact: null };
    if (!isObject(one) || typeof one['name'] !== 'string' || one['name'].trim() === '') return null;
    return { name: one['name'], contact: typeof one['contact'] === 'string' ? one['contact'] : null };
  });
  return read.some((one) => one === null) ? null : read.filter((one) => one !== null);
}

function unknowns(datasets: readonly AffectedDataset[], input: ImpactInput): readonly string[] {
  const nameless = datasets.filter(({ consumers }) => consumers === null).length;
  const silent = silentDatasets(input.head, new Set(datasets.map(({ dataset }) => dataset)));
  return [
    ...(nameless === 0
      ? []
      : [
          `${String(nameless)} of ${String(datasets.length)} affected datasets name no consumers: who reads them is unknown.`,
        ]),
    ...(silent === 0
      ? []
      : [
          `${String(silent)} other ${silent === 1 ? 'dataset names' : 'datasets name'} no source (transformSourceObjects): whether what changes here feeds ${silent === 1 ? 'it' : 'them'} is unknown.`,
        ]),
    ...(input.unread.length === 0
      ? []
      : [
          `${String(input.unread.length)} contract files could not be compared: what they take from here is unknown.`,
        ]),
  ];
}

function silentDatasets(head: readonly Contract[], reached: ReadonlySet<string>): number {
  return head
    .flatMap(({ datasets }) => datasets)
    .filter((dataset) => !reached.has(dataset.key) && dataset.upstream.length === 0).length;
}
