/** Quiet hours: until when a message waits, by the clocks of a time zone, also on the days when they are moved. */
import type { QuietHours, Weekday } from '../../model/alert-settings.js';
import type { IncidentSeverity } from '../../model/incident.js';
import { addDays, clockTime, dayOf } from '../../model/time-zone.js';
import { toInstant } from '../../model/time.js';

const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A week of quiet days and nights, each a step. */
const MOST_STEPS = 16;

/**
 * When a message of this severity may go out: at once, or when the quiet time ends that `at` lies in.
 * @param at ISO 8601 UTC, as is the result
 */
export function heldUntil(quiet: QuietHours | null, severity: IncidentSeverity, at: string): string {
  if (quiet === null || quiet.except.includes(severity)) return at;
  let moment = Date.parse(at);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const end = quietEnd(quiet, moment);
    if (end === null) break;
    moment = end;
  }
  return moment === Date.parse(at) ? at : toInstant(moment);
}

/** The end of the quiet time that a moment lies in; null where it lies in none. All in ms since 1970. */
function quietEnd(quiet: QuietHours, moment: number): number | null {
  const today = dayOf(moment, quiet.timezone);
  const spans = [
    ...[addDays(today, -1), today].flatMap((day) => hoursOf(quiet, day)),
    ...(quiet.days.includes(weekday(today)) ? [wholeDay(today, quiet.timezone)] : []),
  ];
  const around = spans.filter(([start, end]) => start <= moment && moment < end);
  return around.length === 0 ? null : Math.max(...around.map(([, end]) => end));
}

type Span = readonly [start: number, end: number];

/** The quiet hours that begin on a day; those that end before they begin end on the next. */
function hoursOf({ hours, timezone }: QuietHours, day: string): readonly Span[] {
  if (hours === null) return [];
  const last = hours.from < hours.to ? day : addDays(day, 1);
  return [[clockTime(day, hours.from, timezone), clockTime(last, hours.to, timezone)]];
}

const wholeDay = (day: string, zone: string): Span => [
  clockTime(day, '00:00', zone),
  clockTime(addDays(day, 1), '00:00', zone),
];

function weekday(day: string): Weekday {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun';
}
