import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readContract } from '../../src/contract/read-contract.js';
import { contractText } from '../../src/exchange/contract-text.js';
import { exportJsonSchema } from '../../src/exchange/export/json-schema.js';
import { importJsonSchema } from '../../src/exchange/import/json-schema.js';
import type { Imported, ImportOptions } from '../../src/exchange/imported.js';
import type { Check } from '../../src/model/check.js';
import type { JsonObject } from '../../src/model/json.js';
import { withoutKeys } from '../../src/suite/without-keys.js';
import { compileProject } from '../../src/suite/compile.js';
import { catalogue, ofColumns, schemaOf, validatorOf, type Compiled } from './record-world.js';

const OPTIONS: ImportOptions = { id: null, version: '1.0.0', layer: null, dialect: null };

async function imported(schema: unknown, name = 'orders.json'): Promise<Imported> {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  const outcome = await importJsonSchema({ name, text }, OPTIONS);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.value;
}

/** The document as a contract without faults. */
function whole(document: JsonObject): Compiled {
  const read = readContract(contractText(document), 'orders.odcs.yaml');
  if (!read.ok) throw new Error(`${JSON.stringify(read.faults, null, 1)}\n${contractText(document)}`);
  const { suites, faults } = compileProject([read.value], catalogue, { layers: ['gold'] });
  expect(faults).toEqual([]);
  return { contract: read.value, suites, faults };
}

/** A physical type is none of a record's. */
const withoutPhysical = (args: JsonObject): JsonObject => withoutKeys(args, 'physicalType');
const shape = ({ kind, column, args, limit, unit, severity }: Check) =>
  JSON.stringify([kind, column, withoutPhysical(args), limit, unit, severity]);
const ofRecords = ({ suites }: Compiled): readonly string[] =>
  (suites[0]?.checks ?? [])
    .filter(({ kind }) => kind !== 'rowCount')
    .map(shape)
    .sort();

const COLUMNS: readonly JsonObject[] = [
  { name: 'order_id', logicalType: 'integer', required: true, logicalTypeOptions: { minimum: 1 } },
  {
    name: 'amount',
    logicalType: 'number',
    logicalTypeOptions: { minimum: 0, exclusiveMaximum: 1e6, multipleOf: 0.01 },
  },
  {
    name: 'email',
    logicalType: 'string',
    classification: 'restricted',
    logicalTypeOptions: { format: 'email', maxLength: 99 },
  },
  { name: 'code', logicalType: 'string', required: true, logicalTypeOptions: { pattern: '^[A-Z]{2}$' } },
  { name: 'day', logicalType: 'date', logicalTypeOptions: { minimum: '2001-01-01' } },
  { name: 'at', logicalType: 'timestamp', logicalTypeOptions: { maximum: '2030-01-01T00:00:00Z' } },
  { name: 'local', logicalType: 'timestamp', logicalTypeOptions: { timezone: false } },
  { name: 'opens', logicalType: 'time' },
  { name: 'text_day', logicalType: 'string', logicalTypeOptions: { format: 'date' } },
  {
    name: 'state',
    logicalType: 'string',
    quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['new', "it's", 'Ü"'] } }],
  },
  { name: 'constructor', logicalType: 'boolean' },
  { name: 'a.b "c"', logicalType: 'integer', required: true },
  {
    name: 'address',
    logicalType: 'object',
    required: true,
    properties: [
      { name: 'city', logicalType: 'string', required: true, logicalTypeOptions: { minLength: 1 } },
    ],
  },
  {
    name: 'lines',
    logicalType: 'array',
    logicalTypeOptions: { minItems: 1, uniqueItems: true },
    items: {
      logicalType: 'object',
      properties: [{ name: 'sku', logicalType: 'string', logicalTypeOptions: { maxLength: 9 } }],
    },
  },
  { name: '__proto__', logicalType: 'string', required: true },
];

