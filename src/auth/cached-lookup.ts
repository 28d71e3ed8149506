/** Records by the hash of their secret, remembered for seconds, so that neither good callers nor a flood of bad ones reach the store with each request. */
import { LRUCache } from 'lru-cache';

/** A change made by another process is seen after this long at the latest. */
export const REMEMBERED_MS = 5_000;
const REMEMBERED = 10_000;
/** Secrets never seen to be good that one address may try in a second; more are not looked up. */
export const TRIES_PER_SECOND = 100;

export interface CachedLookup<T> {
  /** The record; null where there is none; `busy` where this address has tried too many bad secrets just now. */
  find(hash: string, address: string): Promise<T | null | 'busy'>;
  /** Something changed in this process: everything is read again. */
  changed(): void;
}

interface Kept<T> {
  readonly value: T;
  readonly readAt: number;
  readonly version: number;
}

/**
 * @param read asks the store
 * @param now ms since 1970
 */
export function cachedLookup<T extends object>(
  read: (hash: string) => Promise<T | null>,
  now: () => number,
): CachedLookup<T> {
  // Apart from each other, so that bad secrets can not push out good ones. What has grown old stays in `found`: it was good once,
  // and is looked up without counting as a try.
  const found = new LRUCache<string, Kept<T>>({ max: REMEMBERED });
  const missing = new LRUCache<string, number>({ max: REMEMBERED });
  const reading = new Map<string, Promise<T | null>>();
  const mayTry = tries(now);
  let version = 0;
  const fresh = (readAt: number): boolean => now() >= readAt && now() - readAt < REMEMBERED_MS;

  async function readAndKeep(hash: string): Promise<T | null> {
    const [readAt, at] = [now(), version];
    const value = await read(hash);
    if (value === null) {
      found.delete(hash);
      missing.set(hash, readAt);
    } else found.set(hash, { value, readAt, version: at });
    return value;
  }

  function readOnce(hash: string): Promise<T | null> {
    const key = `${version} ${hash}`;
    const running = reading.get(key);
    if (running !== undefined) return running;
    const started = readAndKeep(hash).finally(() => reading.delete(key));
    reading.set(key, started);
    return started;
  }

  return {
    async find(hash, address) {
      const kept = found.get(hash);
      if (kept !== undefined && kept.version === version && fresh(kept.readAt)) return kept.value;
      const missed = missing.get(hash);
      if (missed !== undefined && fresh(missed)) return null;
      return kept !== undefined || mayTry(address) ? readOnce(hash) : 'busy';
    },
    changed() {
      version += 1;
    },
  };
}

/** Counts what an address tries within each second. */
function tries(now: () => number): (address: string) => boolean {
  const counts = new LRUCache<string, { readonly second: number; readonly count: number }>({
    max: REMEMBERED,
  });
  return (address) => {
    const second = Math.floor(now() / 1000);
    const before = counts.get(address);
    const count = before?.second === second ? before.count + 1 : 1;
    counts.set(address, { second, count });
    return count <= TRIES_PER_SECOND;
  };
}
