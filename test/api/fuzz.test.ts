/** Whatever is sent: never a fault of the service, never a word too much, every error a problem as it is described. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { SCOPES } from '../../src/model/access.js';
import { routes } from '../../src/api/routes/routes.js';
import { ACCESS_DOCS } from '../../src/api/routes/access-docs.js';
import { apiWorld, type ApiWorld } from './api-world.js';

const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'true',
  "' or 1=1 --",
  '"; drop table assay.runs; --',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '%',
  '%zz',
  '\u0000',
  '\ud800',
  '😀'.repeat(50),
  'ﷺ‮\u202e',
  '<script>alert(1)</script>',
  '${env:HOME}',
  '{{7*7}}',
  '$(id)',
  'a'.repeat(5_000),
  '9'.repeat(400),
  '1e999',
  'NaN',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'W10=',
  Buffer.from('[9007199254740991,-9007199254740991]').toString('base64url'),
  Buffer.from('[1e308]').toString('base64url'),
  Buffer.from('[null]').toString('base64url'),
  Buffer.from('[{"a":1}]').toString('base64url'),
  Buffer.from('["\\u0000"]').toString('base64url'),
  '2026-02-31',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '0000-00-00',
  'bronze.orders',
  'bronze.orders/amount/nullValues',
];

const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 60 }), fc.string());

/** Any body: near to the form of the schema, or anything at all. */
function bodyOf(schema: JsonObject | null): fc.Arbitrary<unknown> {
  const properties = isObject(schema?.['properties']) ? Object.keys(schema['properties']) : [];
  const value = fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text),
    fc.dictionary(text, text),
  );
  const near = fc.dictionary(fc.oneof(fc.constantFrom('x', ...properties), text), value, { maxKeys: 6 });
  return fc.oneof({ weight: 4, arbitrary: near }, fc.jsonValue({ maxDepth: 6 }), value);
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

function requestOf(document: JsonObject): fc.Arbitrary<Sent> {
  const schemas = (document['components'] as { schemas: Record<string, JsonObject> }).schemas;
  return fc.constantFrom(...routes, ...ACCESS_DOCS).chain((route) => {
    const parameters =
      Object.keys(schemas).length === 0 ? [] : queryNames(document, route.path, route.method);
    return fc
      .record({
        method: fc.oneof(
          { weight: 8, arbitrary: fc.constant(route.method.toUpperCase()) },
          fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'),
        ),
        places: fc.array(fc.oneof(text, fc.constant('bronze.orders')), { minLength: 3, maxLength: 3 }),
        coded: fc.boolean(),
        query: fc.dictionary(fc.oneof(fc.constantFrom('x', ...parameters), text), text, { maxKeys: 4 }),
        headers: fc.dictionary(
          fc.constantFrom(
            'Prefer',
            'Idempotency-Key',
            'X-Request-Id',
            'Last-Event-ID',
            'Accept',
            'Content-Type',
            'Cookie',
            'Origin',
          ),
          fc.oneof(
            fc.constantFrom('wait=0', 'wait=x', '1', 'application/json', 'a=b'),
            fc.string({ maxLength: 80 }),
          ),
        ),
        body: bodyOf(route.body === undefined ? null : (schemas[route.body] ?? null)),
        raw: fc.option(text),
      })
      .map(({ method, places, coded, query, headers, body, raw }) => {
        let place = -1;
        const path = route.path.replace(/\{\w+\}/g, () => {
          place += 1;
          const value = places[place] ?? '';
          return coded
            ? encodeURIComponent(value.replace(/\p{Surrogate}/gu, '?')) || 'x'
            : value.replace(/[\s#?/]/g, '') || 'x';
        });
        const search = new URLSearchParams(query).toString();
        const withBody = !['GET', 'HEAD'].includes(method);
        // A stream that is begun would never end.
        const ends = route.path === '/v1/events' ? '&dataset=nothing' : '';
        return {
          method,
          path: `${path}?${search}${ends}`,
          headers: {
            'Content-Type': 'application/json',
            ...printable(headers),
            ...(withBody ? { Prefer: 'wait=0' } : {}),
          },
          ...(withBody ? { body: raw ?? JSON.stringify(body) } : {}),
        };
      });
  });
}

function queryNames(document: JsonObject, path: string, method: string): readonly string[] {
  const operation = (document['paths'] as Record<string, Record<string, JsonObject>>)[path]?.[method];
  const parameters = (operation?.['parameters'] ?? []) as readonly { in: string; name: string }[];
  return parameters.filter((each) => each.in === 'query').map((each) => each.name);
}

/** What a client may send in a header at all. */
const printable = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, '').trim()]),
  );

