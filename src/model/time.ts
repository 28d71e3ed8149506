/** Instants and durations: how times are read and written everywhere. Naive times are UTC; instants are ISO 8601. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** A twelfth of the mean Gregorian year (365.2425 days): what a month counts as where a plain length is due. */
export const MONTH_MS = 2_629_746_000;

/** A length of time. */
export interface Duration {
  /** The whole length in ms, whole; a calendar month counts as `MONTH_MS`, so it is exact only where `months` is 0. */
  readonly ms: number;
  /** How much of it is calendar months (a year is twelve). */
  readonly months: number;
}

const fixed = (ms: number): Duration => ({ ms, months: 0 });
const calendar = (months: number): Duration => ({ ms: months * MONTH_MS, months });

/** One unit of time by any of its names. A lone `m` is a minute; a lone `M` could be a month too and is refused. */
const UNITS: readonly (readonly [readonly string[], Duration])[] = [
  [['ms', 'millisecond', 'milliseconds'], fixed(1)],
  [['s', 'sec', 'secs', 'second', 'seconds'], fixed(SECOND)],
  [['m', 'min', 'mins', 'minute', 'minutes'], fixed(MINUTE)],
  [['h', 'hr', 'hrs', 'hour', 'hours'], fixed(HOUR)],
  [['d', 'day', 'days'], fixed(DAY)],
  [['w', 'wk', 'wks', 'week', 'weeks'], fixed(WEEK)],
  [['mo', 'mos', 'mon', 'month', 'months'], calendar(1)],
  [['q', 'quarter', 'quarters'], calendar(3)],
  [['y', 'yr', 'yrs', 'year', 'years'], calendar(12)],
];
const BY_NAME = new Map(UNITS.flatMap(([names, one]) => names.map((name) => [name, one] as const)));

/** The length of one unit: `d`, `day`, `Days`, `min`, `h`, `mo`, `y`, …; null for what is no unit of time. */
export function parseUnit(text: string): Duration | null {
  const name = text.trim();
  if (name === 'M') return null;
  return BY_NAME.get(name.toLowerCase()) ?? null;
}

/** `amount` times a duration; null where the result is not a finite whole number of ms and months. */
export function times(amount: number, one: Duration): Duration | null {
  const months = amount * one.months;
  const ms = Math.round(amount * one.ms);
  if (!(amount >= 0) || !Number.isSafeInteger(ms) || !Number.isInteger(months)) return null;
  return { ms, months };
}

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`;
const ISO_DURATION = new RegExp(
  `^P(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:${NUMBER}W)?(?:${NUMBER}D)?(?:T(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?$`,
);
const ISO_UNITS: readonly Duration[] = [
  calendar(12),
  calendar(1),
  fixed(WEEK),
  fixed(DAY),
  fixed(HOUR),
  fixed(MINUTE),
  fixed(SECOND),
];
const PLAIN = /^(\d+(?:\.\d+)?\s*[A-Za-z]+\s*)+$/;

/**
 * Reads a duration: ISO 8601 (`P1DT12H`, `PT0.5H`, `P2W`, `P3M`) or amounts with units (`10m`, `24 h`, `2 days`, `1h 30m`).
 * Null for anything else: signs, bare numbers, fractions of a month, an empty `P` or `PT`.
 */
export function parseDuration(text: string): Duration | null {
  const trimmed = text.trim();
  const iso = ISO_DURATION.exec(trimmed);
  const parts = iso === null ? plainParts(trimmed) : isoParts(trimmed, iso);
  if (parts === null || parts.length === 0) return null;
  return parts.reduce<Duration | null>((sum, [amount, unit]) => {
    const part = unit === null ? null : times(amount, unit);
    return sum === null || part === null ? null : { ms: sum.ms + part.ms, months: sum.months + part.months };
  }, fixed(0));
}

type Parts = readonly (readonly [number, Duration | null])[];

function isoParts(text: string, match: RegExpExecArray): Parts {
  if (text.endsWith('T')) return [];
  return ISO_UNITS.flatMap((unit, index) => {
    const amount = match[index + 1];
    return amount === undefined ? [] : [[Number(amount.replace(',', '.')), unit] as const];
  });
}

function plainParts(text: string): Parts | null {
  if (!PLAIN.test(text)) return null;
  return [...text.matchAll(/(\d+(?:\.\d+)?)\s*([A-Za-z]+)/g)].map(
    ([, amount, unit]) => [Number(amount), parseUnit(unit ?? '')] as const,
  );
}

/** ms as people read them: `45 s`, `10 min`, `26 h`, `3.5 days`. */
export function durationText(ms: number): string {
  const size = Math.abs(ms);
  const [unit, name] =
    size < 2 * MINUTE
      ? [SECOND, 's']
      : size < 2 * HOUR
        ? [MINUTE, 'min']
        : size < 2 * DAY
          ? [HOUR, 'h']
          : [DAY, 'days'];
  return `${String(Math.round((ms / unit) * 10) / 10)} ${name}`;
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * ms since 1970 of an ISO 8601 date or time (`2001-01-15`, `2001-01-15T10:00`, `2001-01-15 10:00:00.123456+02`); a date is its midnight,
 * what names no zone is UTC, digits below a millisecond are cut. Null for anything else.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const [, date = '', minutes = '00:00', seconds = ':00', zone = 'Z'] = match;
  if (!isDate(date)) return null;
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const ms = Date.parse(`${date}T${minutes}${seconds}${offset.toUpperCase()}`);
  return Number.isNaN(ms) ? null : ms;
}

/** A day that the calendar has: Date would read 30 February as 1 or 2 March. */
function isDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** ms since 1970 → `2001-01-15T10:00:00.000Z`. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** What `parseInstant` reads, as `toInstant` writes it; null for anything else, and outside the years 1 to 9999, which calendars and databases agree on. */
export function parseMoment(text: string): string | null {
  const ms = parseInstant(text);
  const moment = ms === null ? null : toInstant(ms);
  return moment !== null && /^(?!0000)\d{4}-/.test(moment) ? moment : null;
}

/** `from` moved back by a duration; months by the calendar of UTC (31 March less a month is the last of February). All in ms since 1970. */
export function before(from: number, duration: Duration): number {
  if (duration.months === 0) return from - duration.ms;
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - duration.months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime() - (duration.ms - duration.months * MONTH_MS);
}
