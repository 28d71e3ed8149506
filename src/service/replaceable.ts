/** Something that runs until another one takes its place. */

export interface Stoppable {
  readonly stop: () => Promise<void>;
}

export interface Replaceable extends Stoppable {
  /** Ends what runs, then starts the next; calls follow one another. */
  readonly replace: (start: () => Stoppable) => Promise<void>;
}

export function replaceable(): Replaceable {
  let running: Stoppable | null = null;
  let turn = Promise.resolve();
  const next = (start: (() => Stoppable) | null): Promise<void> =>
    (turn = turn.then(async () => {
      await running?.stop();
      running = start === null ? null : start();
    }));
  return { replace: next, stop: () => next(null) };
}
