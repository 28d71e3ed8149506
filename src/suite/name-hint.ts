/** Hints for names that are not known. */
import { nearHint } from '../model/did-you-mean.js';

/** `Did you mean x?`, or another hint where no name is near. */
export function nameHint(written: string, names: Iterable<string>, otherwise: string): string {
  return nearHint(written, names) ?? otherwise;
}
