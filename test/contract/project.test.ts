/** What contracts say of each other: targets, lineage, keys that clash; and the files that they are read from. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readProject } from '../../src/contract/read-project.js';
import { caseText, marked } from './contract-of.js';

const LAYERS = ['bronze', 'silver', 'gold'];
const roots: string[] = [];

afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true });
});

async function folder(files: { readonly [name: string]: string | Buffer }): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'assay-contract-'));
  roots.push(root);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

async function project(
  files: { readonly [name: string]: string | Buffer },
  paths: readonly string[] = ['.'],
) {
  return readProject(await folder(files), paths, LAYERS);
}

/** One dataset a contract: `layer.name`, and the lines of its columns. */
function contract(key: string, columns: string, rest = ''): string {
  const [layer, name] = key.split('.');
  return `apiVersion: v3.1.0
kind: DataContract
id: ${name}-of-${layer}
version: 1.0.0
status: active
customProperties: [{property: layer, value: ${layer}}]
schema:
  - name: ${name}
    id: ${name}_obj
    properties:
${columns.replace(/^/gm, '      ')}
${rest}`;
}

const KEY = '- {name: id, id: id_prop, physicalName: pk, logicalType: integer, primaryKey: true}';
const customers = contract('silver.customers', KEY);
const refers = (to: string, type = 'integer') =>
  contract('gold.orders', `- name: customer\n  logicalType: ${type}\n  relationships:\n    - to: ${to}`);
const from = (...sources: readonly string[]) =>
  contract('gold.orders', `- name: x\n  transformSourceObjects: [${sources.join(', ')}]`);

/** Of a project of `a.yaml`, marked where its only fault is due, and others. */
async function onlyFault(source: string, others: { readonly [name: string]: string } = {}) {
  const { text, at } = marked(source);
  const { faults } = await project({ 'a.yaml': text, ...others });
  expect(faults.map((f) => `${f.file} ${f.line}:${f.column}`)).toEqual([`a.yaml ${at}`]);
  return faults[0];
}

describe('relationships', () => {
  it.each([
    ['customers.id', 'a table and a column of another contract'],
    ['customers.pk', 'a column by its physical name'],
    ['customers_obj.id', 'a table by its id'],
    ['c.yaml#schema/customers_obj/properties/id_prop', 'ids in another file'],
    ['./c.yaml#/schema/customers_obj/properties/id_prop', 'ids in another file, from its root'],
    ['c.yaml#schema/customers/properties/id', 'names where ids are due'],
  ])('%s: %s', async (to) => {
    const { contracts, faults } = await project({ 'a.yaml': refers(to), 'c.yaml': customers });
    expect(faults).toEqual([]);
    const target = contracts[0]?.datasets[0]?.properties[0]?.relationships[0]?.target;
    expect(target).toEqual({ dataset: 'silver.customers', columns: ['pk'] });
  });

  it('composite ones, at the level of the schema', async () => {
    const { contracts, faults } = await project({
      'a.yaml': caseText('orders.odcs.yaml'),
      'b.yaml': caseText('customers.odcs.yaml'),
    });
    expect(faults).toEqual([]);
    expect(contracts[0]?.datasets[0]?.relationships[0]).toMatchObject({
      from: ['country', 'city'],
      target: { dataset: 'silver.places', columns: ['country', 'city'] },
    });
  });

  it.each([
    ['▸custmers.id', 'unknown-reference', /`customers`/],
    ['▸customers.idd', 'unknown-reference', /`id`/],
    ['▸cc.yaml#schema/customers_obj/properties/id_prop', 'unknown-reference', /`c.yaml`/],
    ['▸c.yaml#schema/customers_obj/properties/id_porp', 'unknown-reference', /id_prop/],
    ['▸schema/customers_obj/properties/id_prop', 'unknown-reference', undefined],
    ['▸foo/bar', 'unknown-reference', /table\.column/],
  ])('%s is a fault', async (to, code, hint) => {
    const found = await onlyFault(refers(to), { 'c.yaml': customers });
    expect(found?.code).toBe(code);
    if (hint !== undefined) expect(found?.hint).toMatch(hint);
  });

  it('types that do not match', async () => {
    const source = refers('customers.id', 'string').replace('- to', '- ▸to');
    expect((await onlyFault(source, { 'c.yaml': customers }))?.code).toBe('type-mismatch');
  });

  it('physical types tell where logical ones are missing', async () => {
    const text = refers('customers.id')
      .replace('logicalType: integer', 'physicalType: varchar(9)')
      .replace('- to', '- ▸to');
    expect((await onlyFault(text, { 'c.yaml': customers }))?.code).toBe('type-mismatch');
    const { faults } = await project({
      'a.yaml': refers('customers.id').replace('logicalType: integer', 'physicalType: int8'),
      'c.yaml': customers,
    });
    expect(faults).toEqual([]);
  });

  it('a name of two layers', async () => {
    const bronze = contract('bronze.customers', KEY);
    const found = await onlyFault(refers('▸customers.id'), { 'b.yaml': bronze, 'c.yaml': customers });
    expect(found?.code).toBe('ambiguous-reference');
  });

  it.each([
    ['from: [t.a, t.b]\n        to: [t.a]', 'composite-arity'],
    ['from: [t.a, t.b]\n        to: [t.a, customers.id]', 'several-targets'],
  ])('%s', async (lines, code) => {
    const rest = `    relationships:\n      - ▸${lines}`;
    const columns = '- {name: a, logicalType: integer}\n- {name: b, logicalType: integer}';
    expect((await onlyFault(contract('gold.t', columns, rest), { 'c.yaml': customers }))?.code).toBe(code);
  });

  it('begin at their own dataset', async () => {
    const rest = '    relationships:\n      - from: ▸customers.id\n        to: customers.id';
    const found = await onlyFault(contract('gold.t', '- name: a', rest), { 'c.yaml': customers });
    expect(found?.code).toBe('unknown-reference');
  });

  it('to a contract that can not be read blame that one', async () => {
    const { faults } = await project({ 'a.yaml': refers('customers.id'), 'c.yaml': `${customers}zzz: 1\n` });
    expect(faults.map((f) => `${f.file} ${f.code}`)).toEqual([
      'a.yaml unread-reference',
      'c.yaml unknown-key',
    ]);
  });
});

