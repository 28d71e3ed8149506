/** The description of the API, made from the table of routes that is served: there is no second truth to keep. */
import { schemas } from '../generated/api.schema.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { PROBLEM_TYPES, type ProblemCode } from './problem-types.js';
import type { AnswerDoc, RouteDoc } from './route.js';
import { tokenSchemas } from './token-schemas.js';

const TAGS: readonly (readonly [string, string])[] = [
  ['Gate', 'May these data be promoted?'],
  ['Breakers', 'Breakers and overrides: what people do by hand.'],
  ['Datasets', 'What is checked, and what was found.'],
  ['Checks', 'One check: how it stands, its series, and what it found.'],
  ['Incidents', 'What is wrong, and who takes care of it.'],
  ['Contracts', 'What was promised, and how that changed.'],
  ['Hallmarks', 'Signed promises that these very data were let through.'],
  ['Events', 'What happens, as it happens.'],
  ['Audit', 'Who changed what by hand.'],
  ['Access', 'Sign-in and tokens.'],
  ['Service', 'Health, figures and this description.'],
];

export interface OpenApiParts {
  readonly routes: readonly RouteDoc[];
  readonly version: string;
  readonly publicUrl: string | null;
}

/** An OpenAPI 3.1 document. */
export function openApiDocument({ routes, version, publicUrl }: OpenApiParts): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assay',
      version,
      description:
        'Data quality and data contracts: asks the gate, shows what was found, changes things by hand. Errors are RFC 9457 problems with a stable `code`. Answers may gain members: ignore what you do not know.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl?.replace(/\/+$/, '') ?? '/' }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
    security: [{ token: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(
        [
          ...Object.entries(schemas).filter(([name]) => !name.endsWith('Query')),
          ...Object.entries(tokenSchemas),
        ].map(([name, schema]) => [name, withComponents(schema as Json)]),
      ),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token: `assay token create`.' },
      },
    },
  };
}

function operation(route: RouteDoc): JsonObject {
  const { method, path, scope, tag, summary, description } = route;
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    description: `${description === undefined ? '' : `${description}\n\n`}${rightText(scope)}`,
    ...(scope === null ? { security: [] } : {}),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...requestBody(route),
    responses: { ...answers(route.answers), ...problems(route) },
  };
}

function rightText(scope: RouteDoc['scope']): string {
  if (scope === null) return 'Open to everybody.';
  return scope === 'any' ? 'Takes a token of any scope.' : `Takes the scope \`${scope}\`.`;
}

/** `GET /v1/datasets/{key}/runs` → `getDatasetsKeyRuns` */
function operationId(method: string, path: string): string {
  const words = path.replace(/^\/v1/, '').match(/[A-Za-z0-9]+/g) ?? [];
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function pathParameters({ path, parameters = {} }: RouteDoc): readonly JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: parameters[name] ?? '',
    schema: { type: 'string', minLength: 1 },
  }));
}

function queryParameters({ query }: RouteDoc): readonly JsonObject[] {
  const schema = query === undefined ? undefined : schemas[query];
  const properties = schema?.['properties'];
  if (!isObject(properties)) return [];
  const required = schema?.['required'];
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', ...rest } = isObject(property) ? property : {};
    const isRequired = Array.isArray(required) && required.includes(name);
    return { name, in: 'query', required: isRequired, description, schema: rest };
  });
}

function headerParameters({ headers = {} }: RouteDoc): readonly JsonObject[] {
  return Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
}

function requestBody({ body, bodyOptional = false, bodyType }: RouteDoc): JsonObject {
  if (body === undefined && bodyType === undefined) return {};
  const schema = body === undefined ? { type: 'object' } : reference(body);
  return {
    requestBody: { required: !bodyOptional, content: { [bodyType ?? 'application/json']: { schema } } },
  };
}

function answers(documented: Readonly<Record<number, AnswerDoc>>): JsonObject {
  return Object.fromEntries(
    Object.entries(documented).map(([status, { description, schema, type, headers = {} }]) => [
      status,
      {
        description,
        ...(Object.keys(headers).length === 0
          ? {}
          : {
              headers: Object.fromEntries(
                Object.entries(headers).map(([name, text]) => [
                  name,
                  { description: text, schema: { type: 'string' } },
                ]),
              ),
            }),
        ...content(schema, type),
      },
    ]),
  );
}

function content(schema: string | undefined, type: string | undefined): { readonly content?: JsonObject } {
  if (schema === undefined && type === undefined) return {};
  // What is no JSON is text, whatever its lines hold.
  const isJson = type === undefined || type === 'application/json';
  const json = schema === undefined ? { type: 'object' } : reference(schema);
  const form = isJson ? json : { type: 'string' };
  return { content: { [type ?? 'application/json']: { schema: form } } };
}

/** Those of the route and those that every route of its kind may have, by status. */
function problems(route: RouteDoc): JsonObject {
  const codes = new Set<ProblemCode>([
    ...(route.problems ?? []),
    ...(route.query === undefined ? [] : (['invalid-query'] as const)),
    ...(route.body === undefined
      ? []
      : (['malformed-json', 'invalid-body', 'body-too-large', 'unsupported-media-type'] as const)),
    ...(route.bodyType === undefined ? [] : (['body-too-large'] as const)),
    ...(route.method === 'get' ? [] : (['body-too-large'] as const)),
    ...(route.scope === null ? [] : (['unauthenticated', 'missing-scope'] as const)),
    ...(route.scope === null || route.method === 'get' ? [] : (['cross-site-request'] as const)),
    ...(['too-many-requests', 'internal-error', 'store-unavailable', 'timeout'] as const),
  ]);
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const type = PROBLEM_TYPES.get(code);
    if (type !== undefined) byStatus.set(type.status, [...(byStatus.get(type.status) ?? []), code]);
  }
  const problem = { 'application/problem+json': { schema: reference('Problem') } };
  return Object.fromEntries(
    [...byStatus].map(([status, named]) => {
      const own = route.answers[status];
      const description = named.map((code) => `\`${code}\``).join(', ');
      return [
        status,
        own === undefined
          ? { description, content: problem }
          : {
              description: `${own.description} Or: ${description}.`,
              content: { ...content(own.schema, own.type)['content'], ...problem },
            },
      ];
    }),
  );
}

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** References within the schemas, as they are within the document. */
function withComponents(node: Json): Json {
  if (Array.isArray(node)) return (node as readonly Json[]).map(withComponents);
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/$defs/', '#/components/schemas/')
        : withComponents(value ?? null),
    ]),
  );
}
