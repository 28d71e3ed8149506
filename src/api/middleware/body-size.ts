/** Refuses a body that is too large: by what it says of itself, or, where it does not say, as soon as it is. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnv } from '../api-env.js';
import { problem } from '../problem.js';

const WITHOUT = new Set(['GET', 'HEAD']);

/** @param maxSize bytes */
export function bodySize(maxSize: number): MiddlewareHandler<ApiEnv> {
  const refuse = (c: Context): Response =>
    problem(c, 413, 'body-too-large', `A body may have ${maxSize} bytes at most.`);
  const counting = bodyLimit({ maxSize, onError: refuse });
  return (c, next) => {
    if (WITHOUT.has(c.req.method)) return next();
    const length = c.req.header('content-length');
    // Node's parser holds a body to its length. Only one without needs counting, which costs a slower way to read it.
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counting(c, next);
    return Number(length) > maxSize ? Promise.resolve(refuse(c)) : next();
  };
}
