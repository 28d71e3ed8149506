/** Keys in memory, as the store keeps them. */
import type { KeyStore } from '../../src/hallmark/key-ring.js';
import type { SigningKey } from '../../src/model/hallmark.js';

export interface Cupboard extends KeyStore {
  /** In the order in which they were made. */
  readonly made: readonly SigningKey[];
}

export function keyCupboard(): Cupboard {
  const made: SigningKey[] = [];
  return {
    made,
    keys: () => Promise.resolve([...made].reverse()),
    addKey: (key) => Promise.resolve(void made.push(key)),
  };
}
