/** Days and hours on the clocks of a time zone. */
import { DateTime, IANAZone } from 'luxon';

/** True for a zone of the IANA database (`Europe/Rome`, `UTC`). */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** True for what can tell the time: a zone of the IANA database, or a fixed offset as `UTC+02:00`. */
export function isClock(name: string): boolean {
  return DateTime.utc().setZone(name).isValid;
}

/** The calendar day of an instant (ms since 1970) in a zone: `2001-01-15`. */
export function dayOf(ms: number, zone: string): string {
  return local(ms, zone).toFormat('yyyy-MM-dd');
}

/** The day after (or, with a negative number, before) a day. */
export function addDays(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}

/**
 * ms since 1970 of a time of day (`06:00`, `06:00:30`) on a day in a zone. An hour that the clocks skip counts as the hour after; one that
 * they repeat is the first of the two. @throws Error for a day, time or zone that does not exist: those are validated before.
 */
export function clockTime(day: string, time: string, zone: string): number {
  const at = DateTime.fromISO(`${day}T${time}`, { zone });
  if (!at.isValid) throw new Error(`${day}T${time} in ${zone} is no time: ${at.invalidExplanation}`);
  // Left to itself, luxon takes the one whose offset is in force today.
  return Math.min(...at.getPossibleOffsets().map((each) => each.toMillis()));
}

/** The wall clock of an instant in a zone, without the zone: `2001-01-15T06:00:00.000`. */
export function wallClock(ms: number, zone: string): string {
  return local(ms, zone).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS");
}

function local(ms: number, zone: string): DateTime<true> {
  const at = DateTime.fromMillis(ms, { zone });
  if (!at.isValid) throw new Error(`${zone} is no time zone`);
  return at;
}
