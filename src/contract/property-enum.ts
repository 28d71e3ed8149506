/** `enum` on a property: a key of ODCS v3.2.0, taken out before the v3.1.0 schema judges the rest. */
import { fault, type Fault } from '../model/fault.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

export interface WithoutEnums {
  readonly rest: JsonObject;
  readonly faults: readonly Fault[];
}

/** The document without the enums of its properties, and what is wrong with those. */
export function withoutEnums(document: JsonObject, places: Places): WithoutEnums {
  const faults: Fault[] = [];
  const strip = (node: Json, path: string, isProperty: boolean): Json => {
    if (!isObject(node)) return node;
    const { enum: values, ...others } = node;
    if (isProperty && values !== undefined) faults.push(...enumFaults(values, pointer(path, 'enum'), places));
    const rest: { [key: string]: Json | undefined } = isProperty ? { ...others } : { ...node };
    if (Array.isArray(node['properties'])) {
      const at = pointer(path, 'properties');
      rest['properties'] = node['properties'].map((child: Json, i) => strip(child, pointer(at, i), true));
    }
    if (node['items'] !== undefined) rest['items'] = strip(node['items'], pointer(path, 'items'), true);
    return rest;
  };
  const { schema } = document;
  if (!Array.isArray(schema)) return { rest: document, faults };
  const datasets = schema.map((dataset: Json, i) => strip(dataset, pointer('/schema', i), false));
  return { rest: { ...document, schema: datasets }, faults };
}

function enumFaults(values: Json, path: string, places: Places): readonly Fault[] {
  if (!Array.isArray(values))
    return [fault('wrong-type', '`enum` must be a list of values.', places.valueAt(path))];
  if (values.length === 0) return [fault('bad-value', '`enum` must not be empty.', places.valueAt(path))];
  return values.flatMap((value: Json, i) => {
    if (typeof value !== 'object' || value === null) return [];
    const message = 'A value of `enum` must be text, a number, true or false.';
    return [fault('wrong-type', message, places.at(pointer(path, i)))];
  });
}
