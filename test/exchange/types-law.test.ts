/** The law of generated validators: what they take passes the checks of single records on a real engine, what they refuse does not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { brokenByLine, brokenInTable, ofColumns, schemaOf, validatorOf } from './record-world.js';

/** Some of these keys. */
const some = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
const among = fc.constantFrom;
const few = <T>(...values: T[]): fc.Arbitrary<T[]> =>
  fc.uniqueArray(among(...values), { minLength: 1, maxLength: 3 });

const TEXTS = ['', 'a', 'ab', 'A1', 'abc', '😀😀', 'é', 'N/A', 'x@y.org', '2020-02-29', '2019-02-29', '10:00:00', '10.0.0.1', '::1', 'http://a/b', '0b7dbf3c-8a0a-4f0e-9a1f-000000000000', '{"a":1}', '{', 'a b', 'line\nbreak', '-', '1']; // prettier-ignore
const NUMBERS = [0, 1, -1, 2, 3, 0.1, 0.07, 0.3, 1.5, 2.25, 100, -0.5, 1e9, 12345.678];
const WHOLE = [0, 1, -1, 2, 3, 7, 10, 127, 128, 255, 256, 1000000, 9007199254740991];
const DATES = ['2020-01-01', '2020-02-29', '2019-12-31', '2021-06-15', '0001-01-01', '9999-12-31'];
const MOMENTS = ['2020-01-01T00:00:00Z', '2020-01-01T01:00:00+01:00', '2019-12-31T23:59:59.999999Z', '2020-01-01T00:00:00.000001Z', '2020-06-01T12:00:00-05:30']; // prettier-ignore
const TIMES = ['00:00:00', '09:30:00', '09:30:00.5', '23:59:59.999999'];

interface Kind {
  readonly type: string;
  readonly options: fc.Arbitrary<JsonObject>;
  readonly rule: fc.Arbitrary<JsonObject>;
  readonly values: readonly unknown[];
}

const bounds = (values: readonly (string | number)[]) => ({
  min: among(...values),
  max: among(...values),
  exclusiveMin: among(...values),
  exclusiveMax: among(...values),
});
const PATTERNS = ['a', '^[a-z]+$', '^.{2}$', '\\d', '[\\w-]+@', '^(?:a|b)', '\\-', '\\p{Lu}', '^\\S+$'];

const KINDS: readonly Kind[] = [
  {
    type: 'string',
    options: some({
      minLength: among(0, 1, 2),
      maxLength: among(2, 3, 9),
      pattern: among(...PATTERNS),
      format: among('email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6', 'date', 'time', 'json'),
    }),
    rule: some({
      validValues: few(...TEXTS),
      forbiddenValues: few(...TEXTS),
      missingValues: few('N/A', '-', ''),
      pattern: among(...PATTERNS),
      forbiddenPattern: among(...PATTERNS),
      ...bounds(['a', 'b', '😀']),
    }),
    values: TEXTS,
  },
  {
    type: 'number',
    options: some({
      minimum: among(0, 0.1, -1),
      maximum: among(2, 100),
      multipleOf: among(0.01, 0.5, 3),
      format: among('f32', 'f64'),
    }),
    rule: some({
      validValues: few(...NUMBERS),
      forbiddenValues: few(...NUMBERS),
      missingValues: few(-1, 0),
      ...bounds(NUMBERS),
    }),
    values: NUMBERS,
  },
  {
    type: 'integer',
    options: some({
      minimum: among(0, 1),
      exclusiveMaximum: among(10, 1000),
      multipleOf: among(2, 5),
      format: among('i8', 'u8', 'i32'),
    }),
    rule: some({ validValues: few(...WHOLE), forbiddenValues: few(...WHOLE), ...bounds(WHOLE) }),
    values: [...WHOLE, 1.5],
  },
  {
    type: 'boolean',
    options: fc.constant({}),
    rule: some({ validValues: few(true, false), forbiddenValues: fc.constant([true]) }),
    values: [true, false],
  },
  {
    type: 'date',
    options: some({ minimum: among(...DATES), exclusiveMaximum: among(...DATES) }),
    rule: some({ validValues: few(...DATES), forbiddenValues: few(...DATES), ...bounds(DATES) }),
    values: [...DATES, '2021-02-29', 'soon'],
  },
  {
    type: 'timestamp',
    options: some({ minimum: among(...MOMENTS), maximum: among(...MOMENTS) }),
    rule: some(bounds([...MOMENTS, '2020-01-01', '2020-01-01 00:00:00'])),
    values: [...MOMENTS, 'now'],
  },
  {
    type: 'time',
    options: some({ minimum: among(...TIMES) }),
    rule: some({ max: among(...TIMES, '09:30') }),
    values: [...TIMES, '25:00:00'],
  },
];

