import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { compareTypes, writeTypes } from '../../src/app/types-files.js';
import { identifiers } from '../../src/exchange/types/identifier.js';
import { typeFiles, type TypeFiles } from '../../src/exchange/types/type-files.js';
import { unicodePattern } from '../../src/exchange/types/unicode-pattern.js';
import { FaultError } from '../../src/model/fault.js';
import type { JsonObject } from '../../src/model/json.js';
import { testProject } from '../support/cli.js';
import { compiled, ofColumns, schemaOf, validatorOf, type Compiled } from './record-world.js';

const run = promisify(execFile);
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'assay-types-'));
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true, force: true })));

const written = ({ contract, suites, faults }: Compiled): Promise<TypeFiles> => {
  expect(faults).toEqual([]);
  return typeFiles({ contracts: [contract], suites });
};

/** Messages of the TypeScript compiler on all files of a folder, in its strictest form, with the library's own types looked into. */
function typeErrors(root: string): readonly string[] {
  const names = readdirSync(root)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, name));
  const program = ts.createProgram(names, {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ messageText, file }) =>
        `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

const ODD = [
  'constructor',
  '__proto__',
  'toString',
  'a.b',
  'it\'s "q"',
  '😀',
  'class',
  'line\nbreak',
  '$ref',
  'type',
  'x*/y',
  'Ünï',
  '0',
  'back\\slash',
  '`${x}`',
  'length',
  'oddName0',
];

const ORDERS: readonly JsonObject[] = [
  {
    name: 'order_id',
    logicalType: 'integer',
    required: true,
    description: 'Counts up. */ alert(1) /*',
    logicalTypeOptions: { minimum: 1 },
  },
  { name: 'big', logicalType: 'integer', physicalType: 'bigint', logicalTypeOptions: { format: 'i64' } },
  {
    name: 'amount',
    logicalType: 'number',
    physicalType: 'decimal(18,2)',
    required: true,
    logicalTypeOptions: { minimum: 0, multipleOf: 0.01 },
  },
  {
    name: 'state',
    logicalType: 'string',
    required: true,
    quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['new', 'paid'] } }],
  },
  {
    name: 'at',
    logicalType: 'timestamp',
    required: true,
    logicalTypeOptions: { minimum: '2001-01-01T00:00:00Z' },
  },
  {
    name: 'lines',
    logicalType: 'array',
    items: {
      logicalType: 'object',
      properties: [
        { name: 'sku', logicalType: 'string', required: true, logicalTypeOptions: { minLength: 2 } },
      ],
    },
  },
];

const GOOD = { order_id: 1, amount: 19.99, state: 'new', at: '2020-01-01T00:00:00Z', lines: [{ sku: 'ab' }] };

describe('types', () => {
  it(
    'compile under the strictest settings, guard a value, and refuse a wrong one at compile time',
    { timeout: 120_000 },
    async () => {
      const root = folder();
      await writeTypes(
        root,
        (await written(compiled({ schema: [{ name: 'orders', properties: ORDERS }] }))).files,
      );
      writeFileSync(join(root, 'package.json'), '{"type": "module"}');
      writeFileSync(
        join(root, 'use.ts'),
        `import { validateOrders, type Orders } from './index.js';
