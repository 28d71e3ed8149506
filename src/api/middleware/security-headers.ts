/** Headers that keep a browser from doing more with an answer than showing it. A route may set its own instead. */
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api-env.js';

const ALWAYS: readonly (readonly [string, string])[] = [
  [
    'Content-Security-Policy',
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  ],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
];
const HSTS = ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'] as const;

/** @param publicUrl where it is https, browsers are told to stay there */
export function securityHeaders(publicUrl: string | null): MiddlewareHandler<ApiEnv> {
  const headers = publicUrl?.startsWith('https:') === true ? [...ALWAYS, HSTS] : ALWAYS;
  return (c, next) => {
    for (const [name, value] of headers) c.header(name, value);
    return next();
  };
}