describe('JSON Schema', () => {
  it('comes back as the same checks', async () => {
    const project = ofColumns(COLUMNS, { customProperties: [{ property: 'extraColumns', value: 'fail' }] });
    expect(project.faults).toEqual([]);
    const { files } = await exportJsonSchema(
      { contracts: [project.contract], suites: project.suites },
      { dialect: 'duckdb' },
    );
    expect(files.map(({ name }) => name)).toEqual(['orders.schema.json']);
    const back = await imported(files[0]?.text ?? '', 'orders.schema.json');
    expect(back.notCarried).toEqual([]);
    expect(ofRecords(whole(back.document))).toEqual(ofRecords(project));
    expect(back.document['id']).toBe('orders');
  });

  it('says which rules are none of one record, and why', async () => {
    const project = ofColumns(
      [
        { name: 'id', logicalType: 'integer', primaryKey: true },
        {
          name: 'a',
          logicalType: 'number',
          quality: [
            { metric: 'nullValues', mustBeLessThan: 5, unit: 'percent' },
            { metric: 'invalidValues', mustBe: 0, severity: 'warn', arguments: { min: 0 } },
            { type: 'text', description: 'Numbers are nice.' },
          ],
        },
      ],
      {
        quality: [
          {
            type: 'custom',
            engine: 'assay',
            implementation: { metric: 'failedRows', arguments: { where: 'a < id' } },
          },
        ],
      },
    );
    const { notCarried } = await exportJsonSchema(
      { contracts: [project.contract], suites: project.suites },
      { dialect: 'duckdb' },
    );
    expect(notCarried.map(({ what, reason }) => `${what.replace(/-[0-9a-f]{12}/, '')}: ${reason}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^orders\/id\/duplicateValues: It compares records/),
        expect.stringMatching(/^orders\/a\/nullValues: It lets some rows/),
        expect.stringMatching(/invalidValues.*: It warns/),
        expect.stringMatching(/failedRows.*: It is an SQL predicate/),
        expect.stringMatching(/rowCount: It judges all records/),
        'Numbers are nice.: It is text for people.',
      ]),
    );
  });

  it('reads references, allOf, nullable and drafts; a remote reference is said, never fetched', async () => {
    const { document, notCarried } = await imported({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Customer',
      type: 'object',
      required: ['id', 'name', 'born'],
      properties: {
        id: { $ref: '#/definitions/id', minimum: 5 },
        name: {
          allOf: [
            { type: 'string', minLength: 1 },
            { maxLength: 9, minLength: 2 },
          ],
        },
        born: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
        status: { enum: ['a', 'b', null] },
        far: { $ref: 'https://example.org/other.json#/x' },
        choice: { oneOf: [{ type: 'string' }, { type: 'number' }] },
        self: { $ref: '#' },
      },
      if: { properties: { status: { const: 'a' } } },
      then: { required: ['far'] },
      definitions: { id: { type: 'integer', exclusiveMinimum: 0 } },
    });
    const [dataset] = document['schema'] as readonly JsonObject[];
    expect(dataset?.['name']).toBe('Customer');
    expect(dataset?.['properties']).toEqual([
      { name: 'id', logicalType: 'integer', required: true, logicalTypeOptions: { exclusiveMinimum: 0 } },
      {
        name: 'name',
        logicalType: 'string',
        required: true,
        logicalTypeOptions: { minLength: 1, maxLength: 9 },
        quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { minLength: 2 } }],
      },
      { name: 'born', logicalType: 'date' },
      {
        name: 'status',
        logicalType: 'string',
        quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['a', 'b'] } }],
      },
      { name: 'far' },
      { name: 'choice' },
      { name: 'self' },
    ]);
    const said = notCarried.map(({ what, reason }) => `${what}: ${reason}`).join('\n');
    expect(said).toMatch(/\$ref https:\/\/example.org.*nothing is fetched/);
    expect(said).toMatch(/oneOf: a column has one form/);
    expect(said).toMatch(/\$ref #: it contains itself/);
    expect(said).toMatch(/if .*: a contract has no conditions/);
    whole(document);
  });

  it('makes no rule stricter than the schema where an object may be null', async () => {
    const { document, notCarried } = await imported({
      type: 'object',
      properties: {
        address: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } },
      },
    });
    const [dataset] = document['schema'] as readonly JsonObject[];
    expect(dataset?.['properties']).toEqual([
      {
        name: 'address',
        logicalType: 'object',
        logicalTypeOptions: { required: ['city'] },
        properties: [{ name: 'city', logicalType: 'string' }],
      },
    ]);
    expect(notCarried).toHaveLength(1);
    whole(document);
  });

  it('takes each object among the definitions where the root is none, and the items of a list', async () => {
    const two = await imported({
      $defs: {
        A: { properties: { x: { type: 'string' } } },
        B: { type: 'string' },
        C: { type: 'object', properties: {} },
      },
    });
    expect((two.document['schema'] as readonly JsonObject[]).map(({ name }) => name)).toEqual(['A', 'C']);
    const list = await imported(
      { type: 'array', items: { type: 'object', properties: { x: {} } } },
      'rows.json',
    );
    expect((list.document['schema'] as readonly JsonObject[]).map(({ name }) => name)).toEqual(['rows']);
  });

  it.each([
    ['', 'bad-json'],
    ['[1', 'bad-yaml'],
    ['{"type": "string"}', 'no-object-schema'],
    ['true', 'no-object-schema'],
    ['{"a": 1, "a": 2}', 'duplicate-key'],
    [
      `{"$defs": {${Array.from({ length: 40 }, (_, i) => `"d${i}": {"properties": {"a": {"$ref": "#/$defs/d${i + 1}"}, "b": {"$ref": "#/$defs/d${i + 1}"}}}`).join(',')}}, "$ref": "#/$defs/d0"}`,
      'too-large',
    ],
  ])('refuses what holds no record, with a place (%#)', async (text, code) => {
    const outcome = await importJsonSchema({ name: 'x.json', text }, OPTIONS);
    expect(outcome.ok ? [] : outcome.faults.map((one) => one.code)).toContain(code);
    expect(outcome.ok ? null : outcome.faults[0]?.line).toBe(1);
  });

  it('gives a contract without faults for any schema at all', { timeout: 120_000 }, async () => {
    const leaf: fc.Arbitrary<JsonObject> = fc.record(
      {
        type: fc.constantFrom(
          'string',
          'integer',
          'number',
          'boolean',
          'array',
          'object',
          ['string', 'null'],
          ['string', 'number'],
          'strnig',
          5,
        ),
        format: fc.constantFrom('date', 'date-time', 'time', 'email', 'uuid', 'duration', 7),
        minLength: fc.constantFrom(0, 5, -1, 1.5, 'x'),
        maxLength: fc.constantFrom(0, 3),
        minimum: fc.constantFrom(0, 9, -1e300, '5', true),
        maximum: fc.constantFrom(5, 1e20),
        exclusiveMinimum: fc.constantFrom(5, true),
        multipleOf: fc.constantFrom(0, 2, 0.1, -1),
        pattern: fc.constantFrom('a', '(', '', '\\p{L}', '\\-'),
        enum: fc.constantFrom([], ['a'], [1, 'a', null], [null], [{}], ['2001-01-01'], [true]),
        const: fc.constantFrom('a', 1, null, []),
        not: fc.constantFrom({}, { enum: ['a'] }, { pattern: 'b' }, { type: 'null' }, true),
        uniqueItems: fc.constantFrom(true, 'x'),
        'x-minimum': fc.constantFrom('2001-01-01', 'a', '5', 5),
        title: fc.constantFrom('T', '', 5),
        nullable: fc.boolean(),
        unheardOf: fc.constant(1),
      },
      { requiredKeys: [] },
    );
    const { schema } = fc.letrec((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.record({
          type: fc.constant('object'),
          properties: fc.dictionary(
            fc.constantFrom('a', 'b.c', '__proto__', '', ' ', 'é"😀', 'constructor', 'x'.repeat(300)),
            tie('schema') as fc.Arbitrary<JsonObject>,
            { maxKeys: 4 },
          ),
          required: fc.subarray(['a', 'b.c', '__proto__', 'zz']),
          additionalProperties: fc.constantFrom<unknown>(true, false, { type: 'string' }),
        }),
        fc.record({ allOf: fc.array(tie('schema'), { maxLength: 2 }) }),
        fc.record({ anyOf: fc.array(tie('schema'), { maxLength: 2 }) }),
        fc.record({ type: fc.constant('array'), items: tie('schema') }),
        fc.constant({ $ref: '#/properties/a' }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(schema, { minLength: 1, maxLength: 4 }), async (parts) => {
        const root = {
          type: 'object',
          properties: Object.fromEntries(parts.map((part, i) => [`c${i}`, part])),
          required: ['c0'],
        };
        whole((await imported(root)).document);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a generated validator', () => {
  it('knows own keys from inherited ones', async () => {
    const validate = await validatorOf(
      schemaOf(
        ofColumns(
          COLUMNS.filter(({ name }) => ['__proto__', 'constructor', 'a.b "c"'].includes(name as string)),
        ),
      ).schema,
    );
    expect(validate({ 'a.b "c"': 1 })).toBe(false);
    expect(validate.errors?.map(({ message }) => message)).toEqual([expect.stringContaining('__proto__')]);
    expect(validate(JSON.parse('{"__proto__": "x", "a.b \\"c\\"": 1}'))).toBe(true);
    expect(validate(JSON.parse('{"__proto__": 5, "a.b \\"c\\"": 1, "constructor": "x"}'))).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath).sort()).toEqual([
      '/__proto__',
      '/constructor',
    ]);
  });
});
