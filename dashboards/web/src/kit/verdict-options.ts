/** The verdicts for a choice, the worst first. */
import { HEALTH_WORDS } from './glyph.js';

export const VERDICT_OPTIONS = (['fail', 'unknown', 'warn', 'pass'] as const).map((verdict) => ({
  value: verdict,
  label: HEALTH_WORDS[verdict],
}));
