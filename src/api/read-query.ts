/** Query parameters as a value that a schema can judge: text becomes what the schema says it is. */
import { fault, type Outcome } from '../model/fault.js';
import { isObject } from '../model/json.js';
import { schemas } from '../generated/api.schema.js';
import * as validators from '../generated/api.validate.js';
import { explainSchemaErrors } from './explain-schema-errors.js';
import type { QueryName } from './route.js';

/**
 * @param url of the request
 * @returns the parameters by name, or every fault in them; a parameter that the schema does not know is one
 */
export function readQuery(url: string, name: QueryName): Outcome<unknown> {
  const start = url.indexOf('?');
  const written = new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
  const value: Record<string, unknown> = {};
  for (const key of new Set(written.keys())) {
    // Not a key that could be taken for the object's own.
    if (key === '__proto__')
      return { ok: false, faults: [fault('unknown-key', 'There is no such parameter.')] };
    value[key] = typed(written.getAll(key), typeOf(name, key));
  }
  const validate = validators[name];
  if (validate(value)) return { ok: true, value };
  return { ok: false, faults: explainSchemaErrors(validate.errors ?? [], 'query') };
}

function typeOf(name: QueryName, key: string): unknown {
  const properties = schemas[name]?.['properties'];
  const property = isObject(properties) ? properties[key] : undefined;
  return isObject(property) ? property['type'] : undefined;
}

/** What can not be read as its type stays text, for the schema to refuse. */
function typed(texts: readonly string[], type: unknown): unknown {
  if (type === 'array') return texts;
  const [text = '', ...more] = texts;
  if (more.length > 0) return texts;
  return type === 'integer' && /^\d{1,16}$/.test(text) ? Number(text) : text;
}
