/** A field of a model, or within one → a property of the standard. */
import { invalidFaults } from '../../../model/kit-invalid-faults.js';
import { isObject, type JsonObject } from '../../../model/json.js';
import { withoutKeys } from '../../../suite/without-keys.js';
import type { NotCarried } from '../../imported.js';
import { listOf, mapOf, scalarsOf, textOf, textsOf } from '../../draft/json-read.js';
import { withDefinition } from './definitions.js';
import { fieldType, type FieldType } from './field-type.js';

export interface ReadField {
  readonly name: string;
  /** With its definition's words. */
  readonly field: JsonObject;
  /** Keys of the property, without what rules say. */
  readonly keys: JsonObject;
  readonly notCarried: readonly NotCarried[];
}

export interface FieldContext {
  readonly definitions: JsonObject;
  readonly platform: string | null;
}

const DEEPEST = 30;

/** @param depth of nesting, from 0 */
export function readField(
  name: string,
  written: JsonObject,
  context: FieldContext,
  where: string,
  depth = 0,
): ReadField {
  const { field, notCarried: references } = withDefinition(written, context.definitions, where);
  const type = fieldType(field, context.platform);
  const stop = (what: string, reason: string): NotCarried => ({ where, what, reason });
  const unknown =
    type === null ? [stop(`type ${textOf(field['type']) ?? ''}`, 'The specification has no such type.')] : [];
  const { options, notCarried: lost } = optionsOf(field, type, where);
  const inner =
    depth < DEEPEST
      ? innerKeys(field, type, context, where, depth)
      : { keys: {}, notCarried: [stop('nested fields', 'They are nested too deeply.')] };
  const keys: JsonObject = {
    ...present('businessName', textOf(field['title'])),
    ...(type?.logicalType === null || type === null ? {} : { logicalType: type.logicalType }),
    ...present('physicalType', type?.physicalType ?? null),
    ...present('description', textOf(field['description'])),
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    ...about(field),
    ...inner.keys,
  };
  return { name, field, keys, notCarried: [...references, ...unknown, ...lost, ...inner.notCarried] };
}

const present = (key: string, value: string | null): JsonObject => (value === null ? {} : { [key]: value });

/** Sensitivity, tags and links. Examples of what is not public are values that must not travel. */
function about(field: JsonObject): JsonObject {
  const classification = classificationOf(field);
  const examples = listOf(field['examples']);
  const links = Object.entries(mapOf(field['links'])).flatMap(([type, url]) =>
    typeof url === 'string' ? [{ type, url }] : [],
  );
  const config = Object.entries(mapOf(field['config'])).map(([property, value]) => ({
    property: `config.${property}`,
    value: value ?? null,
  }));
  const pii = field['pii'] === true ? [{ property: 'pii', value: true }] : [];
  const tags = textsOf(field['tags']);
  return {
    ...present('classification', classification),
    ...(tags.length === 0 ? {} : { tags }),
    ...(examples.length === 0 || (classification !== null && classification !== 'public')
      ? {}
      : { examples }),
    ...(links.length === 0 ? {} : { authoritativeDefinitions: links }),
    ...(pii.length + config.length === 0 ? {} : { customProperties: [...pii, ...config] }),
  };
}

/** Personal data are never public, whatever else is said. */
function classificationOf(field: JsonObject): string | null {
  const stated = textOf(field['classification']);
  if (field['pii'] !== true) return stated;
  return stated === null || stated.toLowerCase() === 'public' ? 'restricted' : stated;
}

const OPTIONS: readonly (readonly [key: string, types: readonly string[]])[] = [
  ['minLength', ['string']],
  ['maxLength', ['string']],
  ['pattern', ['string']],
  ['format', ['string']],
  ['minimum', ['integer', 'number']],
  ['maximum', ['integer', 'number']],
  ['exclusiveMinimum', ['integer', 'number']],
  ['exclusiveMaximum', ['integer', 'number']],
];
const FORMATS = ['email', 'uri', 'uuid', 'hostname', 'ipv4', 'ipv6', 'json'];
const WORDS: { readonly [option: string]: string } = {
  minimum: 'min',
  maximum: 'max',
  exclusiveMinimum: 'exclusiveMin',
  exclusiveMaximum: 'exclusiveMax',
};

