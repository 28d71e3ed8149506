/** Writing down what has happened although the store is away: it restarts within seconds, and what is not on record would be done again. */
import { isStoreAway } from '../store/store-error.js';

const FIRST_MS = 100;
const LONGEST_MS = 2_000;

/** Tries again while the store can not be reached, for about so long. @throws what the store refuses, and at last what the last try threw */
export async function patiently<T>(limitMs: number, write: () => Promise<T>): Promise<T> {
  const until = performance.now() + limitMs;
  for (let wait = FIRST_MS; ; wait = Math.min(2 * wait, LONGEST_MS)) {
    try {
      return await write();
    } catch (error) {
      if (!isStoreAway(error) || performance.now() + wait > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
