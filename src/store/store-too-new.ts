/** What an older version says of a newer one's store. */
import { type Fault, fault } from '../model/fault.js';

export function tooNew(): Fault {
  return fault(
    'store-too-new',
    'This store was written by a newer version of Assay, in a form that this version does not know.',
    {},
    'Use that version or a later one. Nothing was changed in the store.',
  );
}
