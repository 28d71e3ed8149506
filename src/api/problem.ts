/** An error as it is answered: an RFC 9457 problem with a stable code. */
import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problemTitle } from './problem-types.js';

export interface ProblemParts {
  readonly headers?: Readonly<Record<string, string>>;
  /** More members of the document, such as `faults` or `reasons`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * Answers with `application/problem+json`.
 * @param status 4xx or 5xx
 * @param code stable, kebab-case; listed in `problem-types.ts`, where it has one
 * @param detail a full sentence for the caller, without secrets and without values of rows
 */
export function problem(
  c: Context,
  status: number,
  code: string,
  detail: string,
  more: ProblemParts = {},
): Response {
  const requestId: unknown = c.get('requestId');
  const base: unknown = c.get('base');
  const document = {
    // Relative to the host: the page is the service's own.
    type: `${typeof base === 'string' ? base : ''}/docs/problems#${encodeURIComponent(code)}`,
    title: problemTitle(code) ?? STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(typeof requestId === 'string' ? { instance: `urn:assay:request:${requestId}` } : {}),
    ...more.members,
  };
  // Hono's type lists the statuses by number; ours come from our own tables.
  return c.body(JSON.stringify(document), status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...more.headers,
  });
}
