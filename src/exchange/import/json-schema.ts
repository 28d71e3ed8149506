/** A JSON Schema (draft-04 to 2020-12) → a contract: each schema of an object is a dataset, its properties are columns. */
import { readDocument } from '../../contract/read-document.js';
import { withExactText } from '../../contract/exact-text.js';
import { fault, type Fault } from '../../model/fault.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { Importer, NotCarried } from '../imported.js';
import { textOf } from './json-schema-column.js';
import { Flattening, type Flat } from './json-schema-flat.js';
import { limitsOf, type Note } from './json-schema-limits.js';
import { properties } from './json-schema-properties.js';
import { resolver, within, type At } from './json-schema-refs.js';
import { fromUrn } from './json-schema-urn.js';

/** Local references are followed, none is fetched. Each thing that a contract does not say is listed with its place. */
export const importJsonSchema: Importer = (source, options) => {
  const read = readDocument(source.text, source.name);
  if (!read.ok) return read;
  const { places, exact } = read.value;
  const root = withExactText(read.value.value, exact);
  const notCarried: NotCarried[] = [];
  const note = (path: string, what: string, reason: string): void => {
    const where = `${source.name}:${String(places.at(path).line)} #${path}`;
    if (!notCarried.some((one) => one.where === where && one.what === what))
      notCarried.push({ where, what, reason });
  };
  const flattening = new Flattening(resolver(root), isOldDraft(root), note);
  const urn = fromUrn(root);
  const own = urn.dataset ?? source.name.replace(/\.[^.]*$/, '').replace(/\.schema$/, '');
  const found = datasetsAt({ schema: root, path: '' }, own, flattening);
  const schema = withUniqueNames(found.map(({ at, name }) => datasetJson(at, name, flattening, note)));
  if (flattening.isTooMuch) return refused(source.name, TOO_MUCH);
  if (schema.length === 0) return refused(source.name, NONE);
  const layer = options.layer ?? urn.layer;
  const document: JsonObject = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: options.id ?? urn.id ?? (own === '' ? 'imported' : own),
    version: options.version,
    status: 'draft',
    ...(layer === null ? {} : { customProperties: [{ property: 'layer', value: layer }] }),
    schema,
  };
  return { ok: true, value: { document, notCarried } };
};

const NONE = fault(
  'no-object-schema',
  'The file holds no schema of an object, so there is no record and no column.',
  {},
  'Give a schema with `type: object` and `properties`, or put such schemas under `$defs`.',
);
const TOO_MUCH = fault(
  'too-large',
  'The references of the schema unfold to more than 20,000 schemas.',
  {},
  'Import a part of it by itself.',
);

function refused(file: string, problem: Fault): { readonly ok: false; readonly faults: readonly Fault[] } {
  return { ok: false, faults: [{ ...problem, file, line: 1, column: 1 }] };
}

/** Up to draft-07 nothing counts beside `$ref`. */
function isOldDraft(root: Json): boolean {
  const draft = isObject(root) ? root['$schema'] : undefined;
  return typeof draft === 'string' && /draft-0[3-7]/.test(draft);
}

interface Found {
  readonly at: At;
  readonly name: string;
}

/** The root where it is an object or a list of objects, else the objects among its definitions. */
function datasetsAt(root: At, name: string, flattening: Flattening): readonly Found[] {
  if (isRecord(root, flattening)) return [{ at: root, name: titled(root, name) }];
  if (!isObject(root.schema)) return [];
  const { items, $defs, definitions } = root.schema;
  if (isObject(items)) {
    const at = { schema: items, path: '/items' };
    if (isRecord(at, flattening)) return [{ at, name: titled(root, name) }];
  }
  const of = (list: Json | undefined, key: string): readonly Found[] =>
    Object.entries(isObject(list) ? list : {}).map(([part, schema]) => ({
      at: { schema: schema ?? null, path: within('', key, part) },
      name: part,
    }));
  return [...of($defs, '$defs'), ...of(definitions, 'definitions')].filter(({ at }) =>
    isRecord(at, flattening),
  );
}

/** A title that is one word is a name; else it is a heading. */
function titled({ schema }: At, name: string): string {
  const title = isObject(schema) ? schema['title'] : undefined;
  return typeof title === 'string' && /^\S+$/.test(title) ? title : name === '' ? 'records' : name;
}

function isRecord(at: At, flattening: Flattening): boolean {
  if (!isObject(at.schema)) return false;
  if (at.schema['type'] !== undefined && at.schema['type'] !== 'object' && !Array.isArray(at.schema['type']))
    return false;
  const { types, all } = flattening.quiet().flat(at, [at.path]);
  return (
    (types === null || types.includes('object')) && all.some(({ schema }) => isObject(schema['properties']))
  );
}

function datasetJson(at: At, name: string, flattening: Flattening, note: Note): JsonObject {
  const flat = flattening.flat(at, [at.path]);
  const description = textOf(flat, 'description');
  const title = textOf(flat, 'title');
  noteWhole(flat, note);
  const closed = flat.all.some(({ schema }) => schema['additionalProperties'] === false);
  return {
    name,
    ...(title === undefined || title === name ? {} : { businessName: title }),
    ...(description === undefined ? {} : { description }),
    ...(closed ? { customProperties: [{ property: 'extraColumns', value: 'fail' }] } : {}),
    properties: properties(flat, true, [at.path], { flattening, note }),
  };
}

/** What a schema asks of the record as a whole, besides its fields. */
function noteWhole(flat: Flat, note: Note): void {
  const { options, rules } = limitsOf(flat, 'object', note);
  for (const key of Object.keys(options)) note(flat.path, key, 'a dataset has the columns that it has');
  if (rules.length > 0) note(flat.path, 'enum', 'a dataset has columns, not values');
  for (const { schema, path } of flat.all)
    if (isObject(schema['additionalProperties'])) note(path, 'additionalProperties', 'columns have names');
}

function withUniqueNames(datasets: readonly JsonObject[]): readonly JsonObject[] {
  const taken = new Set<string>();
  return datasets.map((dataset) => {
    const name =
      typeof dataset['name'] === 'string' && dataset['name'].trim() !== '' ? dataset['name'] : 'records';
    let free = name;
    for (let n = 2; taken.has(free); n += 1) free = `${name}_${String(n)}`;
    taken.add(free);
    return { ...dataset, name: free };
  });
}
