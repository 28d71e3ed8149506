/** Serves a route of the table: who calls, may they, how often, what do they ask; then the handler, for so long. */
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Principal } from '../model/access.js';
import type { ApiDeps, ApiEnv } from './api-env.js';
import { linker } from './links.js';
import type { RateLimit } from './middleware/rate-limit.js';
import { problem } from './problem.js';
import { readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { requirePrincipal, requireScope } from './require-principal.js';
import type { Call, Route } from './route.js';

const LIMIT_MS = 30_000;

/** Whoever calls a route that is open to everybody. */
const NOBODY: Principal = { name: 'nobody', via: 'loopback', grants: [] };

/** `/v1/datasets/{key}` → `/v1/datasets/:key` */
export const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Adds a route to the app. */
export function serveRoute(app: Hono<ApiEnv>, route: Route, deps: ApiDeps, limit: RateLimit): void {
  const { scope } = route;
  const before: readonly MiddlewareHandler<ApiEnv>[] = [
    named(route.path),
    ...(scope === null ? [] : [requirePrincipal(deps.access)]),
    async (c, next) => (await limit(c)) ?? next(),
    ...(scope === null ? [] : [requireScope(scope)]),
  ];
  const link = linker(deps.config.publicUrl);
  for (const handler of before) app.on(route.method, honoPath(route.path), handler);
  app.on(route.method, honoPath(route.path), (c) => serve(c, route, { deps, link }));
}

/** Names the route for log and metrics, also where the request gets no further. */
export function named(path: string): MiddlewareHandler<ApiEnv> {
  return (c, next) => {
    c.set('route', path);
    return next();
  };
}

async function serve(
  c: Context<ApiEnv>,
  route: Route,
  parts: Pick<Call<unknown, unknown>, 'deps' | 'link'>,
): Promise<Response> {
  const query = route.query === undefined ? undefined : readQuery(c.req.url, route.query);
  if (query?.ok === false) {
    const detail = query.faults.map((each) => each.message).join(' ');
    return problem(c, 400, 'invalid-query', detail, { members: { faults: query.faults } });
  }
  const body =
    route.body === undefined ? undefined : await readBody(c, route.body, route.bodyOptional === true);
  if (body?.ok === false) return body.problem;
  const call: Call<unknown, unknown> = {
    c,
    ...parts,
    principal: c.get('principal') ?? NOBODY,
    query: query?.value,
    body: body?.value,
    param: (name) => parameter(c, name),
  };
  const limitMs = route.limitMs === undefined ? LIMIT_MS : route.limitMs;
  return limitMs === null ? route.handle(call) : within(limitMs, call, route);
}

function parameter(c: Context<ApiEnv>, name: string): string {
  const value: unknown = c.req.param(name);
  if (typeof value !== 'string') throw new Error(`the route has no parameter ${name}`);
  return value;
}

/** The handler's answer, or that it took too long; what it has begun goes on all the same. */
async function within(limitMs: number, call: Call<unknown, unknown>, route: Route): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => {
      const detail = `There was no answer within ${limitMs / 1000} s.`;
      resolve(problem(call.c, 503, 'timeout', detail, { headers: { 'Retry-After': '5' } }));
    }, limitMs);
  });
  try {
    return await Promise.race([Promise.resolve(route.handle(call)), late]);
  } finally {
    clearTimeout(timer);
  }
}
