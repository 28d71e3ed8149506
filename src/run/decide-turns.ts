/** Who goes first within one process: equal asks share one answer, changes of one dataset happen one after the other. */

export interface Turns<T> {
  /** Joins the running work of this key, or starts it. `first` is false for who joined. */
  readonly share: (
    key: string,
    work: () => Promise<T>,
  ) => { readonly first: boolean; readonly answer: Promise<T> };
  /** Runs after all earlier work of this name has ended, well or badly. */
  readonly inTurn: <R>(name: string, work: () => Promise<R>) => Promise<R>;
}

/** Holds what is under way; create one for the life of the process. */
export function createTurns<T>(): Turns<T> {
  const running = new Map<string, Promise<T>>();
  const tails = new Map<string, Promise<void>>();
  return {
    share(key, work) {
      const joined = running.get(key);
      if (joined !== undefined) return { first: false, answer: joined };
      const answer = work().finally(() => running.delete(key));
      running.set(key, answer);
      return { first: true, answer };
    },
    async inTurn(name, work) {
      const mine = (tails.get(name) ?? Promise.resolve()).then(work);
      const tail = mine.then(ended, ended);
      tails.set(name, tail);
      try {
        return await mine;
      } finally {
        if (tails.get(name) === tail) tails.delete(name);
      }
    },
  };
}

function ended(): void {
  // Who comes next waits for the end, whatever it was.
}
