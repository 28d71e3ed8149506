/** Servers → those of the standard, with the keys that it has for their type. */
import { readContract } from '../../../contract/read-contract.js';
import type { JsonObject } from '../../../model/json.js';
import { withoutKeys } from '../../../suite/without-keys.js';
import { contractText } from '../../contract-text.js';
import { isObject } from '../../../model/json.js';
import { listOf, textOf } from '../../draft/json-read.js';
import type { NotCarried } from '../../imported.js';

export interface Servers {
  readonly servers: readonly JsonObject[];
  /** Their type, where all of them are of one. */
  readonly platform: string | null;
  readonly notCarried: readonly NotCarried[];
}

/** A server whose settings the standard refuses is told: with half of them nobody would find the data. */
export function readServers(written: JsonObject): Servers {
  const read = Object.entries(written).map(([name, value]) => readServer(name, isObject(value) ? value : {}));
  const types = new Set(
    Object.values(written).map((value) => (isObject(value) ? textOf(value['type']) : null)),
  );
  const [type = null] = types;
  return {
    servers: read.flatMap(({ server }) => (server === null ? [] : [server])),
    platform: types.size === 1 ? type : null,
    notCarried: read.flatMap(({ notCarried }) => notCarried),
  };
}

const SHARED = ['type', 'environment', 'description', 'roles'];

function readServer(
  name: string,
  value: JsonObject,
): { readonly server: JsonObject | null; readonly notCarried: readonly NotCarried[] } {
  const where = `servers.${name}`;
  const roles = listOf(value['roles']).flatMap((role) => roleOf(role));
  const settings = Object.entries(value).filter(([key]) => !SHARED.includes(key));
  const base: JsonObject = {
    server: name,
    type: textOf(value['type']) ?? '',
    ...(textOf(value['environment']) === null ? {} : { environment: textOf(value['environment']) }),
    ...(textOf(value['description']) === null ? {} : { description: textOf(value['description']) }),
    ...(roles.length === 0 ? {} : { roles }),
  };
  const whole = Object.fromEntries(settings.map(([key, setting]) => [key, withObject(setting)]));
  // Keys that the standard does not have for this type are told one by one; those that it needs stay.
  const fits = (keys: readonly string[]): boolean =>
    isAccepted({
      ...base,
      ...Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key))),
    });
  const lost = fits([]) ? [] : Object.keys(whole).filter((key) => isForeign(key, base, whole));
  if (!fits(lost)) {
    const reason = `The standard has no server of type ${textOf(value['type']) ?? 'none'} with these settings: add it by hand.`;
    return { server: null, notCarried: [{ where, what: `server ${name}`, reason }] };
  }
  const kept = Object.fromEntries(Object.entries(whole).filter(([key]) => !lost.includes(key)));
  const notCarried = lost.map((key) => ({
    where: `${where}.${key}`,
    what: key,
    reason: 'The standard has no such setting for this type of server.',
  }));
  return { server: { ...base, ...kept }, notCarried };
}

/** Without the key there is one fault less. */
function isForeign(key: string, base: JsonObject, settings: JsonObject): boolean {
  const rest = withoutKeys(settings, key);
  return faultsOf({ ...base, ...rest }) < faultsOf({ ...base, ...settings });
}

const isAccepted = (server: JsonObject): boolean => faultsOf(server) === 0;

function faultsOf(server: JsonObject): number {
  const document = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'x',
    version: '1',
    status: 'draft',
    servers: [server],
  };
  const read = readContract(contractText(document), 'x.yaml');
  return read.ok ? 0 : read.faults.length;
}

/** The placeholder for the name of a model is `{object}` here. */
const withObject = (value: JsonObject[string]): JsonObject[string] =>
  typeof value === 'string' ? value.replaceAll('{model}', '{object}') : value;

function roleOf(role: unknown): readonly JsonObject[] {
  if (!isObject(role)) return [];
  const [name, description] = [textOf(role['name']), textOf(role['description'])];
  return name === null ? [] : [{ role: name, ...(description === null ? {} : { description }) }];
}
