/** Options of a rule as text, as the kind's schema admits them: read without a cast. */
import type { Json } from './json.js';

/** An option that is a text; null where it is absent. */
export function textOption(option: Json | undefined): string | null {
  return typeof option === 'string' ? option : null;
}

/** A due option as text: a text, number or boolean. @throws Error for anything else: the suite validates options before a check is made */
export function dueText(option: Json | undefined): string {
  if (typeof option === 'string') return option;
  if (typeof option === 'number' || typeof option === 'boolean') return String(option);
  throw new Error('an option that is due is missing');
}
