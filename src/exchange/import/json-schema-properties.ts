/** The fields of an object schema → properties of a contract. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { withoutKeys } from '../../suite/without-keys.js';
import { columnKeys } from './json-schema-column.js';
import type { Flat, Flattening } from './json-schema-flat.js';
import type { Note } from './json-schema-limits.js';
import { within, type At } from './json-schema-refs.js';

export interface Reading {
  readonly flattening: Flattening;
  readonly note: Note;
}

/** @param bound the object is never null, so that a field which may not be null is a rule of every row */
export function properties(
  flat: Flat,
  bound: boolean,
  open: readonly string[],
  reading: Reading,
): readonly JsonObject[] {
  const fields = fieldsOf(flat, reading.note);
  const required = requiredOf(flat);
  return [...fields].map(([name, parts]) => {
    const [first] = parts;
    const at: At =
      parts.length === 1 && first !== undefined
        ? first
        : { schema: { allOf: parts.map(({ schema }) => schema) }, path: first?.path ?? flat.path };
    const inner = reading.flattening.flat(at, open);
    return propertyJson(name, inner, { named: required.has(name), bound }, open, reading);
  });
}

function propertyJson(
  name: string,
  flat: Flat,
  { named, bound }: { readonly named: boolean; readonly bound: boolean },
  open: readonly string[],
  reading: Reading,
): JsonObject {
  const { keys, logicalType, nullable } = columnKeys(flat, reading.note);
  const needed = named && !nullable;
  if (needed && !bound)
    reading.note(
      flat.path,
      'required',
      'the object around it may be null, and then the column is null too: what is asked is only that the key is there',
    );
  const { businessName, ...rest } = keys;
  if (logicalType === 'object') noteOpenness(flat, reading.note);
  const nested = logicalType === 'object' ? properties(flat, bound && needed, open, reading) : [];
  const items = logicalType === 'array' ? itemsOf(flat, open, reading) : null;
  const options = logicalType === 'object' ? requiredKeys(flat, bound && needed, nested) : {};
  const merged = { ...(isObject(rest['logicalTypeOptions']) ? rest['logicalTypeOptions'] : {}), ...options };
  const { quality } = rest;
  const plain = withoutKeys(rest, 'logicalTypeOptions', 'quality');
  return {
    name,
    ...(businessName === undefined || businessName === name ? {} : { businessName }),
    ...plain,
    ...(needed && bound ? { required: true } : {}),
    ...(Object.keys(merged).length === 0 ? {} : { logicalTypeOptions: merged }),
    ...(nested.length === 0 ? {} : { properties: nested }),
    ...(items === null ? {} : { items }),
    ...(quality === undefined ? {} : { quality }),
  };
}

/** Only of the whole record can a contract say that there are no more keys. */
function noteOpenness(flat: Flat, note: Note): void {
  for (const { schema, path } of flat.all) {
    const { additionalProperties: more } = schema;
    if (more === undefined || more === true) continue;
    note(
      path,
      'additionalProperties',
      more === false ? 'a contract closes the whole record only' : 'a contract has no maps of any keys',
    );
  }
}

/** Keys that an object must have and that no rule of a field asks for. */
function requiredKeys(flat: Flat, bound: boolean, nested: readonly JsonObject[]): JsonObject {
  const asked = new Set(nested.filter(({ required }) => required === true).map(({ name }) => name));
  const keys = [...requiredOf(flat)].filter(
    (name) => !asked.has(name) && (!bound || !nested.some((field) => field['name'] === name)),
  );
  return keys.length === 0 ? {} : { required: keys };
}

/** All parts that speak of a field, by its name. */
function fieldsOf(flat: Flat, note: Note): ReadonlyMap<string, readonly At[]> {
  const fields = new Map<string, At[]>();
  for (const { schema, path } of flat.all) {
    const listed = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
    for (const [name, field] of listed) {
      const at = { schema: field ?? null, path: within(path, 'properties', name) };
      if (name.trim() === '') note(at.path, 'a property without a name', 'a column needs one');
      else fields.set(name, [...(fields.get(name) ?? []), at]);
    }
    if (isObject(schema['patternProperties']))
      for (const [pattern, field] of Object.entries(schema['patternProperties']))
        // The one name that many validators step over among `properties`; our own export writes it so.
        if (pattern === '^__proto__$')
          fields.set('__proto__', [
            { schema: field ?? null, path: within(path, 'patternProperties', pattern) },
          ]);
  }
  return fields;
}

function requiredOf({ all }: Flat): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ schema }) =>
      Array.isArray(schema['required'])
        ? (schema['required'] as readonly Json[]).filter((name) => typeof name === 'string')
        : [],
    ),
  );
}

function itemsOf(flat: Flat, open: readonly string[], reading: Reading): JsonObject | null {
  const parts = flat.all.flatMap(({ schema, path }) => {
    const { items } = schema;
    if (Array.isArray(items)) reading.note(path, 'items', 'the items of an array are all of one kind');
    return isObject(items) ? [{ schema: items, path: within(path, 'items') }] : [];
  });
  const [first] = parts;
  if (first === undefined) return null;
  const at =
    parts.length === 1 ? first : { schema: { allOf: parts.map(({ schema }) => schema) }, path: first.path };
  const inner = reading.flattening.flat(at, open);
  return withoutKeys(propertyJson('items', inner, { named: true, bound: true }, open, reading), 'name');
}
