/** Avro schemas in and out: what the reference of the JavaScript world accepts, and a record that comes back as it went. */
import avsc from 'avsc';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { exportContracts } from '../../src/app/export-contracts.js';
import { readContract } from '../../src/contract/read-contract.js';
import { contractText } from '../../src/exchange/contract-text.js';
import { importAvro } from '../../src/exchange/import/avro.js';
import type { Imported, ImportOptions } from '../../src/exchange/imported.js';
import type { Fault } from '../../src/model/fault.js';
import { importFolder, importIn, keep, suitesIn } from './import-world.js';

const OPTIONS: ImportOptions = { id: null, version: '1.0.0', layer: null, dialect: null };

const ORDER = {
  type: 'record',
  name: 'Order',
  namespace: 'shop.events',
  doc: 'An order',
  aliases: ['OldOrder'],
  fields: [
    { name: 'id', type: 'long', doc: 'Its number' },
    { name: 'note', type: ['null', 'string'], default: null },
    { name: 'count', type: 'int', default: 7 },
    { name: 'share', type: 'float' },
    { name: 'exact', type: 'double' },
    { name: 'ok', type: 'boolean' },
    { name: 'raw', type: ['null', 'bytes'], default: null },
    { name: 'total', type: { type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 } },
    { name: 'day', type: { type: 'int', logicalType: 'date' } },
    { name: 'clock', type: { type: 'int', logicalType: 'time-millis' } },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'seen', type: ['null', { type: 'long', logicalType: 'timestamp-micros' }], default: null },
    { name: 'local', type: { type: 'long', logicalType: 'local-timestamp-millis' } },
    { name: 'key', type: { type: 'string', logicalType: 'uuid' } },
    { name: 'state', type: { type: 'enum', name: 'State', symbols: ['NEW', 'PAID'] } },
    { name: 'tags', type: { type: 'array', items: 'string' } },
    { name: 'counts', type: { type: 'map', values: 'long' } },
    {
      name: 'address',
      type: {
        type: 'record',
        name: 'Address',
        fields: [
          { name: 'city', type: 'string' },
          { name: 'zip', type: ['null', 'string'], default: null },
        ],
      },
    },
    {
      name: 'lines',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: 'Line',
          fields: [
            { name: 'sku', type: 'string' },
            { name: 'state', type: 'State' },
          ],
        },
      },
    },
  ],
} as const;

async function read(schema: unknown, name = 'order.avsc'): Promise<Imported> {
  const outcome = await importAvro(
    { name, text: typeof schema === 'string' ? schema : JSON.stringify(schema) },
    OPTIONS,
  );
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.value;
}

async function faults(schema: unknown): Promise<readonly Fault[]> {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema, null, 1);
  const outcome = await importAvro({ name: 'order.avsc', text }, OPTIONS);
  return outcome.ok ? [] : outcome.faults;
}

const removes: (() => void)[] = [];
afterEach(() => removes.splice(0).forEach((remove) => remove()));

async function thereAndBack(schema: object) {
  const { root, remove } = importFolder({ 'order.avsc': JSON.stringify(schema) });
  removes.push(remove);
  const imported = await importIn(root, ['order.avsc']);
  keep(root, imported);
  const exported = await exportContracts({
    format: 'avro',
    files: [],
    options: { dialect: 'postgres' },
    environment: null,
    cwd: root,
  });
  return { root, imported, exported };
}

