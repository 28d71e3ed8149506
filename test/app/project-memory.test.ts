/** What one version of a project lends to another is what the other would have made by itself. */
import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { loadProject } from '../../src/app/load-project.js';
import { ProjectMemory } from '../../src/app/project-memory.js';
import { testProject, type TestProject } from '../support/cli.js';

const contract = (name: string, more = '') => `apiVersion: v3.1.0
kind: DataContract
id: ${name}
version: 1.0.0
status: active
customProperties: [{property: layer, value: gold}]
schema:
  - name: ${name}
    properties:
      - {name: id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1${more}}
      - {name: amount, logicalType: number, logicalTypeOptions: {minimum: 0}}
`;
const ORDERS = contract('orders');
const LINES = contract('lines', ', relationships: [{to: orders.id}]');
const FILES = {
  'assay.yaml': 'project: a\n',
  'contracts/orders.yaml': ORDERS,
  'contracts/lines.yaml': LINES,
};

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach(({ root }) => rmSync(root, { recursive: true, force: true })));

function load(files: Record<string, string>, memory?: ProjectMemory) {
  const project = testProject(files);
  projects.push(project);
  return loadProject({ cwd: project.root, environment: null, ...(memory === undefined ? {} : { memory }) });
}

it.each([
  ['nothing differs', FILES],
  ['a limit differs', { ...FILES, 'contracts/orders.yaml': ORDERS.replace('minimum: 0', 'minimum: 1') }],
  ['lines have moved', { ...FILES, 'contracts/orders.yaml': `# moved\n\n${ORDERS}` }],
  [
    'a file has another name',
    { 'assay.yaml': 'project: a\n', 'contracts/o.yaml': ORDERS, 'contracts/lines.yaml': LINES },
  ],
  [
    'the policy differs',
    { ...FILES, 'assay.yaml': 'project: a\npolicy: {gold: {onEmpty: warn, extraColumns: fail}}\n' },
  ],
  ['what others refer to is gone', { 'assay.yaml': 'project: a\n', 'contracts/lines.yaml': LINES }],
  [
    'what others refer to has another key',
    { ...FILES, 'contracts/orders.yaml': ORDERS.replace('value: gold', 'value: silver') },
  ],
  [
    'a contract has faults',
    { ...FILES, 'contracts/orders.yaml': ORDERS.replace('minimum: 0', 'minimum: x') },
  ],
  ['a contract is new', { ...FILES, 'contracts/more.yaml': contract('more') }],
])('where %s', async (_name, files) => {
  const memory = new ProjectMemory();
  await load(FILES, memory);
  const lent = await load(files, memory);
  const own = await load(files);
  expect(lent.suites).toEqual(own.suites);
  expect(lent.contracts).toEqual(own.contracts);
  expect(lent.faults).toEqual(own.faults);
});

it('what is the same is not made again', async () => {
  const memory = new ProjectMemory();
  const first = await load(FILES, memory);
  const second = await load(
    { ...FILES, 'contracts/orders.yaml': ORDERS.replace('minimum: 0', 'minimum: 1') },
    memory,
  );
  const of = (project: typeof first, key: string) => project.suites.find(({ dataset }) => dataset === key);
  expect(of(second, 'gold.lines')).toBe(of(first, 'gold.lines'));
  expect(of(second, 'gold.orders')).not.toBe(of(first, 'gold.orders'));
});
