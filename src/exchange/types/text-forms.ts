/**
 * How values that JSON has no type for are written as text in a record: dates, times, timestamps, and numbers that a double can not hold.
 * Dates and times as in RFC 3339; an offset goes up to 15:59, as the engines read it, and leap seconds are left out.
 */
import { FORMAT_PATTERNS, READS_AS } from '../../model/format-patterns.js';

const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?';
const DAY = READS_AS.date.replace(/^\^|\$$/g, '');

/** A time of day without an offset: RFC 3339 asks for one, a column of type `time` has none. */
export const LOCAL_TIME = `^${CLOCK}$`;
/** A timestamp of a column that is declared to be without a time zone. */
export const LOCAL_TIMESTAMP = `^${DAY}[Tt]${CLOCK}$`;
/** `format: date-time` of the generated validator: an offset is due. */
export const TIMESTAMP = `^${DAY}[Tt]${CLOCK}(?:[zZ]|[+-](?:0\\d|1[0-5]):[0-5]\\d)$`;
export const INTEGER_TEXT = '^-?(?:0|[1-9]\\d{0,37})$';
export const DECIMAL_TEXT = '^-?(?:0|[1-9]\\d{0,37})(?:\\.\\d{1,38})?$';

/** Formats that JSON Schema and the contract mean in the same way. */
export const SHARED_FORMATS: readonly string[] = ['email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6'];

/** Formats of a text column that JSON Schema would read more strictly (an offset is optional here), or reads as a type of its own. */
export const PATTERN_FORMATS: readonly string[] = ['date', 'time', 'date-time'];

/** What the generated validator means by each format. */
export function validatorFormats(): { readonly [format: string]: RegExp } {
  const shared = SHARED_FORMATS.map((format): [string, RegExp] => [format, formatPattern(format)]);
  return {
    ...Object.fromEntries(shared),
    date: new RegExp(READS_AS.date, 'u'),
    'date-time': new RegExp(TIMESTAMP, 'u'),
  };
}

function formatPattern(format: string): RegExp {
  const pattern = FORMAT_PATTERNS[format] ?? '';
  // A name of more than 253 characters is no hostname (RFC 1123).
  return new RegExp(format === 'hostname' ? pattern.replace('^', '^(?=.{1,253}$)') : pattern, 'u');
}
