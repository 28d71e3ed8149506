/** `Retry-After` of an HTTP answer, in milliseconds. */

/** However long a service asks us to wait, a message is tried again within the hour. */
export const LONGEST_WAIT_MS = 3_600_000;

/** Seconds or a date; null where the header is absent or is neither. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  const wait = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
}
