import { describe, expect, it } from 'vitest';
import { exportOpenLineage } from '../../src/exchange/export/openlineage.js';
import type { JsonObject } from '../../src/model/json.js';
import { readDraft } from '../../src/contract/read-contract.js';
import { resolveProject } from '../../src/contract/resolve-project.js';
import { compileProject } from '../../src/suite/compile.js';
import { catalogue } from './record-world.js';

const head = { apiVersion: 'v3.1.0', kind: 'DataContract', version: '2.1.0', status: 'active' };
const ORDERS = {
  ...head,
  id: 'orders',
  description: { purpose: 'What was bought.' },
  tags: ['sales'],
  team: { members: [{ username: 'team:sales', role: 'owner' }] },
  servers: [
    {
      server: 'pg',
      type: 'postgres',
      host: 'user:hunter2@db.example',
      port: 5433,
      database: 'shop',
      schema: 'public',
    },
  ],
  schema: [
    {
      name: 'orders',
      properties: [
        {
          name: 'id',
          logicalType: 'integer',
          physicalType: 'bigint',
          primaryKey: true,
          description: 'Number.',
        },
        { name: 'mail', logicalType: 'string', classification: 'pii' },
        {
          name: 'lines',
          logicalType: 'array',
          items: { logicalType: 'object', properties: [{ name: 'sku', logicalType: 'string' }] },
        },
      ],
    },
    {
      name: 'daily',
      properties: [
        { name: 'total', logicalType: 'number', transformSourceObjects: ['orders.id'] },
        { name: 'day', logicalType: 'date', transformSourceObjects: ['orders'] },
      ],
    },
  ],
};

async function exported() {
  const read = readDraft(JSON.stringify(ORDERS), 'orders.odcs.json', null);
  if (read.draft === null) throw new Error(JSON.stringify(read.faults));
  const { contracts, faults } = resolveProject([read.draft], new Map());
  expect(faults).toEqual([]);
  const { suites } = compileProject(contracts, catalogue, { layers: [] });
  const { files, notCarried } = await exportOpenLineage({ contracts, suites }, { dialect: 'duckdb' });
  return {
    documents: files.map(
      ({ text }) =>
        JSON.parse(text) as { namespace: string; name: string; facets: Record<string, JsonObject> },
    ),
    notCarried,
  };
}

describe('OpenLineage', () => {
  it('says what a contract knows, by the facets of the specification', async () => {
    const { documents } = await exported();
    const [daily, orders] = documents;
    expect([orders?.namespace, orders?.name]).toEqual(['postgres://db.example:5433', 'orders']);
    expect(Object.keys(orders?.facets ?? {}).sort()).toEqual([
      'assay_contract',
      'dataSource',
      'documentation',
      'ownership',
      'schema',
      'tags',
      'version',
    ]);
    for (const { _producer, _schemaURL } of documents.flatMap(({ facets }) => Object.values(facets)))
      expect([URL.canParse(_producer as string), URL.canParse(_schemaURL as string)]).toEqual([true, true]);
    expect(orders?.facets['schema']).toMatchObject({
      _schemaURL:
        'https://openlineage.io/spec/facets/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet',
      fields: [
        { name: 'id', type: 'bigint', description: 'Number.', ordinal_position: 1 },
        { name: 'mail', type: 'string', ordinal_position: 2 },
        { name: 'lines', fields: [{ name: '_element', fields: [{ name: 'sku', type: 'string' }] }] },
      ],
    });
    expect(orders?.facets['dataSource']).toMatchObject({
      name: 'pg',
      uri: 'postgres://db.example:5433/shop',
    });
    expect(orders?.facets['ownership']).toMatchObject({ owners: [{ name: 'team:sales', type: 'owner' }] });
    expect(orders?.facets['documentation']).toMatchObject({ description: 'What was bought.' });
    expect(orders?.facets['tags']).toMatchObject({
      tags: [
        { key: 'sales', value: 'true' },
        { key: 'classification', value: 'pii', field: 'mail' },
      ],
    });
    expect(daily?.facets['columnLineage']).toMatchObject({
      fields: {
        total: { inputFields: [{ namespace: 'postgres://db.example:5433', name: 'orders', field: 'id' }] },
      },
    });
    expect(JSON.stringify(documents)).not.toContain('hunter2');
  });

  it('claims no success, and no lineage of columns that nobody stated', async () => {
    const { documents, notCarried } = await exported();
    expect(JSON.stringify(documents)).not.toContain('success');
    expect(JSON.stringify(documents[0]?.facets['assay_contract'])).toContain('rowCount');
    expect(notCarried.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'daily.day transformSourceObjects orders',
      'daily dataQualityAssertions',
      'orders dataQualityAssertions',
    ]);
  });
});
