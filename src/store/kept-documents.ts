/** Suites and contracts that a store is known to hold: they are large, the same for every run, and never change once they are there. */
import type { Contract } from '../model/contract.js';
import type { Suite } from '../model/check.js';
import type { Database } from './store-database.js';

const kept = new WeakMap<Database, WeakSet<Suite | Contract>>();

/** Those that this process has seen committed to this database, by identity; to be added to after a commit. */
export function keptIn(db: Database): WeakSet<Suite | Contract> {
  const known = kept.get(db) ?? new WeakSet();
  kept.set(db, known);
  return known;
}
