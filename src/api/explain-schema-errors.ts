/** Errors of a schema as faults that say what to do. Values are never shown: one may be a secret in the wrong place. */
import type { ErrorObject } from 'ajv';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { isObject } from '../model/json.js';

/** The first ones are enough to go on. */
const MOST_FAULTS = 20;
/** Of a key that is shown. */
const LONGEST_KEY = 60;

/** @param where what was read: its parts are keys or parameters */
export function explainSchemaErrors(
  errors: readonly ErrorObject[],
  where: 'body' | 'query',
): readonly Fault[] {
  return errors
    .filter(({ keyword }) => keyword !== 'not' && keyword !== 'anyOf' && keyword !== 'if')
    .slice(0, MOST_FAULTS)
    .map((error) => explain(error, where));
}

const TYPES: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function explain(error: ErrorObject, where: 'body' | 'query'): Fault {
  const { instancePath: path, keyword, params } = error;
  const name = named(path, where);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(error, where);
    case 'required': {
      const key = String(params['missingProperty']);
      return fault('missing-key', `\`${key}\` is missing.`, { path: `${path}/${key}` });
    }
    case 'type': {
      const types = [params['type']].flat().map((type) => TYPES[String(type)] ?? String(type));
      return fault('wrong-type', `${name} must be ${types.join(' or ')}.`, { path });
    }
    case 'enum': {
      const words = [params['allowedValues']].flat().map(String);
      return fault('unknown-value', `${name} must be one of ${words.join(', ')}.`, { path });
    }
    case 'pattern':
      return fault('bad-value', `${name} is not written as it must be.`, { path }, description(error));
    case 'propertyNames':
      return fault('bad-value', `${name} has a key that it can not have.`, { path });
    default:
      return fault('bad-value', `${name} ${bound(error)}.`, { path });
  }
}

function bound({ keyword, params, message }: ErrorObject): string {
  const limit = String(params['limit']);
  const bounds: { readonly [keyword: string]: string } = {
    minLength: limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`,
    maxLength: `must have at most ${limit} characters`,
    minimum: `must be ${limit} or more`,
    maximum: `must be ${limit} or less`,
    maxItems: `must have at most ${limit} entries`,
    maxProperties: `must have at most ${limit} keys`,
  };
  return bounds[keyword] ?? (message ?? 'is not valid').replace(/^must NOT/, 'must not');
}

function unknownKey(error: ErrorObject, where: 'body' | 'query'): Fault {
  const key = String(error.params['additionalProperty']).slice(0, LONGEST_KEY);
  const properties = (error.parentSchema as { readonly properties?: unknown } | undefined)?.properties;
  const known = isObject(properties) ? Object.keys(properties) : [];
  const kind = where === 'query' ? 'parameter' : 'key';
  const listed = known.length === 0 ? 'None is known here.' : `Known are ${known.join(', ')}.`;
  return fault(
    'unknown-key',
    `There is no ${kind} \`${key}\`.`,
    { path: `${error.instancePath}/${key}` },
    nearHint(key, known) ?? listed,
  );
}

function description(error: ErrorObject): string | undefined {
  return (error.parentSchema as { readonly description?: string } | undefined)?.description;
}

function named(path: string, where: 'body' | 'query'): string {
  const steps = path.split('/').slice(1);
  const last = steps.at(-1);
  if (last === undefined) return where === 'body' ? 'The body' : 'The query';
  return /^\d+$/.test(last) ? `An entry of \`${steps.at(-2) ?? ''}\`` : `\`${last.slice(0, LONGEST_KEY)}\``;
}
