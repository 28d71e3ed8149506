/** A moment: as UTC, with how long ago it is. */
import { useNow } from './use-now.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `2026-01-31 18:05 UTC`; seconds where they are not zero and wanted. */
export function momentText(at: string, seconds = false): string {
  const [day = '', clock = ''] = new Date(at).toISOString().split('T');
  return `${day} ${clock.slice(0, seconds ? 8 : 5)} UTC`;
}

/** `3 hours ago`, `in 2 days`, `just now`. */
export function agoText(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  const found = UNITS.find(([, length]) => Math.abs(ms) >= length);
  return found === undefined ? 'just now' : relative.format(Math.round(ms / found[1]), found[0]);
}

/** @param ago only how long ago, with the moment as its title */
export function Moment({
  at,
  ago = false,
  seconds = false,
}: {
  readonly at: string;
  readonly ago?: boolean;
  readonly seconds?: boolean;
}) {
  const now = useNow();
  const [exact, distance] = [momentText(at, seconds), agoText(at, now)];
  return (
    <time dateTime={at} title={ago ? exact : distance} style={{ whiteSpace: 'nowrap' }}>
      {ago ? distance : exact}
    </time>
  );
}
