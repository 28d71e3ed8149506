/** Sharing work without sharing what is stale: who comes while an answer is being sought shares the next one, never the one that began before. */

/** @returns a call that gives an answer whose work began after the call, shared with all who came in the same time */
export function freshOnly<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Slot<T>>();
  const begin = (key: string, work: () => Promise<T>): Promise<T> => {
    const slot: Slot<T> = { current: work(), next: null };
    running.set(key, slot);
    const over = (): void => {
      if (slot.next === null) running.delete(key);
    };
    slot.current.then(over, over);
    return slot.current;
  };
  return (key, work) => {
    const slot = running.get(key);
    if (slot === undefined) return begin(key, work);
    const then = (): Promise<T> => begin(key, work);
    return (slot.next ??= slot.current.then(then, then));
  };
}

interface Slot<T> {
  readonly current: Promise<T>;
  next: Promise<T> | null;
}
