/** `$ref: '#/definitions/…'` within a field: what the definition says, under what the field says itself. */
import { isObject, type JsonObject } from '../../../model/json.js';
import { withoutKeys } from '../../../suite/without-keys.js';
import { mapOf, textOf } from '../../draft/json-read.js';
import type { NotCarried } from '../../imported.js';

export interface Resolved {
  readonly field: JsonObject;
  readonly notCarried: readonly NotCarried[];
}

/** Definitions may refer to definitions; a circle ends where it closes. */
export function withDefinition(field: JsonObject, definitions: JsonObject, where: string): Resolved {
  const seen = new Set<string>();
  let merged = field;
  for (;;) {
    const reference = textOf(merged['$ref']);
    if (reference === null) return { field: merged, notCarried: [] };
    const stop = (reason: string): Resolved => {
      return {
        field: withoutKeys(merged, '$ref'),
        notCarried: [{ where, what: `reference ${reference}`, reason }],
      };
    };
    const name = /^#\/definitions\/(.+)$/.exec(reference)?.[1];
    if (name === undefined) return stop('Only definitions of the same file are read: copy it there.');
    if (seen.has(name)) return stop('The definitions refer to each other in a circle.');
    seen.add(name);
    const found = definitionOf(definitions, decoded(name));
    if (found === null) return stop('There is no such definition.');
    merged = {
      ...found,
      ...withoutKeys(merged, '$ref'),
      ...(found['$ref'] === undefined ? {} : { $ref: found['$ref'] }),
    };
  }
}

/** A name may hold slashes of its own, or lead into `fields`. */
function definitionOf(definitions: JsonObject, name: string): JsonObject | null {
  const whole = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (isObject(whole)) return whole;
  const [first = '', ...steps] = name.split('/');
  let node = mapOf(Object.hasOwn(definitions, first) ? definitions[first] : undefined);
  for (const step of steps) node = mapOf(Object.hasOwn(node, step) ? node[step] : undefined);
  return Object.keys(node).length === 0 ? null : node;
}

const decoded = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');
