/** The end of a window of service levels, as callers give it. */
import type { Context } from 'hono';
import { parseInstant } from '../../model/time.js';
import type { ApiEnv } from '../api-env.js';
import { problem } from '../problem.js';
import type { Found } from '../visible-datasets.js';

/** Windows begin at most a year earlier, and calendars and databases agree on the years 1 to 9999 only. */
const FIRST = Date.UTC(1900, 0);
const LAST = Date.UTC(9999, 0);

/** In ms since 1970; `now` where nothing is said. */
export function readUntil(c: Context<ApiEnv>, until: string | undefined, now: Date): Found<number> {
  const ms = until === undefined ? now.getTime() : parseInstant(until);
  if (ms !== null && ms >= FIRST && ms <= LAST) return { ok: true, value: ms };
  const detail = '`until` must be a moment of the years 1900 to 9998: write ISO 8601, as 2026-01-31T18:00Z.';
  return { ok: false, problem: problem(c, 422, 'bad-time', detail) };
}
