/** When a message that did not arrive is tried again, and when it is given up. */
import type { Delivery } from '../model/alert-message.js';

const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;
const GIVE_UP_MS = 24 * 3_600_000;
/** Of the wait, up or down, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * ISO 8601 of the next attempt: after 5 s, then twice as long each time up to 15 minutes; null once a day has passed since it was due.
 * @param retryAfterMs what the service asks us to wait at least
 * @param random from 0 to 1
 */
export function nextAttempt(
  delivery: Pick<Delivery, 'message' | 'attempts'>,
  now: Date,
  retryAfterMs: number,
  random: number,
): string | null {
  const late = now.getTime() - Date.parse(delivery.message.notBefore);
  if (delivery.attempts > 1 && late >= GIVE_UP_MS) return null;
  // 2 to a high power is Infinity, which the cap takes.
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** (delivery.attempts - 1));
  const jittered = wait * (1 + JITTER * (2 * random - 1));
  return new Date(now.getTime() + Math.max(jittered, retryAfterMs)).toISOString();
}
