/** Keys that do not belong where they stand: unknown ones, settings of another server, ones that lack their company. */
import type { ErrorObject } from 'ajv';
import { didYouMean, nearHint } from '../model/did-you-mean.js';
import { fault } from '../model/fault.js';
import { isObject, type Json } from '../model/json.js';
import type { Explained } from './explained.js';
import { misplacedHint } from './misplaced-hint.js';
import { lastStep, parentPointer, pointer } from './pointer.js';
import type { Places } from './places.js';
import { valueAt } from './value-at.js';

/** `additionalProperties`. */
export function unknownKey(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const key = String(error.params['additionalProperty']);
  const known = keysOf(error.parentSchema?.['properties']);
  const path = pointer(error.instancePath, key);
  const hint = enumHint(key, path) ?? nearHint(key, known) ?? `Known here: ${known.join(', ')}.`;
  const message = `\`${key}\` is not a key that the standard has here.`;
  return [withSuggestion(fault('unknown-key', message, places.at(path), hint), key, known)];
}

function enumHint(key: string, path: string): string | undefined {
  if (key !== 'enum' || !path.startsWith('/schema/')) return undefined;
  return 'List the values in a quality rule: `metric: invalidValues`, `arguments: {validValues: […]}`, `mustBe: 0`.';
}

const SERVER_KEYS = ['id', 'server', 'type', 'description', 'environment', 'roles', 'customProperties'];

/** `propertyNames`, which only servers have: each type has its own settings. */
export function foreignSetting(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const key = String(error.params['propertyName']);
  const path = pointer(error.instancePath, key);
  const own = settingsOf(error.parentSchema?.['propertyNames']);
  const known = [...own, ...SERVER_KEYS];
  const type = valueAt(value, pointer(error.instancePath, 'type'));
  const message = `A server of type \`${typeof type === 'string' ? type : ''}\` has no \`${key}\`.`;
  const hint = nearHint(key, known) ?? `It has: ${own.join(', ')}.`;
  return [withSuggestion(fault('unknown-key', message, places.at(path), hint), key, known)];
}

/** A schema of `false`: a known key whose company is missing. */
export function misplacedKey(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const path = error.instancePath;
  const { message, hint } = misplacedHint(lastStep(path), valueAt(value, parentPointer(path)));
  return [{ fault: fault('misplaced-key', message, places.at(path), hint) }];
}

/** `required`. */
export function missingKey(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const key = String(error.params['missingProperty']);
  const owner = lastStep(error.instancePath);
  const where = owner === '' ? 'The contract' : /^\d+$/.test(owner) ? 'This entry' : `\`${owner}\``;
  const message = `${where} lacks \`${key}\`.`;
  return [{ fault: fault('missing-key', message, places.at(error.instancePath)), missing: key }];
}

/** `maxProperties`, which only options without a logical type have: their meaning hangs on the type. */
export function optionsWithoutType(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const message = '`logicalTypeOptions` needs a `logicalType` beside it, which says what the options mean.';
  return [{ fault: fault('missing-key', message, places.at(error.instancePath)), missing: 'logicalType' }];
}

function withSuggestion(found: Explained['fault'], key: string, known: readonly string[]): Explained {
  const suggested = didYouMean(key, known);
  return suggested === null ? { fault: found } : { fault: found, suggested };
}

function settingsOf(names: unknown): readonly string[] {
  if (!isObject(names) || !Array.isArray(names['anyOf'])) return [];
  const branches: readonly Json[] = names['anyOf'];
  return branches.flatMap((branch) => (isObject(branch) ? words(branch['enum']) : []));
}

function words(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.filter((word) => typeof word === 'string') : [];
}

function keysOf(properties: unknown): readonly string[] {
  return isObject(properties) ? Object.keys(properties) : [];
}
