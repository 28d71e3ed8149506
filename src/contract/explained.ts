/** A fault on its way out of Ajv's errors, with what tells whether another fault already explains it. */
import type { Fault } from '../model/fault.js';

export interface Explained {
  readonly fault: Fault;
  /** Of an unknown key: the known one that was probably meant. */
  readonly suggested?: string;
  /** Of an object that lacks something: the key, or several by `|` of which one was due. */
  readonly missing?: string;
}
