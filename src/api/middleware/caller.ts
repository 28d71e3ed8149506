/** Names a request and its caller: an id that is answered and logged, and the address that limits and sign-in go by. */
import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiConfig, ApiEnv } from '../api-env.js';
import { linker } from '../links.js';

/** What a caller may choose: long enough to be of use, and nothing that could break a log or a header. */
const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;

/** With `trustProxy` the address is the last one of `X-Forwarded-For`, which the proxy next to us wrote. */
export function caller({
  trustProxy,
  publicUrl,
}: Pick<ApiConfig, 'trustProxy' | 'publicUrl'>): MiddlewareHandler<ApiEnv> {
  const base = linker(publicUrl)('');
  return (c, next) => {
    const wished = c.req.header('x-request-id');
    const id = wished !== undefined && SANE.test(wished) ? wished : randomUUID();
    c.set('requestId', id);
    c.set('base', base);
    c.set('address', addressOf(c, trustProxy));
    c.header('X-Request-Id', id);
    return next();
  };
}

function addressOf(c: Context<ApiEnv>, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for') : undefined;
  const named = forwarded?.slice(forwarded.lastIndexOf(',') + 1).trim();
  // Missing where a request did not come over a socket: `env` itself is then.
  const env = c.env as Partial<ApiEnv['Bindings']> | undefined;
  const own = env?.incoming?.socket.remoteAddress;
  return (named === undefined || named === '' ? own : named.slice(0, 100)) ?? 'unknown';
}
