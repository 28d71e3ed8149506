/** Families of contracts for laws: the members of each differ in a few slots that are about one thing. */
import { stringify } from 'yaml';
import type { Random } from '../support/random.js';

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
type Entry = { readonly [key: string]: Value };

/** What may stand in each slot; null: the slot is empty. */
const SLOTS: { readonly [slot: string]: readonly Value[] } = {
  idRequired: [true, false],
  idUnique: [true, false],
  idKey: [true, false, false],
  idType: [{ physicalType: 'INTEGER' }, { physicalType: 'BIGINT' }, {}],
  idLogical: ['integer', 'number', null],
  idMinimum: [
    { minimum: 0 },
    { minimum: 1 },
    { exclusiveMinimum: 0 },
    { minimum: -2 },
    { exclusiveMinimum: -2 },
    {},
  ],
  idMaximum: [{ maximum: 9 }, { maximum: 20 }, { exclusiveMaximum: 10 }, {}, {}],
  idMultiple: [{ multipleOf: 2 }, { multipleOf: 4 }, {}, {}, {}],
  sColumn: [true, true, true, false],
  sRequired: [true, false, false],
  sLengths: [{ maxLength: 3 }, { maxLength: 5 }, { minLength: 1 }, { minLength: 1, maxLength: 4 }, {}, {}],
  sPattern: [{ pattern: '^[a-z]*$' }, {}, {}, {}],
  sSet: [
    rule('invalidValues', { validValues: ['a', 'bb'] }),
    rule('invalidValues', { validValues: ['bb', 'a', 'ccc'] }),
    rule('invalidValues', { validValues: ['a', 'bb', 'ccc', 'dddd', ''] }),
    null,
    null,
  ],
  sForbidden: [
    rule('invalidValues', { forbiddenValues: ['x'] }),
    rule('invalidValues', { forbiddenValues: ['x', 'dddd'] }),
    null,
    null,
  ],
  sNulls: [
    rule('nullValues', {}, { mustBe: 0 }),
    rule('nullValues', {}, { mustBeLessThan: 2 }),
    rule('nullValues', {}, { mustBeLessOrEqualTo: 1 }),
    rule('nullValues', {}, { mustBeLessThan: 30, unit: 'percent' }),
    rule('nullValues', {}, { mustBeBetween: [1, 2] }),
    rule('nullValues', {}, { mustBe: 0, severity: 'warning' }),
    null,
  ],
  sMissing: [
    rule('missingValues', { missingValues: ['', 'x'] }, { mustBe: 0 }),
    rule('missingValues', { missingValues: ['x'] }, { mustBe: 0 }),
    rule('missingValues', { missingValues: ['x'] }, { mustBeBetween: [1, 2] }),
    rule('missingValues', { missingValues: ['x'] }, { mustBeLessThan: 2 }),
    rule('missingValues', { missingValues: [''] }, { mustBeLessOrEqualTo: 50, unit: 'percent' }),
    null,
    null,
  ],
  sSome: [
    rule('invalidValues', { maxLength: 2, missingValues: ['longer'] }),
    rule('invalidValues', { maxLength: 3 }),
    rule('invalidValues', { maxLength: 2, missingValues: ['longer', 'dddd'] }, { mustBeLessThan: 2 }),
    rule('invalidValues', { maxLength: 3 }, { mustBeLessThan: 2 }),
    rule('invalidValues', { maxLength: 2 }, { mustBeLessOrEqualTo: 50, unit: 'percent' }),
    null,
    null,
  ],
  dDates: [
    rule('invalidValues', { min: '2026-01-01' }),
    rule('invalidValues', { min: '2026-01-01', max: '2026-12-31' }),
    rule('invalidValues', { min: '2025-01-01' }),
    null,
  ],
  dMean: [
    own({ metric: 'max', mustBeLessThan: '2027-01-01' }),
    own({ metric: 'max', mustBeLessThan: '2026-06-01' }),
    null,
  ],
  rows: [
    { metric: 'rowCount', mustBeGreaterThan: 0 },
    { metric: 'rowCount', mustBeBetween: [2, 6] },
    { metric: 'rowCount', mustBeLessThan: 5 },
    null,
    null,
  ],
  keys: [
    { metric: 'duplicateValues', arguments: { properties: ['id'] }, mustBe: 0 },
    { metric: 'duplicateValues', arguments: { properties: ['d', 'id'] }, mustBe: 0 },
    { metric: 'duplicateValues', arguments: { properties: ['id', 'd'] }, mustBeLessThan: 2 },
    null,
    null,
  ],
  differ: [
    own({ metric: 'failedRows', arguments: { where: 'id > 15' } }),
    own({ metric: 'failedRows', arguments: { where: 'id > 8' } }),
    null,
    null,
  ],
  extraColumns: ['allow', 'warn', 'fail'],
  columnOrder: ['ignore', 'fail', 'ignore'],
  order: ['id s d', 'd id s', 'id s d'],
};

