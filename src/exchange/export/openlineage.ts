/**
 * Contracts → OpenLineage: for each dataset the `dataset` of a DatasetEvent, with its facets. Facets and versions as in the OpenLineage specification
 * (openlineage.io/spec): SchemaDatasetFacet 1-2-0, DatasourceDatasetFacet 1-0-1, OwnershipDatasetFacet 1-0-1, DocumentationDatasetFacet 1-1-0,
 * ColumnLineageDatasetFacet 1-2-0, DatasetVersionDatasetFacet 1-0-1, TagsDatasetFacet 1-0-0.
 */
import type { Suite } from '../../model/check.js';
import { pathSteps } from '../../model/column-path.js';
import type { Contract, Dataset, Property } from '../../model/contract.js';
import type { JsonObject } from '../../model/json.js';
import { limitText } from '../../suite/limit.js';
import type { Exported, Exporter } from '../exported.js';
import { fileName } from '../file-name.js';
import type { NotCarried } from '../imported.js';
import { lineageOf } from './openlineage-columns.js';
import { namespaceOf, sourceAddress } from './openlineage-source.js';

const PRODUCER = 'urn:assay:export';
const SPEC = 'https://openlineage.io/spec/facets';

/** A facet of the specification. */
const facet = (name: string, version: string, keys: JsonObject): JsonObject => ({
  _producer: PRODUCER,
  _schemaURL: `${SPEC}/${version}/${name}.json#/$defs/${name}`,
  ...keys,
});

/** One document a dataset. Results are none of a contract's: what was asked stands in a facet of our own, what was found only a run can say. */
export const exportOpenLineage: Exporter = ({ contracts, suites }): Exported => {
  const taken = new Set<string>();
  const all = contracts.flatMap((contract) => contract.datasets.map((dataset) => ({ contract, dataset })));
  const written = [...all]
    .sort((a, b) => (a.dataset.key < b.dataset.key ? -1 : 1))
    .map(({ contract, dataset }) => {
      const suite = suites.find((one) => one.dataset === dataset.key);
      const lineage = lineageOf(dataset, all);
      const document: JsonObject = {
        namespace: namespaceOf(contract),
        name: dataset.physicalName,
        facets: {
          ...facetsOf(contract, dataset),
          ...(lineage.fields === null
            ? {}
            : { columnLineage: facet('ColumnLineageDatasetFacet', '1-2-0', { fields: lineage.fields }) }),
          ...(suite === undefined ? {} : { assay_contract: contractFacet(contract, dataset, suite) }),
        },
      };
      const file = {
        name: `${fileName(dataset.key, taken)}.openlineage.json`,
        text: `${JSON.stringify(document, null, 2)}\n`,
      };
      return { file, notCarried: [...lineage.notCarried, assertions(dataset)] };
    });
  return {
    files: written.map(({ file }) => file),
    notCarried: written.flatMap(({ notCarried }) => notCarried),
  };
};

const assertions = ({ key }: Dataset): NotCarried => ({
  where: key,
  what: 'dataQualityAssertions',
  reason:
    'Each of its assertions states a success, which a contract does not have: a run has. What is asked stands in the facet assay_contract.',
});

function facetsOf(contract: Contract, dataset: Dataset): JsonObject {
  const [server] = contract.servers;
  const address = server === undefined ? null : sourceAddress(server);
  const description = dataset.description ?? contract.description?.purpose ?? null;
  const tags = tagsOf(contract, dataset);
  return {
    schema: facet('SchemaDatasetFacet', '1-2-0', { fields: dataset.properties.map(fieldOf) }),
    ...(server === undefined
      ? {}
      : {
          dataSource: facet('DatasourceDatasetFacet', '1-0-1', {
            name: server.name,
            ...(address === null ? {} : { uri: address }),
          }),
        }),
    ...(contract.owners.length === 0
      ? {}
      : {
          ownership: facet('OwnershipDatasetFacet', '1-0-1', {
            owners: contract.owners.map(({ username, role }) => ({
              name: username,
              ...(role === null ? {} : { type: role }),
            })),
          }),
        }),
    ...(description === null
      ? {}
      : { documentation: facet('DocumentationDatasetFacet', '1-1-0', { description }) }),
    version: facet('DatasetVersionDatasetFacet', '1-0-1', { datasetVersion: contract.version }),
    ...(tags.length === 0 ? {} : { tags: facet('TagsDatasetFacet', '1-0-0', { tags }) }),
  };
}

function fieldOf(property: Property, index = 0): JsonObject {
  const last = property.steps.at(-1);
  const type = property.physicalType ?? property.logicalType;
  const inner = property.items === null ? property.properties : [property.items];
  return {
    // The specification calls the items of an array `_element`.
    name: last !== undefined && 'field' in last ? last.field : '_element',
    ...(type === null ? {} : { type }),
    ...(property.description === null || property.description === undefined
      ? {}
      : { description: property.description }),
    ordinal_position: index + 1,
    ...(inner.length === 0 ? {} : { fields: inner.map(fieldOf) }),
  };
}

/** Tags of contract and dataset, and the classification of each column. */
function tagsOf(contract: Contract, dataset: Dataset): readonly JsonObject[] {
  const source = 'CONTRACT';
  const all = (properties: readonly Property[]): readonly Property[] =>
    properties.flatMap((property) => [
      property,
      ...all(property.properties),
      ...(property.items === null ? [] : all([property.items])),
    ]);
  return [
    ...[...new Set([...contract.tags, ...dataset.tags])].map((key) => ({ key, value: 'true', source })),
    ...all(dataset.properties).flatMap(({ classification, path, steps }) =>
      classification === null
        ? []
        : [
            {
              key: 'classification',
              value: classification,
              source,
              field: steps.length === 1 ? nameOf(path) : path,
            },
          ],
    ),
  ];
}

function nameOf(path: string): string {
  const [step] = pathSteps(path);
  return step !== undefined && 'field' in step && pathSteps(path).length === 1 ? step.field : path;
}

/** A custom facet, as the specification lets anybody add: the contract, and what its checks ask. */
function contractFacet(contract: Contract, dataset: Dataset, suite: Suite): JsonObject {
  return {
    _producer: PRODUCER,
    _schemaURL: 'urn:assay:openlineage:ContractDatasetFacet:1',
    contract: contract.id,
    version: contract.version,
    digest: contract.digest,
    status: contract.status,
    dataset: dataset.key,
    assertions: suite.checks.map(({ id, kind, column, severity, limit, unit, dimension }) => ({
      id,
      assertion: kind,
      ...(column === null ? {} : { column }),
      expected: limitText(limit, unit),
      severity,
      dimension,
    })),
  };
}
