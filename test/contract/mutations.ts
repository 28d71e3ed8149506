/** Mutations of a document, at every level: wrong values, missing, misspelt, doubled and foreign keys. */
import type { Json, JsonObject } from '../../src/model/json.js';

export interface Mutation {
  readonly label: string;
  readonly document: unknown;
}

type Step = string | number;
type Open = { [key: string]: unknown };

/** Put in the place of every value. */
const VALUES: readonly Json[] = [5, 1.5, -1, 'zzz', true, null, [], {}, ['a'], [1, 2], { a: 1 }];

/** Put beside the keys of every object: legal somewhere, illegal elsewhere. */
export const FOREIGN: readonly (readonly [key: string, value: Json])[] = [
  ['id', 'ok'],
  ['id', 'no good'],
  ['enum', ['a']],
  ['name', 5],
  ['description', 5],
  ['tags', [1]],
  ['url', 'a'],
  ...['sql', 'text', 'custom', 'library', 'mysql', 'nope'].map((type) => ['type', type] as const),
  ['mustBe', 0],
  ['mustBe', null],
  ['mustBeLessThan', 3],
  ['mustBeLessThan', 'x'],
  ['mustBeBetween', [1, 2]],
  ['mustBeBetween', [2, 2]],
  ['metric', 'rowCount'],
  ['metric', 'rowCuont'],
  ['metric', 5],
  ['rule', 'x'],
  ['arguments', {}],
  ['arguments', 1],
  ['query', 'select 1'],
  ['engine', 'assay'],
  ['implementation', {}],
  ['implementation', 5],
  ['quality', [{}]],
  ['quality', [{ metric: 'rowCount', mustBe: 1 }]],
  ['quality', [{ type: 'sql', query: 'q' }]],
  ['quality', [{ type: 'sql', query: 'q', mustBe: 0, metric: 'rowCount' }]],
  ['quality', [{ type: 'custom', engine: 'a', implementation: 'x', mustBe: 3 }]],
  ['quality', [{ type: 'custom', metric: 'rowCount', engine: 'a', implementation: 'x', mustBe: 3 }]],
  ['quality', [{ type: 'library', rule: 'x' }]],
  ['relationships', []],
  ['relationships', [{ to: 'a.b' }]],
  ['relationships', [{ to: 'a.b', from: 'c.d' }]],
  ['relationships', [{ to: ['a.b'], from: ['c.d'] }]],
  ['relationships', [{ to: ['a.b'], from: 'c.d' }]],
  ['relationships', [{ to: 'x.yaml#schema/a/properties/b' }]],
  ['relationships', [{ to: 'nodot' }]],
  ['relationships', [{ to: [] }]],
  ['relationships', [{ to: 'a.b', id: 'x' }]],
  ...['string', 'timestamp', 'array', 'object', 'number'].map((type) => ['logicalType', type] as const),
  ['logicalTypeOptions', {}],
  ['logicalTypeOptions', { minimum: 1 }],
  ['logicalTypeOptions', { minimum: 'a' }],
  ['logicalTypeOptions', { exclusiveMinimum: true }],
  ['logicalTypeOptions', { exclusiveMinimum: 1 }],
  ['logicalTypeOptions', { format: 'i8' }],
  ['logicalTypeOptions', { minLength: -1 }],
  ['logicalTypeOptions', { required: ['a', 'a'] }],
  ['logicalTypeOptions', { timezone: true }],
  ['logicalTypeOptions', { enum: [1] }],
  ['items', {}],
  ['items', { name: 'a', zz: 1 }],
  ['items', { logicalType: 'string', properties: [] }],
  ['items', { logicalType: 'object', properties: [{ name: 'a' }] }],
  ['properties', [{ name: 'a' }]],
  ['properties', [{}]],
  ['customProperties', [{}]],
  ['customProperties', [{ property: 'a', value: 1, x: 1 }]],
  ['port', 5],
  ['host', 'h'],
  ['schema', 5],
  ['location', 'x'],
  ['format', 'avro'],
  ['stream', 's'],
  ['dateIn', '2020-13-01'],
  ['team', [{}]],
  ['team', { members: [{ username: 'a' }] }],
  ['valueExt', {}],
  ['schedule', 5],
  ['contractCreatedTs', '2022-01-01'],
];

/** Every mutation; of a list only the first `width` items are entered. */
export function* mutations(document: JsonObject, width = 2): Generator<Mutation> {
  for (const path of paths(document, [], width)) {
    const where = path.join('/');
    for (const value of VALUES) {
      if (path.length > 0)
        yield { label: `${where} = ${JSON.stringify(value)}`, document: put(document, path, value) };
    }
    const node = nodeAt(document, path);
    if (!isOpen(node)) continue;
    for (const key of Object.keys(node)) {
      yield { label: `${where} without ${key}`, document: put(document, [...path, key], undefined) };
      yield { label: `${where} with ${key}x`, document: put(document, [...path, `${key}x`], node[key]) };
      const renamed = put(put(document, [...path, key], undefined), [...path, `${key}x`], node[key]);
      yield { label: `${where} with ${key} renamed`, document: renamed };
    }
    for (const [key, value] of FOREIGN) {
      yield {
        label: `${where} + ${key}: ${JSON.stringify(value)}`,
        document: put(document, [...path, key], value),
      };
    }
  }
}

function* paths(node: unknown, path: readonly Step[], width: number): Generator<readonly Step[]> {
  yield path;
  if (Array.isArray(node)) {
    for (let i = 0; i < Math.min(node.length, width); i += 1) yield* paths(node[i], [...path, i], width);
  } else if (isOpen(node)) {
    for (const key of Object.keys(node)) yield* paths(node[key], [...path, key], width);
  }
}

/** A copy with another value at a path; `undefined` takes the key out. */
function put(document: unknown, path: readonly Step[], value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document));
  const owner = nodeAt(copy, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || typeof owner !== 'object' || owner === null) return value;
  if (value === undefined && isOpen(owner)) delete owner[last];
  else Object.assign(owner, { [last]: value });
  return copy;
}

function nodeAt(document: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((node, step) => (node as Open)[step], document);
}

function isOpen(node: unknown): node is Open {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
