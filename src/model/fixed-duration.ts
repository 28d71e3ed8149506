/** Settings that are lengths of time: timeouts, cooldowns, how long a decision holds. */
import type { Json } from './json.js';
import { parseDuration } from './time.js';

/** Longer than this is a slip of the pen, and would soon leave the range of dates. */
const LONGEST_MS = 10 * 366 * 86_400_000;

/** The length in ms; null for what is none. A bare number names no unit and is refused, but for 0; so are months and years, which have no fixed length. */
export function fixedDurationMs(written: Json | undefined): number | null {
  if (written === 0) return 0;
  const read = typeof written === 'string' ? parseDuration(written) : null;
  return read !== null && read.months === 0 && read.ms <= LONGEST_MS ? read.ms : null;
}
