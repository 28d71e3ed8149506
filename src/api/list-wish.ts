/** The parameters that lists share, read: where the page begins, and the period. */
import type { Context } from 'hono';
import { parseInstant, toInstant } from '../model/time.js';
import type { PageWish, Period } from '../store/listing-store.js';
import type { ApiEnv } from './api-env.js';
import { DEFAULT_LIMIT, keyOf, positionOf, type PageQuery } from './paging.js';
import { problem } from './problem.js';
import type { Found } from './visible-datasets.js';

/** @param length numbers of a position of this kind of list */
export function listWish(c: Context<ApiEnv>, query: PageQuery, length: number): Found<PageWish> {
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const after = cursor === undefined ? null : positionOf(cursor, length);
  if (cursor !== undefined && after === null) return { ok: false, problem: badCursor(c) };
  return { ok: true, value: { limit, after } };
}

/** The same for a list that is ordered by keys. */
export function keyedWish(
  c: Context<ApiEnv>,
  query: PageQuery,
): Found<{ readonly limit: number; readonly after: string | null }> {
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const after = cursor === undefined ? null : keyOf(cursor);
  if (cursor !== undefined && after === null) return { ok: false, problem: badCursor(c) };
  return { ok: true, value: { limit, after } };
}

/** `since` and `until` as moments. */
export function readPeriod(
  c: Context<ApiEnv>,
  query: { readonly since?: string; readonly until?: string },
): Found<Period> {
  const read = { since: momentOf(query.since), until: momentOf(query.until) };
  for (const name of ['since', 'until'] as const) {
    if (read[name] !== undefined) continue;
    const detail = `\`${name}\` must be a moment: write ISO 8601, as 2026-01-31T18:00Z.`;
    return { ok: false, problem: problem(c, 422, 'bad-time', detail) };
  }
  return { ok: true, value: { since: read.since ?? null, until: read.until ?? null } };
}

/** Undefined: it is none. */
function momentOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return null;
  const ms = parseInstant(text);
  return ms === null ? undefined : toInstant(ms);
}

export const badCursor = (c: Context<ApiEnv>): Response =>
  problem(c, 400, 'invalid-cursor', 'This is no cursor of this list: start again without it.');
