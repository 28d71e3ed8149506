/** Options of a rule as text, as the kind's schema admits them: read without a cast. */
import type { Json } from './json.js';

/** An option that is a text; null where it is absent. */
export function textOption(option: Json | undefined): string | null {
  return typeof option === 'string' ? option : null;
}

/** A text, number or boolean as text. @throws Error for anything else: the options schema has refused it */
export function optionText(option: Json | undefined): string {
  if (typeof option === 'string') return option;
  if (typeof option === 'number' || typeof option === 'boolean') return String(option);
  throw new Error('this option should be a text');
}
