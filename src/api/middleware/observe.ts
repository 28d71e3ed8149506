/** What is told of each request: a line in the log and a measurement, both by the pattern of its route. Never a query, a body or a header. */
import type { Context, MiddlewareHandler } from 'hono';
import { Histogram, type Registry } from 'prom-client';
import type { ApiDeps, ApiEnv } from '../api-env.js';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Asked every few seconds by machines. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);
const LONGEST_PATH = 300;

/** Methods that have a series of their own; whatever else somebody makes up is one together. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS']);

/** @returns what stands around all routes */
export function observe({ log, metrics }: Pick<ApiDeps, 'log' | 'metrics'>): MiddlewareHandler<ApiEnv> {
  const seconds = requestSeconds(metrics);
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = performance.now() - start;
    const { status } = c.res;
    const route = c.get('route') ?? 'unmatched';
    const method = METHODS.has(c.req.method) ? c.req.method : 'other';
    seconds.observe({ route, method, status }, ms / 1000);
    log[QUIET.has(route) ? 'debug' : 'info'](line(c, route, status, ms), 'request');
  };
}

function requestSeconds(registry: Registry): Histogram {
  return new Histogram({
    name: 'assay_http_request_seconds',
    help: 'Until the answer of a request was made, by the pattern of its route; of an event stream, until it began.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
}

function line(c: Context<ApiEnv>, route: string, status: number, ms: number) {
  return {
    requestId: c.get('requestId'),
    method: c.req.method,
    path: c.req.path.slice(0, LONGEST_PATH),
    route,
    status,
    ms: Math.round(ms * 10) / 10,
    by: c.get('principal')?.name ?? null,
    address: c.get('address'),
  };
}
