/** Refuses a body that is too large: by what it says of itself, or, where it does not say, as soon as it is. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnv } from '../api-env.js';
import { problem } from '../problem.js';

/** @param maxSize bytes */
export function bodySize(maxSize: number): MiddlewareHandler<ApiEnv> {
  const refuse = (c: Context): Response =>
    problem(c, 413, 'body-too-large', `A body may have ${maxSize} bytes at most.`);
  const counting = bodyLimit({ maxSize, onError: refuse });
  return (c, next) => {
    // Only a body that comes in chunks needs counting: Node's parser holds any other to its length, and counting is slow.
    if (c.req.header('transfer-encoding') !== undefined) return counting(c, next);
    const length = Number(c.req.header('content-length') ?? 0);
    return length > maxSize ? Promise.resolve(refuse(c)) : next();
  };
}
