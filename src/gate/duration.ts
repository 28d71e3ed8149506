/** Durations as people write them in a policy: `10m`, `1h30m`, or ISO 8601 (`PT10M`). */
import { Duration } from 'luxon';

const MILLIS: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const SHORT = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g;
/** Longer than this is a slip of the pen, and would soon leave the range of dates. */
const LONGEST_MS = 10 * 366 * 86_400_000;

/**
 * Milliseconds of a duration; null for what is none. A day is 24 hours. Years and months have no fixed length
 * and are refused; so is a bare number other than 0, because it names no unit.
 */
export function durationMs(value: unknown): number | null {
  if (value === 0) return 0;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const millis = SHORT.test(text) ? shortMs(text) : isoMs(text);
  return millis !== null && millis >= 0 && millis <= LONGEST_MS ? millis : null;
}

function shortMs(text: string): number {
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(PART))
    sum += Number(amount) * (MILLIS[unit ?? ''] ?? Number.NaN);
  return Math.round(sum);
}

function isoMs(text: string): number | null {
  const duration = Duration.fromISO(text);
  if (!duration.isValid || duration.years !== 0 || duration.months !== 0 || duration.quarters !== 0)
    return null;
  return Math.round(duration.toMillis());
}

/** A duration for people: `2 days 3 h`, `10 min`, `0 s`; the two largest units tell enough. */
export function durationText(millis: number): string {
  const parts: string[] = [];
  let rest = Math.round(millis / 1_000);
  for (const [name, seconds] of [
    ['days', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${count === 1 && name === 'days' ? 'day' : name}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
