/** Timeout and cancel of every statement of a run. */
import type { CheckRequest } from './run-services.js';

/** Milliseconds that one statement may take where the project says nothing. */
const DEFAULT_TIMEOUT_MS = 10 * 60_000;

/** The server's timeout, else ten minutes; the caller's signal. */
export function runOptions(request: Pick<CheckRequest, 'source' | 'signal'>): {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
} {
  const timeoutMs = request.source.server.settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return request.signal === undefined ? { timeoutMs } : { timeoutMs, signal: request.signal };
}
