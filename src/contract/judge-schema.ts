/** Which of the standard's schemas judges a document, and what that schema says. */
import type { ErrorObject } from 'ajv';
import { validate as validateV30 } from '../generated/odcs-v3.0.validate.js';
import { validate as validateV31 } from '../generated/odcs-v3.1.validate.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { explainErrors } from './explain-errors.js';
import { closeV30 } from './close-v30.js';
import type { Places } from './places.js';
import { withoutEnums } from './property-enum.js';

const READABLE = ['v3.1.0', 'v3.0.2', 'v3.0.1', 'v3.0.0', 'v3.2.0'];

/** Every fault of a document's form; none where its own version of the standard (and what we ask beyond it) allows it. */
export function judgeSchema(value: Json, places: Places): readonly Fault[] {
  if (!isObject(value) || (value['apiVersion'] === undefined && value['kind'] === undefined)) {
    return [notAContract(places)];
  }
  const version = value['apiVersion'];
  if (typeof version === 'string' && version.startsWith('v2.')) return [oldVersion(version, places)];
  if (version === 'v3.2.0') return judgeV32(value, places);
  if (typeof version === 'string' && version.startsWith('v3.0.') && READABLE.includes(version)) {
    return judgeV30(value, places);
  }
  if (version === undefined || version === 'v3.1.0') return explain(validateV31, value, places);
  return [badVersion(version, places), ...explain(validateV31, { ...value, apiVersion: 'v3.1.0' }, places)];
}

type Validate = { (data: unknown): boolean; errors?: ErrorObject[] | null };

function explain(validate: Validate, value: Json, places: Places): readonly Fault[] {
  return validate(value) ? [] : explainErrors(validate.errors ?? [], value, places);
}

/** v3.2.0 as far as published: v3.1.0 with an `enum` on properties. */
function judgeV32(value: JsonObject, places: Places): readonly Fault[] {
  const { rest, faults } = withoutEnums(value, places);
  return [...faults, ...explain(validateV31, { ...rest, apiVersion: 'v3.1.0' }, places)];
}

/** A v3.0 document may already use what v3.1.0 allows; where both object, the version with fewer objections speaks. */
function judgeV30(value: JsonObject, places: Places): readonly Fault[] {
  const v30 = explain(validateV30, value, places);
  const v31 = explain(validateV31, value, places);
  if (v31.length === 0) return [];
  if (v30.length === 0) return closeV30(value, places);
  return v31.length < v30.length ? v31 : [...v30, ...newAmong(closeV30(value, places), v30)];
}

function newAmong(more: readonly Fault[], known: readonly Fault[]): readonly Fault[] {
  const paths = new Set(known.map((f) => f.path));
  return more.filter((f) => !paths.has(f.path));
}

function notAContract(places: Places): Fault {
  const message = 'This is not an ODCS contract: it has neither `apiVersion` nor `kind`.';
  const hint = 'A contract begins with `apiVersion: v3.1.0` and `kind: DataContract`.';
  return fault('not-a-contract', message, places.at(''), hint);
}

function oldVersion(version: string, places: Places): Fault {
  const message = `ODCS ${version} is not read; v3.0.0 to v3.1.0 are.`;
  const hint =
    'Bring the contract to v3.1.0: `dataset` is now `schema`, `quantumName` is `dataProduct`, and more.';
  return fault('unsupported-version', message, places.at('/apiVersion'), hint);
}

function badVersion(version: Json | undefined, places: Places): Fault {
  const place = places.at('/apiVersion');
  if (typeof version !== 'string') {
    return fault('wrong-type', '`apiVersion` must be text.', place, 'Write `apiVersion: v3.1.0`.');
  }
  const hint = nearHint(version, READABLE) ?? 'Write `apiVersion: v3.1.0`.';
  return fault(
    'unsupported-version',
    `There is no ODCS version that Assay reads as \`${version}\`.`,
    place,
    hint,
  );
}
