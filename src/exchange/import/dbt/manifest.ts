/** `target/manifest.json` of dbt (schema version 12, and 10 and 11 as far as they are the same) → a project. */
import { fault, type Outcome } from '../../../model/fault.js';
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { listOf, mapOf, textOf, textsOf } from '../../draft/json-read.js';
import type { NotCarried } from '../../imported.js';
import { manifestColumns } from './manifest-columns.js';
import { manifestTests } from './manifest-tests.js';
import { datasetNames, type Named } from './names.js';
import type { DbtProject, DbtResource } from './project.js';
import { parseDbtReference, referenceKey } from './reference.js';

const KNOWN_VERSIONS = ['v10', 'v11', 'v12'];
const DATASETS = ['model', 'seed', 'snapshot', 'source'] as const;

/** True for what dbt writes as a manifest. */
export function isManifest(value: JsonObject): boolean {
  return isObject(value['metadata']) && isObject(value['nodes']);
}

/** @param file name for faults */
export function readManifest(value: JsonObject, file: string): Outcome<DbtProject> {
  const metadata = mapOf(value['metadata']);
  const schema = textOf(metadata['dbt_schema_version']) ?? '';
  const version = /\/manifest\/(v\d+)(?:\.json)?$/.exec(schema)?.[1] ?? null;
  if (version === null || !KNOWN_VERSIONS.includes(version)) {
    const message = `${file} is no dbt manifest that can be read: its \`dbt_schema_version\` is ${schema === '' ? 'missing' : schema}.`;
    const hint = 'Versions 10 to 12 are read (dbt 1.6 and later): run `dbt parse` with such a release.';
    return {
      ok: false,
      faults: [fault('unknown-version', message, { file, line: 1, column: 1, path: '/metadata' }, hint)],
    };
  }
  const nodes = [...nodesOf(value['nodes']), ...nodesOf(value['sources'])];
  const resources = nodes.filter(({ node }) => kindOf(node) !== null);
  const names = datasetNames(resources.map(({ id, node }) => named(id, node)));
  const nodesById = new Map(nodes.map(({ id, node }) => [id, node]));
  const { byId: tests, notCarried } = manifestTests(nodes, names);
  const project: DbtProject = {
    name: textOf(metadata['project_name']) ?? 'dbt',
    resources: resources.map((one) =>
      resourceOf(one, names, upstreamOf(one.node, nodesById, names), tests.get(one.id) ?? []),
    ),
    places: [...new Set(resources.map(({ node }) => placeOf(node)))].sort(),
    groups: nodesOf(value['groups']).map(({ node }) => ({
      name: textOf(node['name']) ?? '',
      owner: mapOf(node['owner']),
    })),
    datasetOf: referenceIndex(resources, names),
    notCarried: [...nodes.flatMap(ephemeral), ...notCarried, ...disabledOf(value['disabled'])],
  };
  return { ok: true, value: project };
}

export interface ManifestNode {
  readonly id: string;
  readonly node: JsonObject;
}

function nodesOf(value: Json | undefined): readonly ManifestNode[] {
  return Object.entries(mapOf(value)).flatMap(([id, node]) => (isObject(node) ? [{ id, node }] : []));
}

function kindOf(node: JsonObject): DbtResource['kind'] | null {
  const kind = DATASETS.find((one) => one === node['resource_type']) ?? null;
  // An ephemeral model is a piece of SQL: nothing of its name is in the database.
  return mapOf(node['config'])['materialized'] === 'ephemeral' ? null : kind;
}

function named(id: string, node: JsonObject): Named {
  return {
    id,
    kind: kindOf(node) ?? 'model',
    name: textOf(node['name']) ?? id,
    source: textOf(node['source_name']),
    version: versionOf(node['version']),
    package: textOf(node['package_name']),
  };
}

const versionOf = (value: Json | undefined): string | null =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : null;

