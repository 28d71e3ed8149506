/** A statement's end: its own, its timeout, or the caller's wish; the statement is cancelled and an EngineError tells which. */
import { EngineError, type RunOptions } from './engine.js';

/** The longest delay that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;
/** A cancel that comes before the statement has begun is lost on some engines, so it is repeated. */
const REPEAT_MS = 50;

export interface Cancellable<T> {
  readonly work: () => Promise<T>;
  /** Asks the engine to stop; may be called many times. */
  readonly cancel: () => void;
  /** Gives up on an engine that does not stop: after this the work's own end is not awaited. */
  readonly abandon?: () => void;
  readonly graceMs?: number;
}

/** Runs the work, cancelled at its timeout or when the signal aborts. @throws EngineError timeout or cancelled, else what the work throws */
export async function withDeadline<T>(options: RunOptions, statement: Cancellable<T>): Promise<T> {
  const { signal, timeoutMs } = options;
  if (signal?.aborted === true) throw ended('cancelled', timeoutMs);
  let why: 'timeout' | 'cancelled' | null = null;
  let repeat: NodeJS.Timeout | undefined;
  let giveUp: NodeJS.Timeout | undefined;
  let abandoned: (error: EngineError) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => (abandoned = reject));
  givenUp.catch(() => undefined);
  const stop = (reason: 'timeout' | 'cancelled'): void => {
    if (why !== null) return;
    why = reason;
    statement.cancel();
    repeat = setInterval(statement.cancel, REPEAT_MS);
    giveUp = setTimeout(() => {
      statement.abandon?.();
      abandoned(ended(reason, timeoutMs));
    }, statement.graceMs ?? 5000);
  };
  const onAbort = (): void => stop('cancelled');
  const timer = setTimeout(() => stop('timeout'), Math.max(1, Math.min(timeoutMs, LONGEST_MS)));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([statement.work(), givenUp]);
  } catch (error) {
    if (why !== null) throw ended(why, timeoutMs);
    throw error;
  } finally {
    clearTimeout(timer);
    clearTimeout(giveUp);
    clearInterval(repeat);
    signal?.removeEventListener('abort', onAbort);
  }
}

function ended(why: 'timeout' | 'cancelled', timeoutMs: number): EngineError {
  return why === 'timeout'
    ? new EngineError('timeout', `The statement did not end within ${seconds(timeoutMs)} and was cancelled.`)
    : new EngineError('cancelled', 'The statement was cancelled.');
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`);
