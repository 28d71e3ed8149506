/** How many requests a caller may make a minute: by who it is, else by where it calls from. */
import type { Context } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ApiEnv } from '../api-env.js';
import { problem } from '../problem.js';

/** Null: go on. A response: too many. */
export type RateLimit = (c: Context<ApiEnv>) => Promise<Response | null>;

const WINDOW_SECONDS = 60;

/** @param perMinute requests of one caller */
export function rateLimit(perMinute: number): RateLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
  const policy = `"caller";q=${perMinute};w=${WINDOW_SECONDS}`;
  return async (c) => {
    const used = await consume(limiter, keyOf(c));
    const seconds = Math.max(1, Math.ceil(used.msBeforeNext / 1000));
    c.header('RateLimit-Policy', policy);
    c.header('RateLimit', `"caller";r=${used.remainingPoints};t=${seconds}`);
    if (used.consumedPoints <= perMinute) return null;
    const detail = `One caller may make ${perMinute} requests a minute. Try again in ${seconds} s.`;
    return problem(c, 429, 'too-many-requests', detail, { headers: { 'Retry-After': String(seconds) } });
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (over) {
    // The library rejects with its result where there is nothing left.
    if (over instanceof RateLimiterRes) return over;
    throw over;
  }
}

function keyOf(c: Context<ApiEnv>): string {
  const principal = c.get('principal');
  return principal === undefined ? `address ${network(c.get('address'))}` : `principal ${principal.name}`;
}

/** One subscriber has a whole /64 of IPv6 addresses, and would else have that many limits. */
function network(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - rest.length)).fill('0');
  return [...first, ...zeros, ...rest].slice(0, 4).join(':');
}
