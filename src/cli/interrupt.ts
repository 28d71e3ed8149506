/** SIGINT and SIGTERM: the first one cancels the queries in flight, the second one ends at once. */

export interface Interrupt {
  readonly signal: AbortSignal;
  /** True once the user asked to stop. */
  readonly asked: () => boolean;
  /** Stops listening. */
  readonly done: () => void;
}

/** Listens until `done`. */
export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    asked: () => controller.signal.aborted,
    done: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
