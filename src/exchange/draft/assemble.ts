/** Draft datasets → one ODCS document, said in the standard's own words wherever it has them. */
import type { JsonObject } from '../../model/json.js';
import type { ImportOptions, Imported, NotCarried } from '../imported.js';
import { datasetJson } from './dataset-json.js';
import type { DraftDataset, DraftRule } from './draft.js';
import { latencies, type Latency } from './latency.js';
import { withoutCircles } from './lineage.js';
import { fittingId, withoutLongNames } from './long-names.js';
import { settleDataset } from './settle-dataset.js';

/** Keys of the contract besides what options and datasets say. */
export interface Head {
  /** Where the caller names no id. */
  readonly id: string;
  readonly keys: JsonObject;
  readonly slaProperties: readonly JsonObject[];
  readonly notCarried: readonly NotCarried[];
}

/** The document, and all that it does not say; datasets keep their order. */
export function assemble(datasets: readonly DraftDataset[], head: Head, options: ImportOptions): Imported {
  const keyOf = (name: string): string => (options.layer === null ? name : `${options.layer}.${name}`);
  const { datasets: fitting, notCarried: tooLong } = withoutLongNames(datasets);
  const complete = withMentions(fitting);
  const names = new Map(complete.map((dataset) => [dataset.name, dataset]));
  const { datasets: straight, notCarried: circles } = withoutCircles(complete);
  const settled = straight.map((dataset) => settleDataset(dataset, names));
  const parts = settled.map(({ dataset }) => {
    const { sla, rest } = latencies(dataset);
    return { sla, json: datasetJson({ ...dataset, rules: rest }, keyOf) };
  });
  const slaProperties = [...head.slaProperties, ...parts.flatMap(({ sla }) => sla.map(latencyJson))];
  const layer = options.layer === null ? [] : [{ property: 'layer', value: options.layer }];
  const { customProperties, ...keys } = head.keys;
  const custom = [
    ...layer,
    ...(Array.isArray(customProperties) ? (customProperties as readonly JsonObject[]) : []),
  ];
  const document: JsonObject = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: options.id ?? fittingId(head.id) ?? 'imported',
    version: options.version,
    status: 'draft',
    ...keys,
    ...(custom.length === 0 ? {} : { customProperties: custom }),
    schema: parts.map(({ json }) => json),
    ...(slaProperties.length === 0 ? {} : { slaProperties }),
  };
  return {
    document,
    notCarried: [...head.notCarried, ...tooLong, ...circles, ...settled.flatMap((one) => one.notCarried)],
  };
}

const latencyJson = ({ element, value, unit }: Latency): JsonObject => ({
  property: 'latency',
  value,
  unit,
  element,
});

/** Every column that a rule names stands in its dataset, on this side and on the other. */
function withMentions(datasets: readonly DraftDataset[]): readonly DraftDataset[] {
  const mentioned = new Map<string, Set<string>>();
  const mention = (dataset: string, columns: readonly string[]) => {
    const known = mentioned.get(dataset) ?? new Set<string>();
    columns.forEach((column) => known.add(column));
    mentioned.set(dataset, known);
  };
  for (const { name, rules, primaryKey } of datasets) {
    mention(name, [...primaryKey, ...rules.flatMap(columnsOf)]);
    for (const { other } of rules) if (other !== null) mention(other.dataset, other.columns);
  }
  return datasets.map((dataset) => {
    const known = new Set(dataset.columns.map((column) => column.name));
    const missing = [...(mentioned.get(dataset.name) ?? [])].filter((name) => !known.has(name));
    return { ...dataset, columns: [...dataset.columns, ...missing.map((name) => ({ name, keys: {} }))] };
  });
}

const columnsOf = (rule: DraftRule): readonly string[] => [
  ...(rule.column === null ? [] : [rule.column]),
  ...rule.mentions,
];
