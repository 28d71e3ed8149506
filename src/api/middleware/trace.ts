/** A span for each request, within the trace of its caller where it names one; by the pattern of the route, never by its path. */
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api-env.js';

export function traceRequests(): MiddlewareHandler<ApiEnv> {
  const tracer = trace.getTracer('assay');
  return (c, next) => {
    const caller = propagation.extract(context.active(), c.req.raw.headers, {
      get: (headers, key) => headers.get(key) ?? undefined,
      keys: (headers) => [...headers.keys()],
    });
    const { method } = c.req;
    return tracer.startActiveSpan(method, { kind: SpanKind.SERVER }, caller, async (span) => {
      try {
        await next();
      } finally {
        const route = c.get('route') ?? 'unmatched';
        const { status } = c.res;
        span.updateName(`${method} ${route}`);
        span.setAttributes({
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': status,
          'assay.request_id': c.get('requestId'),
        });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      }
    });
  };
}
