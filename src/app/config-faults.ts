/** Errors of the schema of `assay.yaml` as faults, each at its line. Values are never shown: they may be secrets. */
import type { ErrorObject } from 'ajv';
import { lastStep, pointer } from '../contract/pointer.js';
import type { Places } from '../contract/places.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { isObject } from '../model/json.js';

const TYPES: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys',
};

/** One fault an error. */
export function configFaults(errors: readonly ErrorObject[], places: Places): readonly Fault[] {
  return errors.map((error) => explain(error, places));
}

function explain(error: ErrorObject, places: Places): Fault {
  const { instancePath: path, keyword, params } = error;
  const name = path === '' ? 'assay.yaml' : `\`${lastStep(path)}\``;
  const at = places.valueAt(path);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(error, places);
    case 'type': {
      const types = [params['type']].flat().map((type) => TYPES[String(type)] ?? String(type));
      return fault('wrong-type', `${name} must be ${types.join(' or ')}.`, at);
    }
    case 'enum': {
      const words = [params['allowedValues']].flat().map(String);
      const hint = nearHint(String(error.data), words) ?? `Write one of ${words.join(', ')}.`;
      return fault('unknown-value', `${name} is none of the words that it may be.`, at, hint);
    }
    default: {
      const says = (error.parentSchema as { readonly description?: string } | undefined)?.description;
      const message = `${name} ${PLAIN[keyword] ?? error.message ?? 'is not valid'}.`;
      return fault('bad-value', message, at, says);
    }
  }
}

const PLAIN: { readonly [keyword: string]: string } = {
  pattern: 'is not written in a way that can be read',
  minLength: 'must not be empty',
  minItems: 'must not be empty',
  uniqueItems: 'names something twice',
  maximum: 'needs a unit of time, or is too large',
};

function unknownKey(error: ErrorObject, places: Places): Fault {
  const key = String(error.params['additionalProperty']);
  const properties = (error.parentSchema as { readonly properties?: unknown } | undefined)?.properties;
  const known = isObject(properties) ? Object.keys(properties) : [];
  const otherwise = known.length === 0 ? 'Nothing can be set here yet.' : `Known here: ${known.join(', ')}.`;
  const place = places.at(pointer(error.instancePath, key));
  return fault(
    'unknown-key',
    `There is no setting \`${key}\` here.`,
    place,
    nearHint(key, known) ?? otherwise,
  );
}
