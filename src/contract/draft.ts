/** A contract on its way: read and resolved by itself, not yet against the other contracts of its project. */
import type { Contract } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import type { Places } from './places.js';

export interface Draft {
  /** Relationships without targets, datasets without upstream. */
  readonly contract: Contract;
  readonly places: Places;
  /** What is wrong with it beyond its form: it can still be looked up by others, but is not good to run. */
  readonly faults: readonly Fault[];
}

/** What became of one text: a draft, or faults of its form with the datasets that it would have had. */
export type ReadText =
  | { readonly draft: Draft }
  | {
      readonly draft: null;
      readonly faults: readonly Fault[];
      readonly datasets: readonly string[];
      /** What stands without the faults of form: to be looked at for more faults; null where they go too deep. */
      readonly mended: Draft | null;
    };
