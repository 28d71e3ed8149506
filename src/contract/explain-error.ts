/** One error of Ajv → one fault: a sentence in the words of the contract, a place and a cure. */
import type { ErrorObject } from 'ajv';
import { didYouMean, nearHint } from '../model/did-you-mean.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import { isObject, type Json } from '../model/json.js';
import { misplacedHint } from './misplaced-hint.js';
import { lastStep, parentPointer, pointer, pointerSteps } from './pointer.js';
import type { Places } from './places.js';
import { OPERATORS } from './operators.js';

export interface Explained {
  readonly fault: Fault;
  /** Of an unknown key: the known one that was probably meant. */
  readonly suggested?: string;
  /** Of an object that lacks something: the key, or several by `|` of which one was due. */
  readonly missing?: string;
}

type Explain = (error: ErrorObject, value: Json, places: Places) => readonly Explained[];

/** None for keywords that only carry the errors of others. */
export function explainError(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  return EXPLAIN[error.keyword]?.(error, value, places) ?? [];
}

const EXPLAIN: { readonly [keyword: string]: Explain } = {
  additionalProperties: (error, _value, places) =>
    unknownKey(
      error,
      String(error.params['additionalProperty']),
      keysOf(error.parentSchema?.['properties']),
      places,
    ),
  propertyNames: foreignSetting,
  'false schema': misplaced,
  required: missingKey,
  oneOf: operatorCount,
  type: wrongType,
  enum: unknownValue,
  pattern: badPattern,
  format: (error, _value, places) =>
    atValue(
      'bad-format',
      `${named(error)} must be ${FORMATS[String(error.params['format'])] ?? 'well formed'}.`,
      error,
      places,
    ),
  maxProperties: optionsWithoutType,
  ...Object.fromEntries(
    ['minimum', 'exclusiveMinimum', 'minItems', 'maxItems', 'uniqueItems'].map((keyword) => [
      keyword,
      badValue,
    ]),
  ),
};

const FORMATS: { readonly [format: string]: string } = {
  uri: 'an address with a scheme, such as `s3://bucket/path`',
  date: 'a date, such as `2024-01-31`',
  'date-time': 'a moment with a time zone, such as `2024-01-31T08:00:00Z`',
};

const TYPES: { readonly [type: string]: string } = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys',
  null: 'empty',
};

function unknownKey(
  error: ErrorObject,
  key: string,
  known: readonly string[],
  places: Places,
): readonly Explained[] {
  const path = pointer(error.instancePath, key);
  const suggested = didYouMean(key, known);
  const hint = enumHint(key, path) ?? nearHint(key, known) ?? `Known here: ${known.join(', ')}.`;
  const explained = fault(
    'unknown-key',
    `\`${key}\` is not a key that the standard has here.`,
    places.at(path),
    hint,
  );
  return [{ fault: explained, ...(suggested === null ? {} : { suggested }) }];
}

function enumHint(key: string, path: string): string | undefined {
  if (key !== 'enum' || !path.startsWith('/schema/')) return undefined;
  return 'List the values in a quality rule: `metric: invalidValues`, `arguments: {validValues: […]}`, `mustBe: 0`.';
}

const SERVER_KEYS = ['id', 'server', 'type', 'description', 'environment', 'roles', 'customProperties'];

function foreignSetting(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const key = String(error.params['propertyName']);
  const path = pointer(error.instancePath, key);
  const own = settingsOf(error.parentSchema?.['propertyNames']);
  const type = valueAt(value, pointer(error.instancePath, 'type'));
  const suggested = didYouMean(key, [...own, ...SERVER_KEYS]);
  const hint = nearHint(key, [...own, ...SERVER_KEYS]) ?? `It has: ${own.join(', ')}.`;
  const message = `A server of type \`${String(type)}\` has no \`${key}\`.`;
  return [
    {
      fault: fault('unknown-key', message, places.at(path), hint),
      ...(suggested === null ? {} : { suggested }),
    },
  ];
}

function settingsOf(names: unknown): readonly string[] {
  if (!isObject(names) || !Array.isArray(names['anyOf'])) return [];
  return names['anyOf'].flatMap((branch: Json) =>
    isObject(branch) && Array.isArray(branch['enum']) ? branch['enum'] : [],
  );
}

function misplaced(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const key = lastStep(error.instancePath);
  const { message, hint } = misplacedHint(key, valueAt(value, parentPointer(error.instancePath)));
  return [{ fault: fault('misplaced-key', message, places.at(error.instancePath), hint) }];
}

