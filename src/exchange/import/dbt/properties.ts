/** Schema YAML of dbt (`models:`, `sources:`, `seeds:`, `snapshots:`) → a project. */
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { listOf, mapOf, textOf, textsOf } from '../../draft/json-read.js';
import type { NotCarried } from '../../imported.js';
import { columnOf } from './manifest-columns.js';
import { datasetNames, type Named } from './names.js';
import { propertiesTests, type ReadTests } from './properties-tests.js';
import type { DbtColumn, DbtProject, DbtResource } from './project.js';
import { parseDbtReference, referenceKey } from './reference.js';
import { versionsOf } from './properties-versions.js';

const SECTIONS = { models: 'model', seeds: 'seed', snapshots: 'snapshot' } as const;

/** True for a mapping with one of dbt's sections. */
export function isProperties(value: JsonObject): boolean {
  return ['sources', ...Object.keys(SECTIONS)].some((key) => Array.isArray(value[key]));
}

/** One entry of a section, with what a source says of all its tables. */
interface Entry {
  readonly id: string;
  readonly kind: DbtResource['kind'];
  readonly name: string;
  readonly source: JsonObject | null;
  readonly version: string | null;
  readonly value: JsonObject;
}

/** @param name of the file, without suffix: what the contract is called */
export function readProperties(value: JsonObject, name: string): DbtProject {
  const entries = withOwnIds([...entriesOf(value), ...sourceEntries(value['sources'])]);
  const names = datasetNames(entries.map(named));
  const read = entries.map((entry) => readEntry(entry, names.get(entry.id) ?? entry.name));
  const index = referenceIndex(entries, names);
  return {
    name,
    resources: read.map(({ resource }) => resource),
    groups: listOf(value['groups']).map((group) => ({
      name: textOf(mapOf(group)['name']) ?? '',
      owner: mapOf(mapOf(group)['owner']),
    })),
    datasetOf: (text) => {
      const reference = parseDbtReference(text);
      return reference === null ? null : (index.get(referenceKey(reference)) ?? null);
    },
    places: [],
    notCarried: read.flatMap(({ notCarried }) => notCarried),
  };
}

function entriesOf(value: JsonObject): readonly Entry[] {
  return Object.entries(SECTIONS).flatMap(([section, kind]) =>
    listOf(value[section]).flatMap((written): readonly Entry[] => {
      const model = mapOf(written);
      const name = textOf(model['name']);
      if (name === null) return [];
      const id = `${section}.${name}`;
      const versions = versionsOf(model);
      if (versions.length === 0) return [{ id, kind, name, source: null, version: null, value: model }];
      return versions.map((one) => ({ id: `${id}.v${one.version}`, kind, name, source: null, ...one }));
    }),
  );
}

/** Two entries of one name are two resources, as wrong as that is. */
function withOwnIds(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const count = (seen.get(entry.id) ?? 0) + 1;
    seen.set(entry.id, count);
    return count === 1 ? entry : { ...entry, id: `${entry.id}[${count}]` };
  });
}

function sourceEntries(sources: Json | undefined): readonly Entry[] {
  return listOf(sources).flatMap((written) => {
    const source = mapOf(written);
    const sourceName = textOf(source['name']);
    if (sourceName === null) return [];
    return listOf(source['tables']).flatMap((table): readonly Entry[] => {
      const value = mapOf(table);
      const name = textOf(value['name']);
      if (name === null) return [];
      return [{ id: `sources.${sourceName}.${name}`, kind: 'source', name, source, version: null, value }];
    });
  });
}

const named = ({ id, kind, name, source, version }: Entry): Named => ({
  id,
  kind,
  name,
  source: textOf(source?.['name']),
  version,
  package: null,
});

function readEntry(
  entry: Entry,
  dataset: string,
): { readonly resource: DbtResource; readonly notCarried: readonly NotCarried[] } {
  const { id, kind, name, value, version } = entry;
  const source = entry.source ?? {};
  const config = { ...mapOf(source['config']), ...mapOf(value['config']) };
  const columns = listOf(value['columns'])
    .filter(isObject)
    .filter((column) => textOf(column['name']) !== null);
  const own = propertiesTests(value, null, id);
  const ofColumns = columns.map((column) => {
    const read = columnOf(textOf(column['name']) ?? '', column);
    return propertiesTests(column, read.name, `${id}.columns.${read.name}`);
  });
  const all = (key: 'tests' | 'notCarried') => [own, ...ofColumns].flatMap((one: ReadTests) => [...one[key]]);
  const resource: DbtResource = {
    kind,
    dataset,
    relation:
      textOf(value['identifier']) ??
      textOf(config['alias']) ??
      (version === null ? name : `${name}_v${version}`),
    materialized: textOf(config['materialized']),
    description: textOf(value['description']),
    tags: [
      ...new Set(
        [
          source['tags'],
          mapOf(source['config'])['tags'],
          value['tags'],
          mapOf(value['config'])['tags'],
        ].flatMap(textsOf),
      ),
    ],
    meta: { ...mapOf(source['meta']), ...mapOf(config['meta']), ...mapOf(value['meta']) },
    group: textOf(config['group']) ?? textOf(value['group']),
    access: textOf(config['access']) ?? textOf(value['access']),
    version,
    deprecationDate: textOf(value['deprecation_date']),
    isEnforced: mapOf(config['contract'])['enforced'] === true,
    constraints: listOf(value['constraints']).filter(isObject),
    columns: firstOfEach(columns.map((column) => columnOf(textOf(column['name']) ?? '', column))),
    tests: all('tests').filter((test) => 'test' in test),
    freshness: kind === 'source' ? freshnessOf(source, value) : {},
    upstream: [],
    where: id,
  };
  return { resource, notCarried: all('notCarried').filter((one) => 'reason' in one) };
}

function firstOfEach(columns: readonly DbtColumn[]): readonly DbtColumn[] {
  return columns.filter(({ name }, index) => columns.findIndex((other) => other.name === name) === index);
}

/** A table's own words stand before those of its source; `freshness: null` takes it away. Since dbt 1.10 they may stand in `config`. */
function freshnessOf(source: JsonObject, table: JsonObject): JsonObject {
  const levels = [table, mapOf(table['config']), source, mapOf(source['config'])];
  const nearest = (key: string): Json => levels.find((level) => level[key] !== undefined)?.[key] ?? null;
  return Object.fromEntries(
    ['freshness', 'loaded_at_field', 'loaded_at_query'].map((key) => [key, nearest(key)]),
  );
}

function referenceIndex(
  entries: readonly Entry[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const { id, name, source, version, value } of entries) {
    const dataset = names.get(id) ?? name;
    const latest = value['latest_version'];
    const isLatest = version === null || latest === undefined || String(scalar(latest)) === version;
    const keys =
      source === null
        ? [...(isLatest ? [`ref ${name}`] : []), ...(version === null ? [] : [`ref ${name} v${version}`])]
        : [`source ${textOf(source['name']) ?? ''} ${name}`];
    keys.forEach((key) => (index.has(key) ? null : index.set(key, dataset)));
  }
  return index;
}

const scalar = (value: Json): string | number =>
  typeof value === 'string' || typeof value === 'number' ? value : '';
