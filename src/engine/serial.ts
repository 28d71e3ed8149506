/** One at a time: a connection runs its statements in the order in which they were asked for. */

/** Gives a function that starts each work when the one before has ended, well or badly. */
export function serial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
