/** Dates and times in one written form, so that two of them compare as text. */
import { parseInstant } from '../model/time.js';

const PARTS =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(?:[zZ]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** An ISO 8601 date or time → `2001-01-15 10:00:00.000000000` in UTC, all nine digits; what names no zone is UTC. Null for anything else. */
export function instantText(text: string): string | null {
  const parts = PARTS.exec(text);
  const ms = parts === null ? null : parseInstant(text);
  if (ms === null || parts === null) return null;
  const seconds = new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return `${seconds}.${(parts[3] ?? '').padEnd(9, '0')}`;
}

/** The calendar day of an ISO 8601 date; null where the text holds more than a date. */
export function dayText(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(text) !== null ? text : null;
}

/** The day after, as `YYYY-MM-DD`. */
export function nextDay(day: string): string {
  return new Date((parseInstant(day) ?? 0) + 86_400_000).toISOString().slice(0, 10);
}