/** Operators that let no row break a rule, and some that do. */
const limits = among<JsonObject>({ mustBe: 0 }, { mustBeLessThan: 1 }, { mustBeLessOrEqualTo: 0, unit: 'percent' }, { mustBeLessThan: 5, unit: 'percent' }, { mustBe: 0, severity: 'warn' }, { mustBe: 0, arguments: { of: 'present' } }); // prettier-ignore

const column = (
  name: string,
): fc.Arbitrary<{ readonly property: JsonObject; readonly value: fc.Arbitrary<unknown> }> =>
  among(...KINDS).chain((kind) =>
    fc
      .record({
        options: kind.options,
        rules: fc.array(fc.tuple(kind.rule, limits), { maxLength: 2 }),
        required: fc.boolean(),
        missing: fc.boolean(),
      })
      .map(({ options, rules, required, missing }) => ({
        property: {
          name,
          logicalType: kind.type,
          required,
          ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
          quality: [
            ...rules
              .filter(([rule]) => Object.keys(rule).some((key) => key !== 'missingValues'))
              .map(([rule, limit], index) => ({
                id: `rule-${String(index)}`,
                metric: 'invalidValues',
                ...limit,
                arguments: { ...rule, ...(limit['arguments'] as JsonObject | undefined) },
              })),
            ...(missing && kind.type === 'string'
              ? [{ metric: 'missingValues', arguments: { missingValues: ['N/A', '-'] }, mustBe: 0 }]
              : []),
          ],
        },
        // Mostly of the column's own kind, so that both answers are common.
        value: fc.oneof(
          { weight: 8, arbitrary: among(...kind.values) },
          { weight: 1, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: among<unknown>(1, 'x', true, 0.5) },
        ),
      })),
  );

const world = fc.tuple(column('a'), column('b "c".d')).chain(([a, b]) =>
  fc.record({
    properties: fc.constant([a.property, b.property]),
    records: fc.array(fc.record({ a: a.value, 'b "c".d': b.value }), { minLength: 4, maxLength: 6 }),
  }),
);

describe('a generated validator', () => {
  it(
    'takes a record just where the checks of single records pass on a file of that record',
    { timeout: 300_000 },
    async () => {
      const seen = { taken: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(world, async ({ properties, records }) => {
          const project = ofColumns(properties);
          fc.pre(project.faults.length === 0);
          const { schema, notCarried } = schemaOf(project);
          const validate = await validatorOf(schema);
          for (const record of records as JsonObject[]) {
            const broken = await brokenByLine(record, project);
            const told = broken.filter((text) => !notCarried.some(({ what }) => text.includes(`${what}:`)));
            const taken = validate(record);
            seen[taken ? 'taken' : 'refused'] += 1;
            expect({ record, taken, told, errors: taken ? null : 'some' }).toEqual({
              record,
              taken: told.length === 0,
              told,
              errors: told.length === 0 ? null : 'some',
            });
          }
        }),
        { numRuns: Number(process.env['LAW_RUNS'] ?? 40) },
      );
      // About one record in six is taken.
      expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(3);
    },
  );
});

