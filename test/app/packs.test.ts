/** A stranger's check kind has the same rights as ours; a broken one is a fault, not a crash. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openAssay } from '../../src/app/open-assay.js';
import { loadPacks, OWN_PACK } from '../../src/app/load-packs.js';
import { VERSION } from '../../src/app/version.js';
import { readdirSync } from 'node:fs';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'assay-pack-'));
  folders.push(made);
  return made;
};
afterEach(() => folders.splice(0).forEach((each) => rmSync(each, { recursive: true, force: true })));

const KIND = `
export default {
  kind: 'evenRows',
  level: 'dataset',
  dimension: 'consistency',
  units: ['rows'],
  defaultLimit: { op: '=', value: 0 },
  needs: () => [{ measure: 'count' }],
  judge: ([rows]) => ({ observed: Number(rows) % 2, saw: rows + ' rows' }),
};
`;

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});

test('every folder of our own pack loads', async () => {
  const { catalogue, faults } = await loadPacks('.', []);
  expect(faults).toEqual([]);
  const names = readdirSync(OWN_PACK, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...catalogue.keys()].sort()).toEqual(names.map((entry) => entry.name).sort());
});

test('the pack that the command line loads in one file is our own pack', async () => {
  const whole = pathToFileURL(resolve('dist/bundle/checks/pack.bundle.js')).href;
  const { default: kinds } = (await import(whole)) as {
    default: { check: { kind: string }; optionsSchema: unknown }[];
  };
  const { catalogue } = await loadPacks('.', []);
  const own = [...catalogue.values()].map(({ check, optionsSchema }) => [check.kind, optionsSchema]);
  expect(kinds.map(({ check, optionsSchema }) => [check.kind, optionsSchema])).toEqual(own);
});

test.each([
  [
    'lists its kinds',
    `export default [{check: ${KIND.replace(/export default|;\s*$/g, '')}, optionsSchema: {}}];`,
    null,
  ],
  ['lists none', 'export const kinds = [];', 'could not be loaded'],
  ['lists what is no kind', 'export default [{}];', 'no default export'],
])('a pack in one file that %s', async (_, text, message) => {
  const root = folder();
  writeFileSync(join(root, 'pack.bundle.js'), text);
  const { catalogue, faults } = await loadPacks(root, ['.']);
  expect(catalogue.has('evenRows')).toBe(message === null);
  expect(faults.map((each) => each.message)).toEqual(
    message === null ? [] : [expect.stringContaining(message)],
  );
});

test('a kind of the project judges its data', async () => {
  const root = folder();
  mkdirSync(join(root, 'checks', 'evenRows'), { recursive: true });
  writeFileSync(join(root, 'checks', 'evenRows', 'check.mjs'), KIND);
  writeFileSync(
    join(root, 'checks', 'evenRows', 'options.schema.json'),
    '{"type": "object", "additionalProperties": false}',
  );
  writeFileSync(join(root, 'assay.yaml'), 'project: p\ncontracts: c.yaml\npacks: [./checks]\n');
  writeFileSync(join(root, 'rows.csv'), 'a\n1\n2\n3\n');
  writeFileSync(
    join(root, 'c.yaml'),
    'apiVersion: v3.1.0\nkind: DataContract\nid: c\nversion: 1.0.0\nstatus: active\nservers: [{server: s, type: local, path: rows.csv, format: csv}]\nschema:\n  - name: t\n    properties: [{name: a}]\n    quality: [{type: custom, engine: assay, implementation: {metric: evenRows}}]\n',
  );
  const assay = await openAssay({ cwd: root });
  const run = await assay.check('t', { record: false });
  await assay.close();
  expect(run.checks.find((check) => check.kind === 'evenRows')).toMatchObject({
    verdict: 'fail',
    observed: 1,
    message: 't: 3 rows, allowed = 0',
  });
});

test.each([
  ['no module', {}, 'has no check.js'],
  ['no options schema', { 'check.mjs': KIND }, 'could not be loaded'],
  ['no kind', { 'check.mjs': 'export default 1', 'options.schema.json': '{}' }, 'no default export'],
  [
    'a module that throws',
    { 'check.mjs': 'throw new Error("no")', 'options.schema.json': '{}' },
    'could not be loaded',
  ],
])('a pack with %s is a fault', async (_, files: Record<string, string>, message) => {
  const root = folder();
  mkdirSync(join(root, 'broken'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'broken', name), text);
  const { faults } = await loadPacks(root, ['.']);
  expect(faults).toHaveLength(1);
  expect(faults[0]?.message).toContain(message);
});

test('a kind that exists already is a fault: nobody weakens a check by accident', async () => {
  const root = folder();
  mkdirSync(join(root, 'rowCount'));
  writeFileSync(join(root, 'rowCount', 'check.mjs'), KIND.replace('evenRows', 'rowCount'));
  writeFileSync(join(root, 'rowCount', 'options.schema.json'), '{}');
  expect((await loadPacks(root, ['.'])).faults.map((each) => each.code)).toEqual(['duplicate-kind']);
});