describe('whatever is sent', () => {
  let world: ApiWorld;
  let token: string;
  beforeAll(async () => {
    world = await apiWorld({ config: 'service: {workers: 0}\n' });
    token = await world.token(SCOPES);
  });
  afterAll(() => world.close());

  const secrets = (): readonly string[] => [token.slice(-43), world.project.root, '"d":'];

  test('is answered as it is described', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(requestOf(world.description.document), async ({ method, path, headers, body }) => {
        const response = await fetch(`${world.listening.url}${path}`, {
          method,
          redirect: 'manual',
          headers: { ...headers, Authorization: `Bearer ${token}` },
          ...(body === undefined ? {} : { body }),
        });
        const answer = await response.text();
        expect(response.status, answer).toBeLessThan(500);
        if (method !== 'HEAD' && new URL(response.url).pathname === path.split('?')[0])
          expect(world.description.check(method, path, response, answer)).toBeNull();
        if (response.status >= 400 && method !== 'HEAD' && !path.startsWith('/auth/')) {
          expect(response.headers.get('content-type')).toBe('application/problem+json');
          expect(JSON.parse(answer)).toMatchObject({
            status: response.status,
            code: expect.any(String) as string,
          });
        }
        expect(answer).not.toMatch(/node_modules|\bat [\w.<>]+ \(|\.ts:\d+|\.js:\d+|SELECT|select "/);
        for (const secret of secrets()) expect(answer).not.toContain(secret);
      }),
      { numRuns: 600 },
    );
    const errors = world.log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
    expect(errors).toEqual([]);
    expect(world.log.join('')).not.toContain(token.slice(-43));
    expect((await world.call('/readyz')).status).toBe(200);
  });

  test(
    'bodies of every form of a schema are taken or refused, never failed on',
    { timeout: 300_000 },
    async () => {
      const bodies = routes.filter(({ body }) => body !== undefined);
      const schemas = (world.description.document['components'] as { schemas: Record<string, JsonObject> })
        .schemas;
      const sent = fc
        .constantFrom(...bodies)
        .chain((route) => fc.tuple(fc.constant(route), valueOf(schemas[route.body ?? ''] ?? {})));
      await fc.assert(
        fc.asyncProperty(sent, async ([route, body]) => {
          const path = route.path.replace('{dataset}', 'bronze.orders').replace('{id}', 'nothing');
          const { status } = await world.call(path, { body, token, headers: { Prefer: 'wait=0' } });
          expect(status).toBeLessThan(500);
        }),
        { numRuns: 200 },
      );
    },
  );
});

/** A value that mostly fits a schema of ours. */
function valueOf(schema: JsonObject): fc.Arbitrary<Json> {
  const types = [schema['type'] ?? 'string'].flat();
  const kinds = types.map((type): fc.Arbitrary<Json> => {
    if (type === 'null') return fc.constant(null);
    if (type === 'boolean') return fc.boolean();
    if (type === 'array') return fc.array(text, { maxLength: 5 });
    if (type !== 'object') return text;
    const properties = schema['properties'];
    if (!isObject(properties)) return fc.dictionary(text, text, { maxKeys: 3 });
    const required = (schema['required'] ?? []) as string[];
    const known = Object.entries(properties).map(
      ([key, inner]) => [key, valueOf(inner as JsonObject)] as const,
    );
    return fc.record(Object.fromEntries(known), { requiredKeys: required });
  });
  return fc.oneof(...kinds);
}
