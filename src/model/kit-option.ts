/** Options as the kind's schema admits them: read without a cast. */
import type { Json } from './json.js';

/** An option that is a text; null where it is absent. */
export function textOption(option: Json | undefined): string | null {
  return typeof option === 'string' ? option : null;
}

/** An option that the schema demands as a text. @throws Error where it is none: the suite validates options before a check is made */
export function dueText(option: Json | undefined): string {
  if (typeof option !== 'string') throw new Error('an option that is due is missing');
  return option;
}
