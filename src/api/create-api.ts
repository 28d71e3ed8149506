/** The HTTP API: what stands around every request, then the table of routes, the dashboard, then what nobody has. */
import { Hono } from 'hono';
import { authRoutes } from './auth-routes.js';
import type { ApiDeps, ApiEnv } from './api-env.js';
import { dashboardPages } from './dashboard-pages.js';
import { bodySize } from './middleware/body-size.js';
import { caller } from './middleware/caller.js';
import { observe } from './middleware/observe.js';
import { rateLimit } from './middleware/rate-limit.js';
import { securityHeaders } from './middleware/security-headers.js';
import { traceRequests } from './middleware/trace.js';
import { onError } from './on-error.js';
import { problem } from './problem.js';
import { ACCESS_DOCS } from './routes/access-docs.js';
import { routes } from './routes/routes.js';
import { honoPath, named, serveRoute } from './serve-route.js';

/** @returns an app that answers requests; `listen` puts it on a port */
export function createApi(deps: ApiDeps): Hono<ApiEnv> {
  const { config } = deps;
  const app = new Hono<ApiEnv>();
  const limit = rateLimit(config.requestsPerMinute);
  app.onError(onError(deps));
  app.notFound((c) => problem(c, 404, 'not-found', 'There is nothing at this address.'));
  app.use(caller(config));
  app.use(observe(deps));
  if (deps.traced === true) app.use(traceRequests());
  app.use(securityHeaders(config.publicUrl));
  app.use(bodySize(config.bodyLimit));
  for (const route of routes) serveRoute(app, route, deps, limit);
  for (const { path } of ACCESS_DOCS)
    app.use(honoPath(path), named(path), async (c, next) => (await limit(c)) ?? next());
  app.route('/', authRoutes(deps.access));
  app.route('/', dashboardPages(deps, limit));
  refuseOtherMethods(app);
  return app;
}

/** What has a path but not the method is told which methods the path has. */
function refuseOtherMethods(app: Hono<ApiEnv>): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of [...routes, ...ACCESS_DOCS]) {
    const of = methods.get(path) ?? new Set();
    methods.set(path, of.add(method.toUpperCase()));
    if (method === 'get') of.add('HEAD');
  }
  for (const [path, of] of methods) {
    const allow = [...of].sort().join(', ');
    app.all(honoPath(path), named(path), (c) =>
      problem(c, 405, 'method-not-allowed', `This address has ${allow}.`, { headers: { Allow: allow } }),
    );
  }
}
