/** A batch as one text, so that equal batches are equal in an index. */
import type { Batch } from '../model/measure.js';

/** Canonical text of a batch; empty for the whole dataset. Keys in code point order. */
export function batchKey(batch: Batch | null): string {
  if (batch === null) return '';
  return JSON.stringify(
    Object.keys(batch)
      .sort()
      .map((key) => [key, batch[key]]),
  );
}

/** The batch of such a text; null for the whole dataset. */
export function batchOfKey(key: string): Batch | null {
  if (key === '') return null;
  // Our own text, of `batchKey`.
  return Object.fromEntries(JSON.parse(key) as readonly (readonly [string, string])[]);
}
