/**
 * v3.0 leaves many of its objects open, so that a misspelt key there would be silence. This closes them: a key that
 * neither v3.0 nor v3.1.0 has, or one with a value of the wrong type, is a fault, and so are two operators on one rule.
 */
import { didYouMean, nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { twoOperators } from './explain-operators.js';
import { OPERATORS } from './operators.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

type Kind = 'text' | 'number' | 'list' | 'mapping' | 'any';
type Keys = { readonly [key: string]: Kind };

const texts = (...keys: readonly string[]): Keys => Object.fromEntries(keys.map((key) => [key, 'text']));
const CUSTOM: Keys = { customProperties: 'list' };

/** What each open object may hold, by the key of the list that it stands in. */
const OPEN: { readonly [list: string]: Keys } = {
  servers: {
    ...texts(
      'id',
      'server',
      'type',
      'description',
      'environment',
      'account',
      'catalog',
      'database',
      'dataset',
    ),
    ...texts(
      'delimiter',
      'endpointUrl',
      'format',
      'host',
      'location',
      'path',
      'project',
      'region',
      'regionName',
    ),
    ...texts('serviceName', 'stagingDir', 'warehouse', 'stream'),
    ...CUSTOM,
    schema: 'any',
    port: 'number',
    roles: 'list',
  },
  quality: {
    ...texts('id', 'businessImpact', 'description', 'dimension', 'method', 'name', 'schedule', 'scheduler'),
    ...texts('severity', 'type', 'unit', 'metric', 'rule', 'query', 'engine'),
    ...CUSTOM,
    authoritativeDefinitions: 'list',
    tags: 'list',
    arguments: 'mapping',
    implementation: 'any',
    mustBe: 'any',
    mustNotBe: 'any',
    mustBeGreaterThan: 'number',
    mustBeGreaterOrEqualTo: 'number',
    mustBeLessThan: 'number',
    mustBeLessOrEqualTo: 'number',
    mustBeBetween: 'list',
    mustNotBeBetween: 'list',
  },
  slaProperties: {
    ...texts('id', 'property', 'unit', 'element', 'driver', 'description', 'scheduler', 'schedule'),
    value: 'any',
    valueExt: 'any',
  },
  customProperties: { ...texts('id', 'property', 'description'), value: 'any' },
  authoritativeDefinitions: texts('id', 'url', 'type', 'description'),
  support: { ...texts('id', 'channel', 'url', 'description', 'tool', 'scope', 'invitationUrl'), ...CUSTOM },
  roles: {
    ...texts('id', 'role', 'description', 'access', 'firstLevelApprovers', 'secondLevelApprovers'),
    ...CUSTOM,
  },
  team: {
    ...texts('id', 'username', 'name', 'description', 'role', 'dateIn', 'dateOut', 'replacedByUsername'),
    ...CUSTOM,
    tags: 'list',
    authoritativeDefinitions: 'list',
  },
};

/** Data of the author's own, where any key goes. */
const FREE = new Set([
  'value',
  'arguments',
  'implementation',
  'examples',
  'logicalTypeOptions',
  'description',
]);

/** Faults of a document that the v3.0 schema may well allow. */
export function closeV30(value: Json, places: Places, path = '', list = ''): readonly Fault[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, i) => closeV30(item, places, pointer(path, i), list));
  }
  if (!isObject(value)) return [];
  const keys = OPEN[list];
  const own =
    keys === undefined ? [] : Object.entries(value).flatMap((entry) => keyFaults(entry, keys, path, places));
  const operators = list === 'quality' ? operatorFaults(value, path, places) : [];
  const below = Object.entries(value)
    .filter(([key]) => !FREE.has(key))
    .flatMap(([key, child]) => closeV30(child ?? null, places, pointer(path, key), key));
  return [...own, ...operators, ...below];
}

function keyFaults(
  [key, value]: [string, Json | undefined],
  keys: Keys,
  path: string,
  places: Places,
): readonly Fault[] {
  const kind = keys[key];
  const place = places.at(pointer(path, key));
  if (kind === undefined) {
    const known = Object.keys(keys);
    const hint = didYouMean(key, known) === null ? `Known here: ${known.join(', ')}.` : nearHint(key, known);
    return [fault('unknown-key', `\`${key}\` is not a key that the standard has here.`, place, hint)];
  }
  if (isKind(value, kind)) return [];
  return [
    fault(
      'wrong-type',
      `\`${key}\` must be ${kind === 'text' ? 'text' : `a ${kind}`}.`,
      places.valueAt(place.path),
    ),
  ];
}

function isKind(value: Json | undefined, kind: Kind): boolean {
  if (kind === 'any') return true;
  if (kind === 'list') return Array.isArray(value);
  if (kind === 'mapping') return isObject(value);
  return typeof value === (kind === 'text' ? 'string' : 'number');
}

function operatorFaults(rule: JsonObject, path: string, places: Places): readonly Fault[] {
  const written = OPERATORS.filter((operator) => rule[operator] !== undefined);
  return written.length > 1 ? [twoOperators(written, path, places)] : [];
}
