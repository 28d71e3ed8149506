/** Dates and times of a result as ISO 8601, the same text whichever engine they come from. */

const INSTANT = /^(\d{4,})-(\d\d)-(\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00(?::?00)?)?$/;

/**
 * A timestamp in UTC (`2001-01-01 01:02:03.5`, with or without `+00`) → `2001-01-01T01:02:03.500Z`. Three digits of a
 * second, as JavaScript writes them; six or nine where the value has more. A timestamp without a zone counts as UTC.
 * Infinities by name; what has no such form (years before 1) stays as the engine wrote it.
 */
export function isoInstant(text: string): string {
  const found = INSTANT.exec(text);
  if (found === null) return infinite(text) ?? text;
  const [, year, month, day, time, fraction = ''] = found;
  return `${String(year)}-${String(month)}-${String(day)}T${String(time)}.${fractionOf(fraction)}Z`;
}

/** A date: as it is written, infinities by name. */
export function isoDate(text: string): string {
  return infinite(text) ?? text;
}

function fractionOf(digits: string): string {
  const exact = digits.replace(/0+$/, '');
  const width = exact.length <= 3 ? 3 : exact.length <= 6 ? 6 : 9;
  return exact.padEnd(width, '0');
}

function infinite(text: string): string | null {
  if (text === 'infinity') return 'Infinity';
  return text === '-infinity' ? '-Infinity' : null;
}

/** An interval of months, days and microseconds: `P1Y2M3DT4H5M6.5S`, each part with its own sign, `PT0S` for none. */
export function isoInterval(months: number, days: number, micros: bigint): string {
  const part = (amount: number | bigint, unit: string): string =>
    Number(amount) === 0 ? '' : `${amount}${unit}`;
  const date = part(Math.trunc(months / 12), 'Y') + part(months % 12, 'M') + part(days, 'D');
  const time =
    part(micros / 3_600_000_000n, 'H') +
    part((micros / 60_000_000n) % 60n, 'M') +
    seconds(micros % 60_000_000n);
  if (date === '' && time === '') return 'PT0S';
  return `P${date}${time === '' ? '' : `T${time}`}`;
}

function seconds(micros: bigint): string {
  if (micros === 0n) return '';
  const size = micros < 0n ? -micros : micros;
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${micros < 0n ? '-' : ''}${size / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}S`;
}
