/** Values of SLA clauses: lengths of time and times of day. */
import type { Sla } from '../model/contract.js';
import { isNumeric } from '../model/exact.js';
import { fault, type Outcome } from '../model/fault.js';
import { isTimeZone } from '../model/time-zone.js';
import { type Duration, parseDuration, parseUnit, times } from '../model/time.js';
import { nameHint } from './name-hint.js';
import { placeWithin } from './draft.js';

const UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'];

/** `value: 4, unit: d`, `value: 4h`, `value: PT4H` → seconds (a month counts as a twelfth of the mean year). */
export function readSlaLength(sla: Sla): Outcome<{ readonly seconds: number }> {
  const { value, unit } = sla;
  const at = placeWithin(sla.place, 'value');
  const refuse = (code: string, message: string, hint: string): Outcome<{ readonly seconds: number }> => ({
    ok: false,
    faults: [fault(code, message, unit === null ? at : placeWithin(sla.place, 'unit'), hint)],
  });
  const hint = 'Write a value with a unit (`value: 4`, `unit: h`), or a duration such as PT4H.';
  if (isNumeric(value) && unit === null)
    return refuse('missing-unit', `The ${sla.property} names no unit.`, hint);
  if (isNumeric(value) && unit !== null && parseUnit(unit) === null)
    return refuse('bad-unit', `"${unit}" is no unit of time.`, nameHint(unit, UNITS, hint));
  const length = lengthOf(value, unit);
  if (length === null)
    return refuse('bad-sla-value', `The ${sla.property} can not be read as a length of time.`, hint);
  if (length.ms <= 0)
    return refuse('bad-sla-value', `The ${sla.property} must be longer than nothing.`, hint);
  return { ok: true, value: { seconds: length.ms / 1000 } };
}

function lengthOf(value: Sla['value'], unit: string | null): Duration | null {
  if (isNumeric(value)) {
    const one = unit === null ? null : parseUnit(unit);
    return one === null ? null : times(Number(value), one);
  }
  const length = typeof value === 'string' ? parseDuration(value) : null;
  // A unit beside a duration that has its own: they could say two things.
  return unit === null ? length : null;
}

export interface SlaTime {
  /** `HH:mm` */
  readonly time: string;
  /** IANA name, or an offset as `UTC+02:00`. */
  readonly timezone: string;
}

const TIME =
  /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT|[A-Za-z_]+\/[A-Za-z0-9_+/-]+))?$/;

/** `09:00-08:00`, `09:00 Europe/Rome`, or `09:00` with a timezone beside it; without any it is UTC. */
export function readSlaTime(sla: Sla): Outcome<SlaTime & { readonly [key: string]: string }> {
  const match = typeof sla.value === 'string' ? TIME.exec(sla.value.trim()) : null;
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  const at = placeWithin(sla.place, 'value');
  const refuse = (message: string, hint: string): Outcome<SlaTime & { readonly [key: string]: string }> => ({
    ok: false,
    faults: [fault('bad-sla-value', message, at, hint)],
  });
  const example = 'Write a time of day with its zone, such as 09:00+01:00 or 09:00 Europe/Rome.';
  if (match === null || hour > 23 || minute > 59 || Number(match[3] ?? 0) !== 0)
    return refuse(`The ${sla.property} can not be read as a time of day.`, example);
  const written = match[4] ?? null;
  if (written !== null && sla.timezone !== null && zoneName(written) !== zoneName(sla.timezone))
    return refuse(`The ${sla.property} names two time zones.`, 'Keep one of them.');
  const timezone = zoneName(written ?? sla.timezone ?? 'UTC');
  if (timezone === null) return refuse(`There is no time zone ${written ?? sla.timezone ?? ''}.`, example);
  return { ok: true, value: { time: `${String(hour).padStart(2, '0')}:${match[2] ?? ''}`, timezone } };
}

/** A zone in one spelling; null where there is no such zone. */
function zoneName(written: string): string | null {
  const zone = written.trim();
  if (/^(Z|UTC|GMT|[+-]00:?00)$/i.test(zone)) return 'UTC';
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone);
  if (offset === null) return isTimeZone(zone) ? zone : null;
  const [, sign = '+', hours = '0', minutes = '00'] = offset;
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  return `UTC${sign}${hours.padStart(2, '0')}:${minutes}`;
}