function missingKey(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const key = String(error.params['missingProperty']);
  const owner = lastStep(error.instancePath);
  const where = owner === '' ? 'The contract' : /^\d+$/.test(owner) ? 'This entry' : `\`${owner}\``;
  const message = `${where} lacks \`${key}\`.`;
  return [{ fault: fault('missing-key', message, places.at(error.instancePath)), missing: key }];
}

function operatorCount(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const rule = valueAt(value, error.instancePath);
  if (!isObject(rule)) return [];
  const written = OPERATORS.filter((operator) => rule[operator] !== undefined);
  if (written.length < 2) {
    const hint = 'Add one, such as `mustBe: 0`.';
    const explained = fault(
      'missing-operator',
      'The rule has no operator.',
      places.at(error.instancePath),
      hint,
    );
    return [{ fault: explained, missing: OPERATORS.join('|') }];
  }
  return [{ fault: twoOperators(written, error.instancePath, places) }];
}

/** The fault of a rule with several operators, at the second that stands in the text. */
export function twoOperators(written: readonly string[], rulePath: string, places: Places): Fault {
  const inOrder = written
    .map((operator) => places.at(pointer(rulePath, operator)))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const names = written.map((operator) => `\`${operator}\``).join(' and ');
  const hint = 'Make two rules of it, or use `mustBeBetween`.';
  return fault('two-operators', `A rule has one operator; this one has ${names}.`, inOrder[1], hint);
}

function wrongType(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const due: readonly string[] = [error.params['type']].flat().map(String);
  const written = valueAt(value, error.instancePath);
  const types = due.map((type) => TYPES[type] ?? type).join(' or ');
  const isQuotable = due.includes('string') && (typeof written === 'number' || typeof written === 'boolean');
  const hint = isQuotable ? 'Put it in quotes.' : undefined;
  return atValue(
    'wrong-type',
    `${named(error)} must be ${types}, not ${kindOf(written)}.`,
    error,
    places,
    hint,
  );
}

function unknownValue(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const known: readonly string[] = [error.params['allowedValues']].flat().map(String);
  const written = valueAt(value, error.instancePath);
  if (typeof written !== 'string') return [];
  const hint = nearHint(written, known) ?? `Known: ${known.join(', ')}.`;
  return atValue(
    'unknown-value',
    `${named(error)} can not be \`${written.slice(0, 80)}\`.`,
    error,
    places,
    hint,
  );
}

function badPattern(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  if (error.schemaPath.includes('StableId')) {
    return atValue('bad-id', 'An `id` has only letters, digits, `_` and `-`.', error, places);
  }
  if (error.schemaPath.includes('Reference')) {
    const hint = 'Write `table.column`, or `schema/<id>/properties/<id>`.';
    return atValue('bad-reference', 'This is not a reference to a column.', error, places, hint);
  }
  return atValue('bad-value', `${named(error)} must begin with \`sftp://\`.`, error, places);
}

function badValue(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const what = (error.message ?? 'is not allowed').replace(/^must NOT/, 'must not');
  return atValue('bad-value', `${named(error)} ${what}.`, error, places);
}

function optionsWithoutType(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const place = places.at(error.instancePath);
  const message = '`logicalTypeOptions` needs a `logicalType` beside it, which says what the options mean.';
  return [{ fault: fault('missing-key', message, place), missing: 'logicalType' }];
}

function atValue(
  code: string,
  message: string,
  error: ErrorObject,
  places: Places,
  hint?: string,
): readonly Explained[] {
  const place: Place = places.valueAt(error.instancePath);
  return [{ fault: fault(code, message, place, hint) }];
}

function named(error: ErrorObject): string {
  const steps = pointerSteps(error.instancePath);
  const last = steps.at(-1);
  if (last === undefined) return 'The contract';
  return /^\d+$/.test(last) ? `An entry of \`${steps.at(-2) ?? ''}\`` : `\`${last}\``;
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'empty';
  return TYPES[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}

function valueAt(value: Json, path: string): Json | undefined {
  return pointerSteps(path).reduce<Json | undefined>((node, step) => {
    if (Array.isArray(node)) return node[Number(step)] as Json | undefined;
    return isObject(node) ? node[step] : undefined;
  }, value);
}

function keysOf(properties: unknown): readonly string[] {
  return isObject(properties) ? Object.keys(properties) : [];
}