export function take(data: unknown): string {
  if (validateOrders(data)) {
    const state: 'new' | 'paid' = data.state;
    const amount: number | string = data.amount;
    return state + String(amount);
  }
  return (validateOrders.errors ?? []).map((error) => error.instancePath).join();
}
export const order: Orders = { order_id: 1, amount: '12.50', state: 'paid', at: 'x', big: null };
// @ts-expect-error: no such state
export const wrong: Orders = { ...order, state: 'lost' };
// @ts-expect-error: an order has an amount
export const less: Orders = { order_id: 1, state: 'new', at: 'x' };
`,
      );
      expect(typeErrors(root)).toEqual([]);
    },
  );

  it('take odd names of columns, datasets and contracts', { timeout: 120_000 }, async () => {
    const root = folder();
    const properties = ODD.map((name) => ({
      name,
      logicalType: 'string',
      required: true,
      description: `${name} */`,
    }));
    const names = [
      'orders',
      'Orders',
      'or ders',
      'or-ders',
      '😀',
      'class',
      'Object',
      '1st',
      '../../up',
      'con',
      "it's",
      'constructor',
      '__proto__',
    ];
    const project = compiled({
      id: 'a*/b\u2028c"',
      version: '1.0*/',
      schema: names.map((name) => ({ name, properties })),
    });
    const { files } = await written(project);
    expect(
      files.map(({ name }) => name).filter((name) => !/^[\p{L}\p{N}_-]+(\.[a-z]+)+$/u.test(name)),
    ).toEqual([]);
    expect(new Set(files.map(({ name }) => name.toLowerCase())).size).toBe(names.length * 4 + 1);
    await writeTypes(root, files);
    writeFileSync(join(root, 'package.json'), '{"type": "module"}');
    expect(typeErrors(root)).toEqual([]);
    const module = (await import(join(root, 'Orders.validate.js'))) as {
      readonly default: (data: unknown) => boolean;
    };
    const record = Object.defineProperty(Object.fromEntries(ODD.map((name) => [name, 'x'])), '__proto__', {
      value: 'x',
      enumerable: true,
      configurable: true,
      writable: true,
    });
    expect(module.default(record)).toBe(true);
    for (const name of ODD)
      expect([
        name,
        module.default(
          JSON.parse(JSON.stringify(record, (key, value: unknown) => (key === name ? undefined : value))),
        ),
      ]).toEqual([name, false]);
  });

  it('run in an empty folder, without any package', async () => {
    const root = folder();
    const { files } = await written(compiled({ schema: [{ name: 'orders', properties: ORDERS }] }));
    const validator = files.find(({ name }) => name.endsWith('.validate.js'));
    expect(validator?.text).not.toMatch(/^\s*import |\brequire\(/m);
    writeFileSync(join(root, 'v.mjs'), validator?.text ?? '');
    writeFileSync(
      join(root, 'run.mjs'),
      `import validate from './v.mjs';
const good = ${JSON.stringify(GOOD)};
const tries = [good, { ...good, amount: 0.07 }, { ...good, amount: '12345678901234567.89' }, { ...good, big: '9223372036854775807' }, { ...good, big: 9007199254740991 },
  { ...good, big: 9007199254740992 }, { ...good, big: '9223372036854775808' }, { ...good, amount: 12345678901234567.89 }, { ...good, amount: '0.001' }, { ...good, at: '2000-12-31T23:59:59Z' },
  { ...good, at: '2020-01-01T00:00:00' }, { ...good, lines: [{ sku: '😀' }] }, { ...good, lines: [null] }, { ...good, state: 'lost' }, null, [], 'x', { ...good, amount: NaN }];
