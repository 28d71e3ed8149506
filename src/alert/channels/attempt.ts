/** One attempt to send: bounded in time, ended by a signal, and never throwing. */
import { tryLater, type SendResult } from '../channel.js';

export interface AttemptLimits {
  /** The outbox's: ends the attempt at once. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Does the work and gives its result; what it throws is explained. At the end of its time, or when the signal says so, the
 * attempt is over even where the work does not heed the signal that it was given.
 */
export async function attempt(
  limits: AttemptLimits,
  work: (signal: AbortSignal) => Promise<SendResult>,
  explain: (error: unknown) => SendResult,
): Promise<SendResult> {
  const { signal, timeoutMs } = limits;
  if (signal.aborted) return STOPPED;
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const over = new Promise<SendResult>((resolve) => {
    const end = (result: SendResult) => () => {
      resolve(result);
      controller.abort();
    };
    onAbort = end(STOPPED);
    timer = setTimeout(
      end(tryLater(`No answer came within ${String(timeoutMs / 1000)} seconds.`)),
      timeoutMs,
    );
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(controller.signal).catch(explain), over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

const STOPPED = tryLater('The attempt was stopped before an answer came.');

/** The code of a system error (`ECONNREFUSED`), in brackets, where there is one: it holds no address. */
export function errorCode(error: unknown): string {
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : null);
  return code === null ? '' : ` (${code})`;
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(error.code) ? error.code : null;
}
