/** Work that is done again and again. */
import type { Log } from './log.js';

/** Repeats work with a pause between, one at a time; what throws is logged. */
export function everyMs(
  pause: number,
  work: () => Promise<void>,
  log: Log,
): { readonly now: () => Promise<void>; readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const now = (): Promise<void> =>
    (running ??= work()
      .catch((error: unknown) =>
        log.error(
          { error: error instanceof Error ? error.message : 'unknown error' },
          'a periodic task failed',
        ),
      )
      .finally(() => {
        running = null;
        if (!stopped) plan();
      }));
  const plan = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void now(), pause);
    timer.unref();
  };
  plan();
  return {
    now,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