console.log(JSON.stringify(tries.map((one) => validate(one) ? 'ok' : validate.errors.map((error) => error.instancePath + ' ' + error.keyword)[0])));
`,
    );
    const { stdout } = await run(process.execPath, ['run.mjs'], { cwd: root, env: {} });
    expect(JSON.parse(stdout)).toEqual([
      ...['ok', 'ok', 'ok', 'ok', 'ok'],
      ...['/big maximum', '/big x-maximum', '/amount x-digits', '/amount x-multipleOf', '/at x-minimum'],
      ...[
        '/at format',
        '/lines/0/sku minLength',
        '/lines/0 type',
        '/state enum',
        ' type',
        ' type',
        ' type',
        '/amount type',
      ],
    ]);
  });

  it('hold no value of the record in their errors', async () => {
    const validate = await validatorOf(
      schemaOf(
        ofColumns([
          {
            name: 'email',
            logicalType: 'string',
            classification: 'pii',
            logicalTypeOptions: { format: 'email', maxLength: 3 },
          },
        ]),
      ).schema,
    );
    expect(validate({ email: 'secret value' })).toBe(false);
    expect(JSON.stringify(validate.errors)).not.toContain('secret');
  });

  it('are the same whatever the order of the contracts', async () => {
    const two = compiled({
      schema: [
        { name: 'b', properties: ORDERS },
        { name: 'a', properties: ORDERS },
      ],
    });
    const [first, second] = two.contract.datasets;
    const turned = {
      ...two,
      contract: { ...two.contract, datasets: [second, first].flatMap((one) => one ?? []) },
      suites: [...two.suites].reverse(),
    };
    expect(await written(turned)).toEqual(await written(two));
  });

  it('name datasets by their key, and tell those apart that fold together', () => {
    expect(identifiers(['gold.route_daily', 'gold.orders', 'Straße'])).toEqual([
      'GoldRouteDaily',
      'GoldOrders',
      expect.stringMatching(/^Stra/),
    ]);
    const folded = identifiers(['or-ders', 'or_ders', 'or ders', 'Object', '😀', '1st']);
    expect(new Set(folded.map((name) => name.toLowerCase())).size).toBe(6);
    expect(folded.filter((name) => !/^[A-Z_][A-Za-z0-9_]*$/.test(name))).toEqual([]);
  });

  it('take the lenient patterns of the web where the unicode rules have the same word', () => {
    expect(unicodePattern('\\@[\\w-]\\-')).toBe('@[\\w-]-');
    expect(unicodePattern('[\\-a]')).toBe('[\\-a]');
    expect(unicodePattern('\\k')).toBeNull();
  });
});

describe('a folder of types', () => {
  it('tells what is missing, different, stale and somebody else’s', async () => {
    const root = join(folder(), 'types');
    const { files } = await written(compiled({ schema: [{ name: 'orders', properties: ORDERS }] }));
    expect((await compareTypes(root, files)).changed).toHaveLength(5);
    await writeTypes(root, files);
    expect(await compareTypes(root, files)).toEqual({ changed: [], stale: [], foreign: [] });
    writeFileSync(
      join(root, 'orders.ts'),
      readFileSync(join(root, 'orders.ts'), 'utf8').replaceAll('\n', '\r\n'),
    );
    expect((await compareTypes(root, files)).changed).toEqual([]);
    const later = (await written(compiled({ schema: [{ name: 'parcels', properties: ORDERS }] }))).files;
    expect((await compareTypes(root, later)).stale).toEqual([
      'orders.schema.json',
      'orders.ts',
      'orders.validate.d.ts',
      'orders.validate.js',
    ]);
    writeFileSync(join(root, 'parcels.ts'), 'export const mine = 1;\n');
    await expect(writeTypes(root, later)).rejects.toThrow(FaultError);
    expect(readFileSync(join(root, 'parcels.ts'), 'utf8')).toContain('mine');
    rmSync(join(root, 'parcels.ts'));
    mkdirSync(join(root, 'keep'));
    writeFileSync(join(root, 'mine.ts'), 'export {};\n');
    await writeTypes(root, later);
    expect(readdirSync(root).sort()).toEqual([
      'index.ts',
      'keep',
      'mine.ts',
      'parcels.schema.json',
      'parcels.ts',
      'parcels.validate.d.ts',
      'parcels.validate.js',
    ]);
  });

  it('is written and checked by the command', { timeout: 120_000 }, async () => {
    const project = testProject({
      'contracts/orders.odcs.json': JSON.stringify({
        apiVersion: 'v3.1.0',
        kind: 'DataContract',
        id: 'orders',
        version: '1.0.0',
        status: 'active',
        schema: [{ name: 'orders', properties: ORDERS }],
      }),
    });
    folders.push(project.root);
    const wrote = await project.assay('types', 'contracts');
    expect([wrote.code, wrote.stdout.trim()]).toEqual([0, '5 files in types, 5 of them changed']);
    expect((await project.assay('types', 'contracts', '--check')).code).toBe(0);
    project.write('types/orders.ts', '/* Generated by Assay */\n');
    const checked = await project.assay('types', 'contracts', '--check');
    expect([checked.code, checked.stdout.trim()]).toEqual([1, 'orders.ts: is not what the contracts say']);
    project.write('types2', 'a file');
    const refused = await project.assay('types', 'contracts', '-o', 'types2');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('types2')]);
  });
});
