/** The description of the API: valid, complete, and of what is served. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authRoutes } from '../../src/api/auth-routes.js';
import { PROBLEM_TYPES } from '../../src/api/problem-types.js';
import { ACCESS_DOCS } from '../../src/api/routes/access-docs.js';
import { routes } from '../../src/api/routes/routes.js';
import { apiWorld, type ApiWorld } from './api-world.js';

/** The routes that were agreed on. */
const AGREED = [
  'POST /v1/gates/{dataset}/decisions',
  'GET /v1/gates/{dataset}/decisions',
  'GET /v1/decisions',
  'GET /v1/decisions/{id}',
  'DELETE /v1/decisions/{id}',
  'GET /v1/decisions/{id}/verdict',
  'GET /v1/breakers',
  'GET /v1/breakers/{dataset}',
  'POST /v1/breakers/{dataset}/trip',
  'POST /v1/breakers/{dataset}/reset',
  'POST /v1/breakers/{dataset}/override',
  'GET /v1/overrides',
  'POST /v1/overrides/{id}/approve',
  'GET /v1/project',
  'GET /v1/overview',
  'GET /v1/attention',
  'GET /v1/datasets',
  'GET /v1/datasets/{key}',
  'GET /v1/datasets/{key}/checks',
  'GET /v1/datasets/{key}/runs',
  'GET /v1/runs',
  'GET /v1/runs/{id}/checks',
  'GET /v1/checks/{id}/history',
  'GET /v1/runs/{id}',
  'GET /v1/incidents',
  'GET /v1/incidents/{id}',
  'POST /v1/incidents/{id}/acknowledge',
  'POST /v1/incidents/{id}/resolve',
  'GET /v1/contracts/{id}/versions',
  'GET /v1/contracts/{id}/diff',
  'GET /v1/lineage',
  'GET /v1/slo',
  'GET /v1/audit',
  'POST /v1/hallmarks/verify',
  'GET /.well-known/jwks.json',
  'GET /v1/events',
  'POST /v1/slack/actions',
  'GET /v1/me',
  'GET /v1/tokens',
  'POST /v1/tokens',
  'DELETE /v1/tokens/{id}',
  'GET /auth/login',
  'GET /auth/callback',
  'POST /auth/logout',
  'GET /openapi.json',
  'GET /docs',
  'GET /docs/problems',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
];

describe('the description of the API', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld();
  });
  afterAll(() => world.close());

  const described = () => world.description.operations.map(({ method, path }) => `${method} ${path}`);

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const document: Record<string, unknown> = { ...world.description.document };
    const result = await validator.validate(document);
    expect(JSON.stringify(result.errors ?? []).slice(0, 1_000)).toBe('[]');
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  test('has every route that was agreed on, and is of those that are served', () => {
    expect(described()).toEqual(expect.arrayContaining(AGREED));
    const served = [...routes, ...ACCESS_DOCS].map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(described().sort()).toEqual(served.sort());
  });

  test('has the routes about access that are served elsewhere', () => {
    const served = authRoutes(world.access)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const documented = ACCESS_DOCS.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect([...new Set(served)].sort()).toEqual(documented.sort());
  });

  test('names operations once, says who may call them, and refers to nothing that is missing', () => {
    const ids = world.description.operations.map(({ operation }) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
    const text = JSON.stringify(world.description.document);
    const schemas = (world.description.document['components'] as { schemas: object }).schemas;
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(Object.keys(schemas)).toContain(name);
    expect(text).not.toContain('$defs');
  });

  test('is shown on a page that runs nothing but its own files', async () => {
    const page = await world.call('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const found = await fetch(`${world.listening.url}${file}`);
      expect(found.status, file).toBe(200);
      expect((await found.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    // Nothing inline: neither script nor style.
    expect(page.text).not.toMatch(/<script(?![^>]*src=)|<style|style=|onload=/);
    for (const name of ['nothing.js', '..%2Findex.js', 'package.json'])
      expect((await world.call(`/docs/assets/${name}`)).status).toBe(404);
  });

  test('explains every code of a problem at the address that the problem names', async () => {
    const missing = await world.call('/nothing/here');
    expect(missing.body).toMatchObject({ status: 404, code: 'not-found', type: '/docs/problems#not-found' });
    const page = await world.call('/docs/problems');
    for (const code of PROBLEM_TYPES.keys()) expect(page.text).toContain(`id="${code}"`);
  });
});
