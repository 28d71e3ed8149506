/** Contracts as the contract stage hands them on, from the few keys that a test is about. */
import type { Contract, Dataset, Property, Rule, Server, Sla } from '../../src/model/contract.js';
import { pathSteps } from '../../src/model/column-path.js';
import type { Place } from '../../src/model/fault.js';

let line = 1;

/** A place of its own for every call. */
export function place(path: string): Place {
  line += 1;
  return { file: 'contracts/orders.odcs.yaml', line, column: 1, path };
}

export function rule(keys: Partial<Rule>): Rule {
  return {
    id: null,
    name: null,
    description: null,
    type: 'library',
    metric: null,
    query: null,
    engine: null,
    implementation: null,
    arguments: {},
    unit: null,
    operators: {},
    severity: null,
    dimension: null,
    tags: [],
    place: place('/quality/0'),
    ...keys,
  };
}

/** A rule of Assay's own. */
export function assayRule(implementation: Rule['implementation'], keys: Partial<Rule> = {}): Rule {
  return rule({ type: 'custom', engine: 'assay', implementation, ...keys });
}

export function property(path: string, keys: Partial<Property> = {}): Property {
  return {
    name: path.split('.').at(-1) ?? path,
    id: null,
    path,
    steps: pathSteps(path),
    logicalType: null,
    physicalType: null,
    options: {},
    required: false,
    unique: false,
    primaryKey: null,
    partition: null,
    classification: null,
    tags: [],
    custom: {},
    rules: [],
    relationships: [],
    properties: [],
    items: null,
    sources: [],
    place: place(`/schema/0/properties/${path}`),
    places: {},
    ...keys,
  };
}

export function dataset(keys: Partial<Dataset> = {}): Dataset {
  const name = keys.name ?? 'orders';
  return {
    key: `gold.${name}`,
    name,
    id: null,
    physicalName: name,
    physicalType: null,
    layer: 'gold',
    tags: [],
    description: null,
    properties: [],
    rules: [],
    relationships: [],
    slas: [],
    custom: {},
    upstream: [],
    place: place('/schema/0'),
    ...keys,
  };
}

export function sla(keys: Partial<Sla>): Sla {
  return {
    id: null,
    property: 'latency',
    value: null,
    valueExt: null,
    unit: null,
    column: null,
    timezone: null,
    schedule: null,
    description: null,
    place: place('/slaProperties/0'),
    ...keys,
  };
}

export function server(format: string): Server {
  return {
    name: format,
    type: 'local',
    environment: null,
    settings: { path: 'data', format },
    place: place('/servers/0'),
  };
}

export function contract(datasets: readonly Dataset[], keys: Partial<Contract> = {}): Contract {
  return {
    kind: 'Contract',
    id: 'orders',
    version: '1.0.0',
    apiVersion: 'v3.1.0',
    status: 'active',
    name: null,
    domain: null,
    file: 'contracts/orders.odcs.yaml',
    digest: 'sha256:0',
    tags: [],
    owners: [],
    support: [],
    servers: [server('parquet')],
    datasets,
    ...keys,
  };
}
