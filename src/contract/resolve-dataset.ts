/** One object of `schema[]` → a dataset, its references to others still as written. */
import type { Dataset as Written, OdcsV31 } from '../generated/odcs-v3.1.js';
import type { Dataset } from '../model/contract.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { customRecord } from './custom-properties.js';
import { keyPositions, PARTITION_KEY, PRIMARY_KEY } from './key-positions.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';
import { resolveProperties } from './resolve-property.js';
import { resolveRules, ruleFaults } from './resolve-rule.js';

export interface ResolvedDataset {
  readonly dataset: Dataset;
  readonly faults: readonly Fault[];
}

/** @param layers of the project; null where they are not known, and any is taken. */
export function resolveDataset(
  written: Written,
  index: number,
  document: OdcsV31,
  layers: readonly string[] | null,
  places: Places,
): ResolvedDataset {
  const path = pointer('/schema', index);
  const columns = pointer(path, 'properties');
  const primary = keyPositions(written.properties ?? [], columns, PRIMARY_KEY, places);
  const partition = keyPositions(written.properties ?? [], columns, PARTITION_KEY, places);
  const context = { places, primaryKey: primary.positions, partition: partition.positions };
  const custom = { ...customRecord(document.customProperties), ...customRecord(written.customProperties) };
  const layer = typeof custom['layer'] === 'string' ? custom['layer'] : null;
  const dataset: Dataset = {
    key: layer === null ? written.name : `${layer}.${written.name}`,
    name: written.name,
    id: written.id ?? null,
    physicalName: written.physicalName ?? written.name,
    physicalType: written.physicalType ?? null,
    layer,
    tags: written.tags ?? [],
    description: written.description ?? null,
    properties: resolveProperties(written.properties, columns, [], context),
    rules: resolveRules(written.quality, pointer(path, 'quality'), places),
    relationships: (written.relationships ?? []).map((relationship, i) => ({
      id: null,
      from: [relationship.from].flat(),
      to: [relationship.to].flat(),
      target: null,
      place: places.at(pointer(path, 'relationships', i)),
    })),
    slas: [],
    custom,
    upstream: [],
    place: places.at(path),
  };
  const faults = [
    ...nameFaults(written, path, places),
    ...primary.faults,
    ...partition.faults,
    ...allRuleFaults(written, path, places),
    ...(layer === null || layers === null ? [] : layerFaults(layer, layers, written, document, path, places)),
  ];
  return { dataset, faults };
}

function nameFaults(written: Written, path: string, places: Places): readonly Fault[] {
  if (written.name.trim() !== '' && written.physicalName?.trim() !== '') return [];
  return [fault('bad-value', 'A dataset needs a name that is not empty.', places.at(path))];
}

type Node = Pick<NonNullable<Written['properties']>[number], 'quality' | 'properties' | 'items'>;

function allRuleFaults(node: Node, path: string, places: Places): readonly Fault[] {
  return [
    ...ruleFaults(node.quality, pointer(path, 'quality'), places),
    ...(node.properties ?? []).flatMap((child, i) =>
      allRuleFaults(child, pointer(path, 'properties', i), places),
    ),
    ...(node.items === undefined ? [] : allRuleFaults(node.items, pointer(path, 'items'), places)),
  ];
}

function layerFaults(
  layer: string,
  layers: readonly string[],
  written: Written,
  document: OdcsV31,
  path: string,
  places: Places,
): readonly Fault[] {
  if (layers.includes(layer) || layer === '') return [];
  const own = (written.customProperties ?? []).findLastIndex((entry) => entry.property === 'layer');
  const shared = (document.customProperties ?? []).findLastIndex((entry) => entry.property === 'layer');
  const at =
    own >= 0
      ? pointer(path, 'customProperties', own, 'value')
      : pointer('/customProperties', shared, 'value');
  const message = `The project has no layer \`${layer}\`.`;
  const hint = nearHint(layer, layers) ?? `Its layers are ${layers.join(', ')}; \`assay.yaml\` names them.`;
  return [fault('unknown-layer', message, places.valueAt(at), hint)];
}
