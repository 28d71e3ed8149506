/**
 * A document whose form has faults, without what is at fault: so that one typo does not hide the other mistakes of its file. What is found
 * in it is only ever told beside the faults of its form; nothing is run from it.
 */
import type { Fault } from '../model/fault.js';
import { isObject, type Json } from '../model/json.js';
import { parentPointer, pointerSteps } from './pointer.js';

/** Stands for a rule that has faults: valid, and says nothing. */
const NO_RULE = { type: 'text', description: '-' };

/** The same document without the faulty rules and, elsewhere, the faulty scalars; null where a fault is of another sort (a missing key, a wrong list). */
export function withoutFaulty(value: Json, faults: readonly Fault[]): Json | null {
  const copy = structuredClone<Json>(value);
  return faults.every(({ path }) => path !== undefined && leaveOut(copy, path)) ? copy : null;
}

function leaveOut(root: Json, path: string): boolean {
  const rule = /^.*?\/quality\/\d+/.exec(path)?.[0];
  const steps = pointerSteps(rule ?? path);
  const parent = steps.slice(0, -1).reduce<Json | undefined>(stepInto, root);
  const key = steps.at(-1) ?? '';
  if (rule !== undefined && Array.isArray(parent)) {
    parent[Number(key)] = { ...NO_RULE };
    return true;
  }
  if (!isObject(parent) || !(key in parent) || typeof parent[key] === 'object') return false;
  return Reflect.deleteProperty(parent, key);
}

const stepInto = (at: Json | undefined, step: string): Json | undefined =>
  Array.isArray(at) ? (at as readonly Json[])[Number(step)] : isObject(at) ? at[step] : undefined;

/** Whether a fault may come of what was left out: it lies in the same rule, column or dataset. */
export function follows(found: Fault, form: readonly Fault[]): boolean {
  const path = `${found.path ?? ''}/`;
  return form.some((one) => {
    const parent = parentPointer(one.path ?? '');
    return one.file === found.file && parent !== '' && path.startsWith(`${parent}/`);
  });
}