describe('lineage', () => {
  const others = { 'c.yaml': customers, 'b.yaml': contract('bronze.orders', '- name: x') };

  it('by key, by bare name, by column; a namesake in another layer is the source', async () => {
    const { contracts, faults } = await project({
      'a.yaml': from('silver.customers', 'customers.id', 'orders.x', 'orders'),
      ...others,
    });
    expect(faults).toEqual([]);
    const gold = contracts.flatMap((c) => c.datasets).find((dataset) => dataset.key === 'gold.orders');
    expect(gold?.upstream).toEqual(['bronze.orders', 'silver.customers']);
  });

  it.each([
    ['▸silver.custmers', 'unknown-reference', /`silver.customers`/],
    ['▸customers.idd', 'unknown-reference', /`customers.id`/],
    ['▸topic_of_old', 'unknown-reference', undefined],
  ])('%s is a fault', async (source, code, hint) => {
    const found = await onlyFault(from(source), others);
    expect(found?.code).toBe(code);
    if (hint !== undefined) expect(found?.hint).toMatch(hint);
  });

  it('a bare name of two layers is ambiguous', async () => {
    const bronze = contract('bronze.customers', KEY);
    expect((await onlyFault(from('▸customers'), { ...others, 'd.yaml': bronze }))?.code).toBe(
      'ambiguous-reference',
    );
  });

  it('a circle', async () => {
    const { faults } = await project({
      'a.yaml': from('silver.t'),
      'b.yaml': contract('silver.t', '- name: x\n  transformSourceObjects: [gold.orders]'),
    });
    expect(faults.map((f) => f.code)).toEqual(['lineage-cycle']);
    expect(faults[0]?.message).toContain('`gold.orders` ← `silver.t` ← `gold.orders`');
  });

  it('a dataset that feeds itself', async () => {
    expect((await project({ 'a.yaml': from('gold.orders') })).faults.map((f) => f.code)).toEqual([
      'lineage-cycle',
    ]);
  });
});

describe('a project', () => {
  it('knows its layers', async () => {
    const text = customers.replace('value: silver', 'value: ▸silber');
    expect(await onlyFault(text)).toMatchObject({ code: 'unknown-layer', hint: 'Did you mean `silver`?' });
    const near = customers.replace('property: layer', 'property: ▸Layers');
    expect((await onlyFault(near))?.code).toBe('unknown-key');
    expect(
      (await project({ 'a.yaml': customers.replace('layer, value: silver', 'player, value: me') })).faults,
    ).toEqual([]);
  });

  it('has one contract of an id and version, and one dataset of a key: of two neither is good', async () => {
    const { contracts, readable, faults } = await project({
      'a.yaml': customers,
      'b.yaml': customers,
      'c.yaml': from(),
    });
    expect(faults.map((f) => `${f.file}:${f.line} ${f.code}`)).toEqual([
      'b.yaml:3 duplicate-contract',
      'b.yaml:8 duplicate-dataset',
    ]);
    expect(contracts.map((one) => one.file)).toEqual(['c.yaml']);
    expect(readable).toHaveLength(3);
  });

  it('has good contracts beside bad ones', async () => {
    const { contracts, faults } = await project({ 'a.yaml': customers, 'b.yaml': 'a: b: c' });
    expect(contracts.map((one) => one.file)).toEqual(['a.yaml']);
    expect(faults.map((f) => f.file)).toEqual(['b.yaml']);
  });
});

describe('files', () => {
  it('of folders, with all below, but no hidden ones and no schemas', async () => {
    const { contracts, faults } = await project(
      {
        'in/b.yml': customers,
        'in/deep/a.yaml': contract('gold.a', '- name: x'),
        'in/.hidden/c.yaml': 'no',
        'in/node_modules/c.yaml': 'no',
        'in/schema/c.json': '{}',
        'in/notes.md': 'no',
      },
      ['in', 'in/b.yml'],
    );
    expect(faults).toEqual([]);
    expect(contracts.map((one) => one.file)).toEqual(['in/b.yml', 'in/deep/a.yaml']);
  });

  it('that are something else are faults, and so are missing and empty ones', async () => {
    const { faults } = await project(
      {
        'in/compose.yaml': 'services: {}',
        'in/latin.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xe9]),
        'empty/x.md': '',
      },
      ['in', 'gone', 'empty'],
    );
    expect(faults.map((f) => `${f.file} ${f.code}`)).toEqual([
      'empty no-contract',
      'gone missing-path',
      'in/compose.yaml not-a-contract',
      'in/latin.yaml not-utf8',
    ]);
  });

  it('links that go in a circle end', async () => {
    const root = await folder({ 'in/a.yaml': customers });
    await symlink(join(root, 'in'), join(root, 'in', 'loop'));
    expect((await readProject(root, ['in'], LAYERS)).contracts).toHaveLength(1);
  });
});
