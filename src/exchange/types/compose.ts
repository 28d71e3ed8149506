/** Schemas that all must hold → one, as flat as it can be; and the same with NULL let in. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';

/** One schema that asks what all of them ask: keywords side by side, in `allOf` only where two of them say different things by one word. */
export function allOf(schemas: readonly JsonObject[]): JsonObject {
  const merged = new Map<string, Json | undefined>();
  const apart: JsonObject[] = [];
  for (const schema of schemas) {
    const entries = Object.entries(schema);
    const fits = entries.every(([key, value]) => !merged.has(key) || isSame(merged.get(key), value));
    if (!fits) apart.push(schema);
    else for (const [key, value] of entries) merged.set(key, value);
  }
  const flat = Object.fromEntries(merged);
  if (apart.length === 0) return flat;
  const own = Array.isArray(flat['allOf']) ? (flat['allOf'] as readonly Json[]) : [];
  return { ...flat, allOf: [...own, ...apart] };
}

const isSame = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The schema that takes null besides: `enum` names it, a type lists it; what speaks of text or numbers does not mind it. */
export function orNull(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withNull(key, value)]));
}

function withNull(key: string, value: Json | undefined): Json | undefined {
  if (key === 'type') return [value ?? [], 'null'].flat();
  if (key === 'enum' && Array.isArray(value)) return [...(value as readonly Json[]), null];
  // `not: {}` refuses everything.
  if (key === 'not' && isObject(value) && Object.keys(value).length === 0) return { not: { type: 'null' } };
  if ((key === 'allOf' || key === 'anyOf') && Array.isArray(value))
    return value.map((part: Json) => (isObject(part) ? orNull(part) : part));
  return value;
}
