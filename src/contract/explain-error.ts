/** One error of Ajv → one fault: a sentence in the words of the contract, a place and a cure. */
import type { ErrorObject } from 'ajv';
import { nearHint } from '../model/did-you-mean.js';
import { fault } from '../model/fault.js';
import type { Json } from '../model/json.js';
import { foreignSetting, misplacedKey, missingKey, optionsWithoutType, unknownKey } from './explain-key.js';
import { explainOperators } from './explain-operators.js';
import type { Explained } from './explained.js';
import { pointerSteps } from './pointer.js';
import type { Places } from './places.js';
import { valueAt } from './value-at.js';

type Explain = (error: ErrorObject, value: Json, places: Places) => readonly Explained[];

/** None for keywords that only carry the errors of others. */
export function explainError(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  return EXPLAIN[error.keyword]?.(error, value, places) ?? [];
}

const EXPLAIN: { readonly [keyword: string]: Explain } = {
  additionalProperties: unknownKey,
  propertyNames: foreignSetting,
  'false schema': misplacedKey,
  required: missingKey,
  maxProperties: optionsWithoutType,
  oneOf: (error, value, places) => explainOperators(error.instancePath, value, places),
  type: wrongType,
  enum: unknownValue,
  pattern: badPattern,
  format: badFormat,
  minimum: badValue,
  exclusiveMinimum: badValue,
  minItems: badValue,
  maxItems: badValue,
  uniqueItems: badValue,
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

function wrongType(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const due: readonly string[] = [error.params['type']].flat().map(String);
  const written = valueAt(value, error.instancePath);
  const types = due.map((type) => TYPES[type] ?? type).join(' or ');
  const isQuotable = due.includes('string') && (typeof written === 'number' || typeof written === 'boolean');
  const isYes = due.includes('boolean') && typeof written === 'string' && /^(yes|no|on|off)$/i.test(written);
  const hint = isQuotable ? 'Put it in quotes.' : isYes ? 'Write `true` or `false`.' : undefined;
  return atValue(
    'wrong-type',
    `${named(error)} must be ${types}, not ${kindOf(written)}.`,
    error,
    places,
    hint,
  );
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'empty';
  return TYPES[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}

function unknownValue(error: ErrorObject, value: Json, places: Places): readonly Explained[] {
  const known: readonly string[] = [error.params['allowedValues']].flat().map(String);
  const written = valueAt(value, error.instancePath);
  // Another type than text has its own error.
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

const FORMATS: { readonly [format: string]: string } = {
  uri: 'an address with a scheme, such as `s3://bucket/path`',
  date: 'a date, such as `2024-01-31`',
  'date-time': 'a moment with a time zone, such as `2024-01-31T08:00:00Z`',
};

function badFormat(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const due = FORMATS[String(error.params['format'])] ?? 'well formed';
  return atValue('bad-format', `${named(error)} must be ${due}.`, error, places);
}

function badValue(error: ErrorObject, _value: Json, places: Places): readonly Explained[] {
  const what = (error.message ?? 'is not allowed').replace(/^must NOT/, 'must not');
  return atValue('bad-value', `${named(error)} ${what}.`, error, places);
}

function atValue(
  code: string,
  message: string,
  error: ErrorObject,
  places: Places,
  hint?: string,
): readonly Explained[] {
  return [{ fault: fault(code, message, places.valueAt(error.instancePath), hint) }];
}

function named(error: ErrorObject): string {
  const steps = pointerSteps(error.instancePath);
  const last = steps.at(-1);
  if (last === undefined) return 'The contract';
  return /^\d+$/.test(last) ? `An entry of \`${steps.at(-2) ?? ''}\`` : `\`${last}\``;
}
