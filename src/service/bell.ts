/** A wait that can be ended from outside. */

export interface Bell {
  /** Ends the wait, or the next one where none is under way. */
  readonly ring: () => void;
  /** Until it rings, at most so many ms. */
  readonly wait: (ms: number) => Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let end: (() => void) | null = null;
  return {
    ring: () => {
      rung = true;
      end?.();
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const over = (): void => {
          clearTimeout(timer);
          rung = false;
          end = null;
          resolve();
        };
        const timer = setTimeout(over, rung ? 0 : ms);
        end = over;
      }),
  };
}
