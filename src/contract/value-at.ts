/** The value that a JSON pointer leads to. */
import { isObject, type Json } from '../model/json.js';
import { pointerSteps } from './pointer.js';

/** Undefined where the pointer leads nowhere. */
export function valueAt(value: Json, path: string): Json | undefined {
  return pointerSteps(path).reduce<Json | undefined>((node, step) => {
    if (isList(node)) return node[Number(step)];
    return isObject(node) ? node[step] : undefined;
  }, value);
}

function isList(node: Json | undefined): node is readonly Json[] {
  return Array.isArray(node);
}
