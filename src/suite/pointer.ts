/** JSON pointers (RFC 6901) into options. */
import { pointerSteps } from '../contract/pointer.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';

/** The value at a pointer; undefined where there is none. */
export function getPointer(root: JsonObject, pointer: string): Json | undefined {
  return pointerSteps(pointer).reduce<Json | undefined>(
    (at, step) => (isObject(at) ? at[step] : undefined),
    root,
  );
}

/** A copy with another value at a pointer that leads through objects. */
export function setPointer(root: JsonObject, pointer: string, value: Json): JsonObject {
  return set(root, pointerSteps(pointer), value);
}

function set(at: JsonObject, [step, ...rest]: readonly string[], value: Json): JsonObject {
  if (step === undefined) return at;
  const inner = at[step];
  return { ...at, [step]: rest.length === 0 ? value : set(isObject(inner) ? inner : {}, rest, value) };
}