function optionsOf(
  field: JsonObject,
  type: FieldType | null,
  where: string,
): { readonly options: JsonObject; readonly notCarried: readonly NotCarried[] } {
  const logicalType = type?.logicalType ?? null;
  const kept: { [key: string]: JsonObject[string] } = { ...type?.options };
  const notCarried: NotCarried[] = [];
  for (const [key, types] of OPTIONS) {
    const value = field[key];
    if (value === undefined || value === null) continue;
    const reason = problemOf(key, value, types, logicalType);
    if (reason === null) kept[key] = value;
    else notCarried.push({ where, what: key, reason });
  }
  const [clash] = invalidFaults(asArguments(kept), logicalType, false);
  if (clash === undefined || Object.keys(asArguments(kept)).length === 0)
    return { options: kept, notCarried };
  return {
    options: { ...type?.options },
    notCarried: [...notCarried, { where, what: 'limits on values', reason: clash.message }],
  };
}

/** As arguments of `invalidValues`, without what only says a type. */
function asArguments(options: JsonObject): JsonObject {
  const entries = Object.entries(options).filter(
    ([key, value]) =>
      key !== 'timezone' && !(key === 'format' && typeof value === 'string' && /^[if]\d+$/.test(value)),
  );
  return Object.fromEntries(entries.map(([key, value]) => [WORDS[key] ?? key, value]));
}

function problemOf(
  key: string,
  value: JsonObject[string],
  types: readonly string[],
  logicalType: string | null,
): string | null {
  if (logicalType === null || !types.includes(logicalType))
    return `It is for a ${types.join(' or ')}, and the field is none.`;
  if (key === 'format')
    return typeof value === 'string' && FORMATS.includes(value)
      ? null
      : 'The standard has no such format: write a pattern.';
  if (key === 'pattern') return typeof value === 'string' && value !== '' ? null : 'It is no text.';
  if (key === 'minLength' || key === 'maxLength')
    return Number.isInteger(value) && Number(value) >= 0 ? null : 'It is no whole number.';
  return typeof value === 'number' ? null : 'It is no number.';
}

/** Fields of an object, items of an array; they say `required` and `unique` by themselves. */
function innerKeys(
  field: JsonObject,
  type: FieldType | null,
  context: FieldContext,
  where: string,
  depth: number,
): { readonly keys: JsonObject; readonly notCarried: readonly NotCarried[] } {
  const stop = (what: string, reason: string) => ({ keys: {}, notCarried: [{ where, what, reason }] });
  if (type?.logicalType === 'array' && isObject(field['items'])) {
    const item = nested('items', field['items'], context, `${where}.items`, depth + 1);
    return { keys: { items: withoutKeys(item.property, 'name') }, notCarried: item.notCarried };
  }
  if (textOf(field['type'])?.toLowerCase() === 'map')
    return field['values'] === undefined && field['keys'] === undefined
      ? { keys: {}, notCarried: [] }
      : stop('keys and values of a map', 'The standard has no word for them.');
  if (type?.logicalType !== 'object') return { keys: {}, notCarried: [] };
  const fields = Object.entries(mapOf(field['fields'])).map(([name, value]) =>
    nested(name, mapOf(value), context, `${where}.fields.${name}`, depth + 1),
  );
  return {
    keys: fields.length === 0 ? {} : { properties: fields.map(({ property }) => property) },
    notCarried: fields.flatMap(({ notCarried }) => notCarried),
  };
}

function nested(
  name: string,
  written: JsonObject,
  context: FieldContext,
  where: string,
  depth: number,
): { readonly property: JsonObject; readonly notCarried: readonly NotCarried[] } {
  const { field, keys, notCarried } = readField(name, written, context, where, depth);
  const values = scalarsOf(field['enum']);
  const quality =
    values === null || values.length === 0
      ? {}
      : { quality: [{ metric: 'invalidValues', arguments: { validValues: values }, mustBe: 0 }] };
  const lost = ['quality', 'references', 'primaryKey', 'primary', 'lineage'].filter(
    (key) => field[key] !== undefined && field[key] !== false,
  );
  const property = {
    name,
    ...keys,
    ...(field['required'] === true ? { required: true } : {}),
    ...(field['unique'] === true ? { unique: true } : {}),
    ...quality,
  };
  return {
    property,
    notCarried: [
      ...notCarried,
      ...lost.map((key) => ({ where, what: key, reason: 'It is not imported for a field within another.' })),
    ],
  };
}
