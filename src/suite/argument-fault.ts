/** An error of an options schema as a fault that says what to write instead. */
import type { ErrorObject } from 'ajv/dist/2019.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import type { CatalogueEntry } from '../model/kit.js';
import { nameHint } from './name-hint.js';
import { placeWithin } from './draft.js';
import { pointerSteps } from '../contract/pointer.js';

/** @param place of the arguments */
export function argumentFault(entry: CatalogueEntry, error: ErrorObject, place: Place): Fault {
  const steps = pointerSteps(error.instancePath);
  const at = placeWithin(place, ...steps);
  const kind = entry.check.kind;
  const params = error.params as JsonObject;
  const option = steps.length === 0 ? 'The arguments' : `The argument ${steps.join('.')}`;
  const unknown = params['additionalProperty'] ?? params['unevaluatedProperty'];
  if (typeof unknown === 'string') return unknownArgument(kind, unknown, error, placeWithin(at, unknown));
  const missing = params['missingProperty'];
  if (typeof missing === 'string')
    return fault('missing-argument', `${kind} needs the argument ${[...steps, missing].join('.')}.`, at);
  const allowed = params['allowedValues'];
  if (Array.isArray(allowed)) {
    const values = allowed.map(String);
    const hint = nameHint(String(error.data), values, `Write one of ${values.join(', ')}.`);
    return fault('wrong-argument', `${option} of ${kind} is none of the values that it may be.`, at, hint);
  }
  const says = error.message ?? 'is not valid';
  return fault('wrong-argument', `${option} of ${kind} ${says}.`, at, optionNames(entry.optionsSchema, kind));
}

function unknownArgument(kind: string, name: string, error: ErrorObject, at: Place): Fault {
  const parent = error.parentSchema as Json | undefined;
  const known = isObject(parent) && isObject(parent['properties']) ? Object.keys(parent['properties']) : [];
  const otherwise = known.length === 0 ? `${kind} takes no arguments here.` : `It takes ${known.join(', ')}.`;
  return fault(
    'unknown-argument',
    `${kind} takes no argument ${name}.`,
    at,
    nameHint(name, known, otherwise),
  );
}

function optionNames(schema: JsonObject, kind: string): string {
  const properties = schema['properties'];
  const names = isObject(properties) ? Object.keys(properties) : [];
  return names.length === 0 ? `${kind} takes no arguments.` : `${kind} takes ${names.join(', ')}.`;
}
