/** A contract on its way: read and resolved by itself, not yet against the other contracts of its project. */
import type { OdcsV31 } from '../generated/odcs-v3.1.js';
import type { Contract } from '../model/contract.js';
import type { Places } from './places.js';

export interface Draft {
  /** Relationships without targets, datasets without upstream. */
  readonly contract: Contract;
  readonly document: OdcsV31;
  readonly places: Places;
}
