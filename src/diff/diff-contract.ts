/** One version of a contract, with the document that it was read from. */
import type { Contract } from '../model/contract.js';
import type { Place } from '../model/fault.js';
import type { Json } from '../model/json.js';

/** A contract with its document, for what the resolved record leaves out. */
export interface DiffContract {
  readonly contract: Contract;
  readonly document: Json;
  /** Where a JSON pointer of the document stands; the nearest parent where it is absent. */
  readonly placeAt: (path: string) => Place;
}
