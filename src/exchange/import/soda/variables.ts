/** Variables of a Soda contract: `${var.X}` becomes its default; what has none stays, and is refused where it stands. */
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { mapOf } from '../../draft/json-read.js';
import type { NotCarried } from '../../imported.js';

const USED = /\$\{\s*var\.([A-Za-z_]\w*)\s*\}/g;

/** The document without its variables, and each default that was put in. */
export function withDefaults(contract: JsonObject): {
  readonly contract: JsonObject;
  readonly notCarried: readonly NotCarried[];
} {
  const { variables, ...rest } = contract;
  const defaults = new Map(
    Object.entries(mapOf(variables)).flatMap(([name, value]) => {
      const written = mapOf(value)['default'];
      return typeof written === 'string' || typeof written === 'number'
        ? [[name, String(written)] as const]
        : [];
    }),
  );
  const used = new Set<string>();
  const fill = (node: Json): Json => {
    if (typeof node === 'string')
      return node.replace(USED, (text: string, name: string) => {
        if (defaults.has(name)) used.add(name);
        return defaults.get(name) ?? text;
      });
    if (Array.isArray(node)) return (node as readonly Json[]).map(fill);
    return isObject(node) ? filled(node, fill) : node;
  };
  const filledContract = filled(rest, fill);
  const reason = 'A contract has no variables: its default is written in, and can not be changed by a run.';
  return {
    contract: filledContract,
    notCarried: [...used].map((name) => ({ where: `variables.${name}`, what: `variable ${name}`, reason })),
  };
}

const filled = (node: JsonObject, fill: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value ?? null)]));

/** True where a text still holds a variable. */
export function holdsVariable(text: string): boolean {
  return text.includes('${');
}
