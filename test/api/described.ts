/** Checks answers against the description of the API: status, media type and body must be among those that it lists, and no member may be unlisted. */
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';

export interface Description {
  readonly document: JsonObject;
  /** Every operation. */
  readonly operations: readonly Operation[];
  /** What is wrong with an answer; null: it is as described. */
  check(method: string, path: string, response: Response, text: string): string | null;
}

export interface Operation {
  readonly method: string;
  /** `/v1/runs/{id}` */
  readonly path: string;
  readonly operation: JsonObject;
}

/** @param document as /openapi.json has it */
export function describe(document: JsonObject): Description {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true, formats: { 'date-time': true } });
  ajv.addSchema({ ...closed(document), $id: 'api' });
  const operations = operationsOf(document);
  const validators = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const found = validators.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    validators.set(pointer, found);
    return found;
  };
  return {
    document,
    operations,
    check(method, path, response, text) {
      const { status } = response;
      const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
      const found = operations.find((each) => each.method === method && matches(each.path, path));
      // Pages for browsers and readiness have forms of their own.
      const isPlain = found?.path === '/readyz' || found?.path.startsWith('/auth/') === true;
      if (status >= 400 && type !== 'application/problem+json' && !isPlain)
        return `${status} is not a problem but ${type}: ${text.slice(0, 200)}`;
      if (found === undefined || status === 405) {
        const problem = validator('/components/schemas/Problem');
        return problem(JSON.parse(text)) ? null : ajv.errorsText(problem.errors);
      }
      const responses = found.operation['responses'];
      const documented = isObject(responses) ? responses[String(status)] : undefined;
      if (!isObject(documented))
        return `${method} ${found.path} does not describe ${status}: ${text.slice(0, 300)}`;
      const content = documented['content'];
      if (!isObject(content)) return text === '' ? null : `${status} has a body that is not described`;
      if (Object.hasOwn(content, '*/*')) return null;
      if (!Object.hasOwn(content, type))
        return `${status} has ${type}, not ${Object.keys(content).join(' or ')}`;
      if (!/json$/.test(type)) return null;
      const pointer = [
        'paths',
        found.path,
        method.toLowerCase(),
        'responses',
        String(status),
        'content',
        type,
        'schema',
      ]
        .map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
        .join('');
      const validate = validator(pointer);
      return validate(JSON.parse(text)) ? null : ajv.errorsText(validate.errors, { separator: '; ' });
    },
  };
}

function operationsOf(document: JsonObject): readonly Operation[] {
  const paths = document['paths'];
  if (!isObject(paths)) throw new Error('no paths');
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]) =>
      isObject(operation) ? [{ method: method.toUpperCase(), path, operation }] : [],
    ),
  );
}

function matches(pattern: string, path: string): boolean {
  const [bare = ''] = path.split('?');
  const form = pattern.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${form}$`).test(bare);
}

/** The document with objects that list their members closed, so that a member that is not described is an error here, though not to callers. */
function closed(document: JsonObject): JsonObject {
  const close = (node: Json): Json => {
    if (Array.isArray(node)) return (node as readonly Json[]).map(close);
    if (!isObject(node)) return node;
    if (Array.isArray(node['allOf'])) return close(joined(node['allOf'] as readonly Json[], document));
    const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value ?? null)]));
    const isOpen =
      node['type'] === 'object' &&
      isObject(node['properties']) &&
      node['additionalProperties'] === undefined &&
      node['unevaluatedProperties'] === undefined;
    return isOpen ? { ...inner, additionalProperties: false } : inner;
  };
  return close(document) as JsonObject;
}

/** Parts of a whole can not be closed one by one: they become one object. */
function joined(parts: readonly Json[], document: JsonObject): JsonObject {
  const whole = parts.map((part) => resolved(part, document));
  return {
    type: 'object',
    properties: Object.assign({}, ...whole.map((part) => part['properties'])) as JsonObject,
    required: whole.flatMap((part) => (part['required'] ?? []) as readonly string[]),
  };
}

function resolved(part: Json, document: JsonObject): JsonObject {
  const at = isObject(part) ? part['$ref'] : undefined;
  if (typeof at !== 'string') return part as JsonObject;
  const steps = at.slice(2).split('/');
  return steps.reduce<Json>(
    (node, step) => (isObject(node) ? (node[step] ?? null) : null),
    document,
  ) as JsonObject;
}
