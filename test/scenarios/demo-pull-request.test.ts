/** A pull request on the contracts of the demo that changes something of nearly every kind, and the comment that it gets. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gitProject, type GitProject } from '../support/git.js';

const ROOT = join(import.meta.dirname, '..', '..');
const GOLDEN = '../golden/demo-pull-request-comment.md';

/** Of each file: what stands there → what the pull request makes of it. */
const EDITS: { readonly [file: string]: readonly (readonly [from: string, to: string])[] } = {
  'contracts/bronze-airports.odcs.yaml': [
    ['status: active', 'status: deprecated'],
    [
      '      - name: state\n        logicalType: string\n',
      '      - name: state\n        logicalType: string\n        classification: internal\n',
    ],
  ],
  'contracts/bronze-flights.odcs.yaml': [
    ['path: lake/bronze/flights/', 'path: lake/bronze/flights-v2/'],
    [
      "          pattern: '^[A-Z]{3}$'\n      - name: destination",
      "          pattern: '^[A-Z0-9]{3}$'\n      - name: destination",
    ],
    ['version: 1.2.0', 'version: 1.3.0'],
  ],
  'contracts/silver-flights.odcs.yaml': [
    ['version: 2.1.0', 'version: 2.2.0'],
    ['sam@flights.example', 'rita@flights.example'],
    ["channel: '#flight-data'", "channel: '#flights'"],
    ['    value: fail\nschema', '    value: allow\nschema'],
    [
      '        physicalType: INTEGER\n        required: true\n        transformSourceObjects: [bronze.flights]\n        logicalTypeOptions:\n',
      '        physicalType: BIGINT\n        required: true\n        transformSourceObjects: [bronze.flights]\n        logicalTypeOptions:\n',
    ],
    ['            severity: warning\n', ''],
    ['mustBeBetween: [-15, 30]', 'mustBeBetween: [-15, 60]'],
    [
      '      - name: origin_state\n        logicalType: string\n        transformSourceObjects: [bronze.airports]\n',
      '      - name: origin_state\n        logicalType: string\n        required: true\n        transformSourceObjects: [bronze.airports]\n        customProperties:\n          - property: deprecated\n            value: { since: 2026-06-01, removeAfter: 2026-12-31, useInstead: origin_city }\n',
    ],
    [
      '      - name: destination\n        logicalType: string\n        required: true\n        transformSourceObjects: [bronze.flights]\n        relationships:\n          - to: airports.iata\n',
      '      - name: destination\n        logicalType: string\n        required: true\n        transformSourceObjects: [bronze.flights]\n',
    ],
  ],
  'contracts/gold-route-daily.odcs.yaml': [
    ['version: 1.2.0', 'version: 1.2.1'],
    [
      '        primaryKey: true\n        primaryKeyPosition: 3\n        transformSourceObjects: [silver.flights]\n',
      '        transformSourceObjects: [silver.flights]\n',
    ],
    ['mustBeBetween: [10000, 25000]', 'mustBeBetween: [12000, 20000]'],
    ['      - name: mean_delay\n', '      - name: average_delay\n'],
    ['where: worst_delay < mean_delay', 'where: worst_delay < average_delay'],
    [
      '      - name: worst_delay\n        logicalType: integer\n        required: true\n',
      '      - name: worst_delay\n        logicalType: number\n',
    ],
    ['minimum: 0, maximum: 1 }', 'minimum: 0, maximum: 0.9 }'],
    [
      '      - name: distance_miles\n        logicalType: integer\n        required: true\n',
      '      - name: cancelled\n        logicalType: integer\n        description: Flights that did not leave.\n',
    ],
    ['mustBeBetween: [2000, 6000]', 'mustBeBetween: [100, 60000]'],
    ['value: 2\n    unit: d', 'value: 3\n    unit: d'],
  ],
  'assay.yaml': [
    ['gold: { insufficientHistory: warn }', 'gold: { insufficientHistory: warn, unknown: warn }'],
  ],
};

let project: GitProject;
beforeAll(() => {
  const contracts = readdirSync(join(ROOT, 'contracts')).filter((name) => name.endsWith('.odcs.yaml'));
  const files = ['assay.yaml', ...contracts.map((name) => `contracts/${name}`)];
  project = gitProject({
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')])),
    '.gitignore': '.assay/\nout/\n',
  });
});
afterAll(() => {
  project.remove();
});

it('is told whole, worst first, with who is affected and what to do', async () => {
  for (const [file, edits] of Object.entries(EDITS)) {
    const path = join(project.root, file);
    const edited = edits.reduce(
      (text, [from, to]) => {
        expect(text.split(from).length, `${file}: ${from}`).toBe(2);
        return text.replace(from, () => to);
      },
      readFileSync(path, 'utf8'),
    );
    writeFileSync(path, edited);
  }
  project.commit('one of each kind');
  const done = await project.assay(
    ...['ci', '--base', 'main', '--as-of', '2026-06-15T00:00:00Z', '--format', 'markdown'],
  );
  expect([done.code, done.stderr], done.stdout).toEqual([1, '']);
  await expect(done.stdout).toMatchFileSnapshot(GOLDEN);
});