function resourceOf(
  { id, node }: ManifestNode,
  names: ReadonlyMap<string, string>,
  upstream: readonly string[],
  tests: DbtResource['tests'],
): DbtResource {
  const config = mapOf(node['config']);
  const name = textOf(node['name']) ?? id;
  return {
    kind: kindOf(node) ?? 'model',
    dataset: names.get(id) ?? name,
    relation: textOf(node['identifier']) ?? textOf(node['alias']) ?? name,
    materialized: textOf(config['materialized']),
    description: textOf(node['description']),
    tags: [...new Set([...textsOf(node['tags']), ...textsOf(config['tags'])])],
    meta: { ...mapOf(config['meta']), ...mapOf(node['meta']) },
    group: textOf(node['group']) ?? textOf(config['group']),
    access: textOf(node['access']) ?? textOf(config['access']),
    version: versionOf(node['version']),
    deprecationDate: textOf(node['deprecation_date']),
    isEnforced:
      mapOf(node['contract'])['enforced'] === true || mapOf(config['contract'])['enforced'] === true,
    constraints: listOf(node['constraints']).filter(isObject),
    columns: manifestColumns(node),
    tests,
    freshness: freshnessOf(node, config),
    upstream,
    where: id,
  };
}

/** What a node is made from; an ephemeral model is seen through, since it is no table. */
function upstreamOf(
  node: JsonObject,
  nodes: ReadonlyMap<string, JsonObject>,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const sourcesOf = (one: JsonObject | undefined) => textsOf(mapOf(one?.['depends_on'])['nodes']);
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...sourcesOf(node)].reverse();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const name = names.get(id);
    if (name === undefined) waiting.push(...[...sourcesOf(nodes.get(id))].reverse());
    else found.add(name);
  }
  return [...found];
}

/** `database.schema` */
const placeOf = (node: JsonObject): string =>
  [textOf(node['database']), textOf(node['schema'])].filter((part) => part !== null).join('.');

/** Since dbt 1.10 they may stand in the configuration. */
function freshnessOf(node: JsonObject, config: JsonObject): JsonObject {
  const keys = ['freshness', 'loaded_at_field', 'loaded_at_query'];
  const own = keys.map((key) => [key, node[key] ?? config[key] ?? null] as const);
  return node['resource_type'] === 'source' ? Object.fromEntries(own) : {};
}

/** What `ref`, `source`, a node's id or a relation's name mean. */
function referenceIndex(
  resources: readonly ManifestNode[],
  names: ReadonlyMap<string, string>,
): DbtProject['datasetOf'] {
  const index = new Map<string, string>();
  for (const { id, node } of resources) {
    const dataset = names.get(id) ?? id;
    const { name, source, version } = named(id, node);
    const isLatest = version === null || version === versionOf(node['latest_version']);
    const keys =
      source === null
        ? [...(isLatest ? [`ref ${name}`] : []), ...(version === null ? [] : [`ref ${name} v${version}`])]
        : [`source ${source} ${name}`];
    const relation = textOf(node['relation_name']);
    [...keys, id, ...(relation === null ? [] : [relation.replace(/["`[\]]/g, '').toLowerCase()])].forEach(
      (key) => {
        if (!index.has(key)) index.set(key, dataset);
      },
    );
  }
  return (text) => {
    const reference = parseDbtReference(text);
    if (reference !== null) return index.get(referenceKey(reference)) ?? null;
    return index.get(text) ?? index.get(text.replace(/["`[\]]/g, '').toLowerCase()) ?? null;
  };
}

function ephemeral({ id, node }: ManifestNode): readonly NotCarried[] {
  if (node['resource_type'] !== 'model' || kindOf(node) !== null) return [];
  const reason = 'An ephemeral model is a piece of SQL: no table of its name is in the database.';
  return [{ where: id, what: 'ephemeral model', reason }];
}

function disabledOf(value: Json | undefined): readonly NotCarried[] {
  return Object.keys(mapOf(value)).map((id) => ({
    where: `disabled.${id}`,
    what: `${id.split('.')[0] ?? 'node'} ${id}`,
    reason: 'It is disabled.',
  }));
}