/** A table with the types that a contract states, and the record written as a person would: text is cast by the engine. */
const TABLE =
  'create table orders (id hugeint, price decimal(38,9), "at" timestamptz, day date, opens time, ok boolean, tags varchar[], place struct(city varchar, zip integer));';

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, inner]) => `'${key}': ${literal(inner)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
};

const TYPED: readonly JsonObject[] = [
  {
    name: 'id',
    logicalType: 'integer',
    physicalType: 'hugeint',
    required: true,
    logicalTypeOptions: { format: 'i64', multipleOf: 2 },
  },
  {
    name: 'price',
    logicalType: 'number',
    physicalType: 'decimal(38,9)',
    logicalTypeOptions: { minimum: 0, multipleOf: 0.01 },
    quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { exclusiveMax: '12345678901234567.89' } }],
  },
  {
    name: 'at',
    logicalType: 'timestamp',
    logicalTypeOptions: { timezone: true, exclusiveMinimum: '2020-01-01T00:00:00Z' },
  },
  { name: 'day', logicalType: 'date', logicalTypeOptions: { maximum: '2020-12-31' } },
  { name: 'opens', logicalType: 'time', logicalTypeOptions: { minimum: '09:00:00' } },
  { name: 'ok', logicalType: 'boolean' },
  {
    name: 'tags',
    logicalType: 'array',
    logicalTypeOptions: { maxItems: 2, uniqueItems: true },
    items: { logicalType: 'string', logicalTypeOptions: { minLength: 2 } },
  },
  {
    name: 'place',
    logicalType: 'object',
    properties: [
      { name: 'city', logicalType: 'string', required: true, logicalTypeOptions: { maxLength: 3 } },
      { name: 'zip', logicalType: 'integer', logicalTypeOptions: { minimum: 100 } },
    ],
  },
];

describe('a generated validator, of a table with types', () => {
  it('takes a record just where its row passes', { timeout: 300_000 }, async () => {
    const project = ofColumns(TYPED);
    expect(project.faults).toEqual([]);
    const validate = await validatorOf(schemaOf(project).schema);
    const record = fc.record(
      {
        id: among<unknown>(
          2,
          4,
          3,
          '9223372036854775806',
          '9223372036854775808',
          '-9223372036854775808',
          9007199254740990,
          null,
        ),
        price: among<unknown>(
          0,
          0.07,
          0.075,
          19.99,
          -0.01,
          '12345678901234567.88',
          '12345678901234567.89',
          '12345678901234567.90',
          '0.075',
          null,
        ),
        at: among<unknown>(
          '2020-01-01T00:00:00Z',
          '2020-01-01T00:00:00.000001Z',
          '2020-01-01T01:00:00+01:30',
          '2020-01-01T00:00:00-00:30',
          null,
        ),
        day: among<unknown>('2020-12-31', '2021-01-01', '2020-02-29', null),
        opens: among<unknown>('09:00:00', '08:59:59.999999', '09:00:00.000001', null),
        ok: among<unknown>(true, false, null),
        tags: among<unknown>([], ['ab'], ['a'], ['ab', 'ab'], ['ab', 'ac', 'ad'], ['😀😀'], [null], null),
        place: among<unknown>(
          { city: 'Rom', zip: 100 },
          { city: 'Roma', zip: 100 },
          { city: null, zip: 100 },
          { city: 'Rom', zip: 99 },
          { city: '😀😀😀', zip: null },
          null,
        ),
      },
      { noNullPrototype: true },
    );
    const seen = { taken: 0, refused: 0 };
    // Each value once beside values that pass, then values together.
    const good: JsonObject = {
      id: 2,
      price: 1,
      at: null,
      day: null,
      opens: null,
      ok: true,
      tags: null,
      place: { city: 'Rom', zip: 100 },
    };
    await fc.assert(
      fc.asyncProperty(record, among(...Object.keys(good)), fc.boolean(), async (wild, key, alone) => {
        const one = alone ? { ...good, [key]: (wild as JsonObject)[key] } : (wild as JsonObject);
        const broken = await brokenInTable(
          `${TABLE} insert into orders values (${Object.keys(good)
            .map((name) => literal(one[name]))
            .join(', ')});`,
          project,
        );
        const taken = validate(one);
        seen[taken ? 'taken' : 'refused'] += 1;
        expect({ one, taken, broken, errors: validate.errors }).toEqual({
          one,
          taken: broken?.length === 0,
          broken,
          errors: validate.errors,
        });
      }),
      { numRuns: Number(process.env['LAW_RUNS'] ?? 120) },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(3);
  });
});