describe('an Avro schema', () => {
  it('becomes a dataset', async () => {
    const { document, notCarried } = await read(ORDER);
    const text = contractText(document);
    expect(readContract(text, 'x.yaml').ok).toBe(true);
    for (const part of [
      'name: id\n        logicalType: integer\n        physicalType: long\n        description: Its number\n        required: true',
      'name: note\n        logicalType: string\n        physicalType: string\n      - name: count',
      'physicalType: decimal(12,2)',
      'name: at\n        logicalType: timestamp\n        physicalType: timestamptz',
      'name: local\n        logicalType: timestamp\n        physicalType: timestamp\n',
      'validValues: [NEW, PAID]',
      'physicalType: map(string, long)',
      'name: address\n        logicalType: object\n        physicalType: struct\n        required: true\n        properties:\n          - name: city',
    ])
      expect(text).toContain(part);
    expect(notCarried.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'Order: aliases',
      'Order.count: default',
    ]);
  });

  it('comes back as a schema that carries a record unchanged, and as the same suite', async () => {
    const { root, exported } = await thereAndBack(ORDER);
    expect(exported.notCarried).toEqual([]);
    const [file] = exported.files;
    const before = avsc.Type.forSchema(ORDER as unknown as avsc.Schema);
    const after = avsc.Type.forSchema(JSON.parse(file?.text ?? '') as avsc.Schema);
    expect(JSON.parse(file?.text ?? '')).toMatchObject({
      name: 'Order',
      namespace: 'shop.events',
      doc: 'An order',
    });
    const record = {
      ...{
        id: 1,
        note: null,
        count: 3,
        share: 0.5,
        exact: 0.1,
        ok: true,
        raw: Buffer.from('x'),
        total: Buffer.from([1, 2]),
        day: 11323,
        clock: 1000,
        at: 978307200000,
      },
      ...{
        seen: 978307200000000,
        local: 5,
        key: '11111111-1111-1111-1111-111111111111',
        state: 'PAID',
        tags: ['a', 'b'],
        counts: { a: 1 },
      },
      ...{ address: { city: 'x', zip: 'y' }, lines: [{ sku: 's', state: 'NEW' }] },
    };
    expect(before.isValid(record)).toBe(true);
    expect(after.toBuffer(record).equals(before.toBuffer(record))).toBe(true);
    expect(after.toString(after.fromBuffer(before.toBuffer(record)))).toBe(before.toString(record));
    const second = await thereAndBack(JSON.parse(file?.text ?? '') as object);
    expect((await suitesIn(second.root)).map(({ digest }) => digest)).toEqual(
      (await suitesIn(root)).map(({ digest }) => digest),
    );
  });

  it('of several records is a dataset each, and names are found wherever they are declared', async () => {
    const { document } = await read([
      {
        type: 'record',
        name: 'a.A',
        fields: [
          { name: 'b', type: 'b.B' },
          { name: 'c', type: 'C' },
        ],
      },
      { type: 'record', name: 'B', namespace: 'b', fields: [{ name: 'x', type: 'int' }] },
      { type: 'enum', name: 'a.C', symbols: ['X'] },
    ]);
    expect((document['schema'] as { name: string }[]).map(({ name }) => name)).toEqual(['A', 'B']);
    expect(contractText(document)).toContain('validValues: [X]');
  });

  it('that holds itself is cut where it repeats, and says so', async () => {
    const { document, notCarried } = await read({
      type: 'record',
      name: 'Node',
      fields: [{ name: 'next', type: ['null', 'Node'] }],
    });
    expect(contractText(document)).toContain(
      'name: next\n        logicalType: object\n        physicalType: struct',
    );
    expect(notCarried.map(({ where }) => where)).toEqual(['Node.next']);
  });

  it('says what the standard has no word for', async () => {
    const { notCarried } = await read({
      type: 'record',
      name: 'R',
      fields: [
        { name: 'u', type: ['null', 'int', 'string'] },
        { name: 'f', type: { type: 'fixed', name: 'F', size: 16 } },
        { name: 'm', type: { type: 'map', values: ['null', { type: 'array', items: 'int' }] } },
        { name: 'l', type: { type: 'string', logicalType: 'shoe-size' } },
        { name: 'd', type: { type: 'long', logicalType: 'date' } },
      ],
    });
    expect(notCarried.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'R.u: union of 2 types',
      'R.f: fixed(16)',
      'R.m: type of the values of a map',
      'R.l: logicalType shoe-size',
      'R.d: logicalType date',
    ]);
  });

  it.each([
    ['no JSON', '{', 'bad-yaml', 1],
    ['no record', '"string"', 'no-record', 1],
    ['a list of nothing', '[]', 'no-record', 1],
    ['no fields', { type: 'record', name: 'R' }, 'no-fields', 1],
    ['no name', { type: 'record', fields: [] }, 'missing-name', 1],
    [
      'a type that is nowhere',
      { type: 'record', name: 'R', fields: [{ name: 'x', type: 'Strin' }] },
      'unknown-type',
      7,
    ],
    [
      'a field twice',
      {
        type: 'record',
        name: 'R',
        fields: [
          { name: 'x', type: 'int' },
          { name: 'x', type: 'int' },
        ],
      },
      'duplicate-name',
      9,
    ],
    [
      'a type twice',
      [
        { type: 'enum', name: 'E', symbols: ['A'] },
        { type: 'enum', name: 'E', symbols: ['B'] },
        { type: 'record', name: 'R', fields: [] },
      ],
      'duplicate-name',
      9,
    ],
    [
      'a decimal without digits',
      { type: 'record', name: 'R', fields: [{ name: 'x', type: { type: 'bytes', logicalType: 'decimal' } }] },
      'bad-type',
      7,
    ],
    [
      'an enum without symbols',
      { type: 'record', name: 'R', fields: [{ name: 'x', type: { type: 'enum', name: 'E' } }] },
      'bad-type',
      7,
    ],
    [
      'wrong types of everything',
      { type: 'record', name: 'R', fields: [3, null, { name: 5 }, { name: 'x' }, { name: 'y', type: 3 }] },
      'missing-name',
      5,
    ],
  ])('with %s is a fault with its line', async (_what, schema, code, line) => {
    const found = await faults(schema);
    expect(found[0]).toMatchObject({ code, file: 'order.avsc' });
    expect(found[0]?.line).toBeGreaterThanOrEqual(1);
    if (line > 1) expect(found[0]?.line).toBe(line);
  });

  it('of types that multiply by being used is refused, not unfolded', async () => {
    const level = (n: number): object => ({
      type: 'record',
      name: `L${String(n)}`,
      fields:
        n === 0
          ? [{ name: 'x', type: 'int' }]
          : [
              { name: 'a', type: level(n - 1) },
              ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({ name, type: `L${String(n - 1)}` })),
            ],
    });
    expect((await faults(level(7))).map(({ code }) => code)).toEqual(['too-large']);
  });

  it('of any JSON gives an outcome, never an exception', async () => {
    const key = fc.constantFrom(
      'type',
      'name',
      'fields',
      'items',
      'values',
      'symbols',
      'namespace',
      'logicalType',
      'precision',
      'doc',
      'default',
      'aliases',
      '__proto__',
    );
    const word = fc.constantFrom(
      'record',
      'enum',
      'array',
      'map',
      'fixed',
      'int',
      'null',
      'string',
      'R',
      'a.b',
      '',
      'decimal',
      'constructor',
      '__proto__',
      'toString',
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        word,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (made) => {
        const outcome = await importAvro({ name: 'x.avsc', text: JSON.stringify(made) }, OPTIONS);
        if (outcome.ok)
          expect(readContract(contractText(outcome.value.document), 'x.yaml')).toMatchObject({ ok: true });
        else expect(outcome.faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
