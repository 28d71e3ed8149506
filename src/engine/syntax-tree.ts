/** A parsed statement as plain JSON, walked without knowing every kind of node. */
import { isObject, type JsonObject } from '../model/json.js';

/** Every object of a tree, outermost first. */
export function* nodesOf(tree: unknown): Generator<JsonObject> {
  if (Array.isArray(tree)) for (const item of tree) yield* nodesOf(item);
  if (!isObject(tree)) return;
  yield tree;
  for (const value of Object.values(tree)) yield* nodesOf(value);
}

/** Equal but for where things stand in the text. */
export function sameTree(a: unknown, b: unknown): boolean {
  return withoutPlaces(a) === withoutPlaces(b);
}

const PLACES = new Set(['location', 'query_location', 'list_start', 'list_end', 'stmt_len', 'stmt_location']);

function withoutPlaces(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) => (PLACES.has(key) ? undefined : value)) ?? '';
}
