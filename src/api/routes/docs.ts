/** The description of the API and the pages around it. */
import type { ApiDeps } from '../api-env.js';
import { docsAsset } from '../docs-assets.js';
import { DOCS_POLICY, problemsPage, START_SCRIPT, tryPage } from '../docs-pages.js';
import { openApiDocument } from '../openapi.js';
import { problem } from '../problem.js';
import { route, type Route, type RouteDoc } from '../route.js';

const AN_HOUR = 'public, max-age=3600';

/** @param all every route that is served, this one included */
export function descriptionRoute(all: () => readonly RouteDoc[]): Route {
  const documents = new WeakMap<ApiDeps, string>();
  return route({
    method: 'get',
    path: '/openapi.json',
    scope: null,
    tag: 'Service',
    summary: 'This description',
    answers: { 200: { description: 'An OpenAPI 3.1 document.', type: 'application/json' } },
    handle({ c, deps }) {
      const { config, service } = deps;
      const parts = { routes: all(), version: service.version, publicUrl: config.publicUrl };
      const document = documents.get(deps) ?? JSON.stringify(openApiDocument(parts));
      documents.set(deps, document);
      return c.body(document, 200, { 'Content-Type': 'application/json' });
    },
  });
}

export const docsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/docs',
    scope: null,
    tag: 'Service',
    summary: 'A page to try the API',
    answers: { 200: { description: 'A page.', type: 'text/html' } },
    handle: async ({ c, link }) =>
      c.html(await tryPage(link('')), 200, { 'Content-Security-Policy': DOCS_POLICY }),
  }),
  route({
    method: 'get',
    path: '/docs/start.js',
    scope: null,
    tag: 'Service',
    summary: 'The script of the page',
    answers: { 200: { description: 'A script.', type: 'text/javascript' } },
    handle: ({ c }) =>
      c.body(START_SCRIPT, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': AN_HOUR,
      }),
  }),
  route({
    method: 'get',
    path: '/docs/assets/{name}',
    scope: null,
    tag: 'Service',
    summary: 'Files of the page',
    parameters: { name: 'Name of the file.' },
    answers: { 200: { description: 'The file.', type: '*/*' } },
    problems: ['not-found'],
    async handle(call) {
      const { c } = call;
      const asset = await docsAsset(call.param('name'));
      if (asset === null) return problem(c, 404, 'not-found', 'There is no such file.');
      return c.body(asset.content, 200, { 'Content-Type': asset.type, 'Cache-Control': AN_HOUR });
    },
  }),
  route({
    method: 'get',
    path: '/docs/problems',
    scope: null,
    tag: 'Service',
    summary: 'What the codes of problems mean',
    answers: { 200: { description: 'A page.', type: 'text/html' } },
    handle: async ({ c }) => c.html(await problemsPage()),
  }),
];
