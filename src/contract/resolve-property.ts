/** Properties of the document → columns with paths, key positions and the places of their clauses. */
import type { Item, Property as Written, PropertyRelationship } from '../generated/odcs-v3.1.js';
import type { PathStep, Property, Relationship } from '../model/contract.js';
import type { Place } from '../model/fault.js';
import type { Json, JsonObject } from '../model/json.js';
import { customRecord } from './custom-properties.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';
import { resolveRules } from './resolve-rule.js';

export interface PropertyContext {
  readonly places: Places;
  /** Positions by pointer of the property. */
  readonly primaryKey: ReadonlyMap<string, number>;
  readonly partition: ReadonlyMap<string, number>;
}

/** @param path pointer of the list; `parent` holds the steps to the object that the fields belong to. */
export function resolveProperties(
  list: readonly Written[] | undefined,
  path: string,
  parent: readonly PathStep[],
  context: PropertyContext,
): readonly Property[] {
  return (list ?? []).map((written, i) => {
    const step = { field: written.physicalName ?? written.name };
    return resolveProperty(written, pointer(path, i), [...parent, step], context);
  });
}

function resolveProperty(
  written: Written | Item,
  path: string,
  steps: readonly PathStep[],
  context: PropertyContext,
): Property {
  const { places } = context;
  return {
    name: written.name ?? 'items',
    id: written.id ?? null,
    description: written.description ?? null,
    businessName: written.businessName ?? null,
    path: pathText(steps),
    steps,
    logicalType: written.logicalType ?? null,
    physicalType: written.physicalType ?? null,
    options: optionsOf(written),
    required: written.required ?? false,
    unique: written.unique ?? false,
    primaryKey: context.primaryKey.get(path) ?? null,
    partition: context.partition.get(path) ?? null,
    classification: written.classification ?? null,
    tags: written.tags ?? [],
    custom: customRecord(written.customProperties),
    rules: resolveRules(written.quality, pointer(path, 'quality'), places),
    relationships: (written.relationships ?? []).map((relationship, i) =>
      ownRelationship(relationship, pathText(steps), pointer(path, 'relationships', i), places),
    ),
    properties: resolveProperties(written.properties, pointer(path, 'properties'), steps, context),
    items:
      written.items === undefined
        ? null
        : resolveProperty(written.items, pointer(path, 'items'), [...steps, { items: true }], context),
    sources: written.transformSourceObjects ?? [],
    place: places.at(path),
    places: clausePlaces(written, path, places),
  };
}

/** `[{field: lines}, {items}, {field: sku}]` → `lines[].sku`. */
function pathText(steps: readonly PathStep[]): string {
  return steps.reduce((text, step) => {
    if ('items' in step) return `${text}[]`;
    return text === '' ? step.field : `${text}.${step.field}`;
  }, '');
}

/**
 * The options in the form of v3.1.0: v3.0 makes a limit exclusive with a flag beside it. An `enum` of the property
 * (v3.2.0) is one of them.
 */
function optionsOf(written: Written | Item): JsonObject {
  // Checked by the schema, or by `withoutEnums` for the key that v3.1.0 does not know.
  const { enum: values } = written as { readonly enum?: Json };
  const options = { ...(written.logicalTypeOptions as JsonObject | undefined) } as { [key: string]: Json };
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const flag = options[exclusive];
    if (typeof flag !== 'boolean') continue;
    delete options[exclusive];
    const bound = options[limit];
    if (!flag || bound === undefined) continue;
    delete options[limit];
    options[exclusive] = bound;
  }
  return values === undefined ? options : { ...options, enum: values };
}

function ownRelationship(
  written: PropertyRelationship,
  column: string,
  path: string,
  places: Places,
): Relationship {
  const to = typeof written.to === 'string' ? [written.to] : written.to;
  return { id: null, from: [column], to, target: null, place: places.at(path) };
}

/** Places of all keys, and of the options as `logicalTypeOptions/<key>`. */
function clausePlaces(
  written: Written | Item,
  path: string,
  places: Places,
): { readonly [key: string]: Place } {
  const options = Object.keys(written.logicalTypeOptions ?? {});
  const keys = [...Object.keys(written), ...options.map((option) => `logicalTypeOptions/${option}`)];
  const entries = keys.map((key) => [key, places.at(pointer(path, ...key.split('/')))] as const);
  // An exclusive limit of v3.0 stands where its flag is, and its plain limit is gone: see optionsOf.
  return Object.fromEntries(entries);
}