function rule(metric: string, args: Entry, keys: Entry = { mustBe: 0 }): Entry {
  return { metric, ...(Object.keys(args).length === 0 ? {} : { arguments: args }), ...keys };
}

function own(implementation: Entry): Entry {
  return { type: 'custom', engine: 'assay', implementation };
}

export type Filled = { readonly [slot: string]: Value };

const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random.uniform() * values.length)] as T;

/** Slots whose clauses speak of the same thing, so that one may follow from others. */
const THEMES: readonly (readonly string[])[] = [
  ['idMinimum', 'idMaximum', 'idMultiple', 'idType', 'idLogical'],
  ['sRequired', 'sNulls', 'sMissing', 'sSome'],
  ['sSet', 'sForbidden', 'sLengths', 'sPattern', 'sSome'],
  ['idUnique', 'idKey', 'idRequired', 'keys'],
  ['dDates', 'dMean', 'differ'],
  ['rows', 'sNulls', 'differ'],
  ['columnOrder', 'order', 'extraColumns', 'sColumn'],
  ['extraColumns', 'sColumn'],
];

/** What asks for nothing, so that a family is only about its theme. */
const ASKS_NOTHING: Filled = {
  ...Object.fromEntries(Object.keys(SLOTS).map((slot) => [slot, null])),
  ...{ idRequired: false, idUnique: false, idKey: false, sRequired: false, sColumn: true },
  ...{ idLogical: 'integer', extraColumns: 'allow', columnOrder: 'ignore', order: 'id s d' },
};

/**
 * Families of slots, three for each theme: some of its slots filled at random; each slot by itself, with all that may stand in it (of whole numbers, and
 * of any); and one slot beside another.
 */
export function families(random: Random, size: number): readonly (readonly Filled[])[] {
  return THEMES.flatMap((slots) => {
    const some = Array.from({ length: size }, () => ({
      ...ASKS_NOTHING,
      ...Object.fromEntries(slots.map((slot) => [slot, pick(random, SLOTS[slot] ?? [])])),
    }));
    const alone = ['integer', 'number'].map((idLogical) =>
      slots.flatMap((slot) => valuesOf(slot).map((value) => ({ ...ASKS_NOTHING, idLogical, [slot]: value }))),
    );
    const [one = '', other = ''] = [pick(random, slots), slots.at(-1)];
    const beside = valuesOf(one).flatMap((value) =>
      valuesOf(other).map((second) => ({ ...ASKS_NOTHING, [one]: value, [other]: second })),
    );
    return [some, ...alone, beside];
  });
}

const valuesOf = (slot: string): readonly Value[] => [
  ...new Map((SLOTS[slot] ?? []).map((value) => [JSON.stringify(value), value])).values(),
];

const list = (...rules: readonly (Value | undefined)[]): readonly Value[] =>
  rules.filter((one): one is Value => one !== null && one !== undefined);

const object = (value: Value | undefined): Entry => (value ?? {}) as Entry;

export function contractText(slots: Filled): string {
  const columns: { readonly [name: string]: Entry | null } = {
    id: {
      name: 'id',
      ...(slots['idLogical'] === null ? {} : { logicalType: slots['idLogical'] ?? null }),
      ...object(slots['idType']),
      required: slots['idRequired'] ?? false,
      unique: slots['idUnique'] ?? false,
      primaryKey: slots['idKey'] ?? false,
      ...(slots['idLogical'] === null
        ? {}
        : {
            logicalTypeOptions: {
              ...object(slots['idMinimum']),
              ...object(slots['idMaximum']),
              ...object(slots['idMultiple']),
            },
          }),
    },
    s:
      slots['sColumn'] === false
        ? null
        : {
            name: 's',
            logicalType: 'string',
            required: slots['sRequired'] ?? false,
            logicalTypeOptions: { ...object(slots['sLengths']), ...object(slots['sPattern']) },
            quality: list(
              slots['sSet'],
              slots['sForbidden'],
              slots['sNulls'],
              slots['sMissing'],
              slots['sSome'],
            ),
          },
    d: { name: 'd', logicalType: 'date', quality: list(slots['dDates'], slots['dMean']) },
  };
  const order = typeof slots['order'] === 'string' ? slots['order'].split(' ') : [];
  return stringify({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'laws',
    version: '1.0.0',
    status: 'active',
    servers: [{ server: 'f', type: 'duckdb', database: 'tables.duckdb', schema: 'main' }],
    schema: [
      {
        name: 't',
        customProperties: [
          { property: 'extraColumns', value: slots['extraColumns'] ?? null },
          { property: 'columnOrder', value: slots['columnOrder'] ?? null },
        ],
        properties: order.flatMap((name) => columns[name] ?? []),
        quality: list(slots['rows'], slots['keys'], slots['differ']),
      },
    ],
  });
}
