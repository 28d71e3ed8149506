/** Periods of equal length, or of calendar months, numbered from 1970. */
import { MONTH_MS } from '../../src/model/time.js';

export interface Periods {
  /** ms; of months the mean length. */
  readonly length: number;
  /** The number of the period that an instant (ms) lies in. */
  readonly at: (ms: number) => number;
  /** The instant (ms) that a period starts at. */
  readonly startOf: (period: number) => number;
}

/** Days and hours start on the clock of UTC; a length of whole mean months (which only months and years have) follows the calendar. */
export function periodsOf(seconds: number): Periods {
  const length = seconds * 1000;
  return length % MONTH_MS === 0 ? months(length / MONTH_MS) : lengths(length);
}

const lengths = (length: number): Periods => ({
  length,
  at: (ms) => Math.floor(ms / length),
  startOf: (period) => period * length,
});

const months = (count: number): Periods => ({
  length: count * MONTH_MS,
  at: (ms) => {
    const date = new Date(ms);
    return Math.floor(((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()) / count);
  },
  startOf: (period) => Date.UTC(1970, period * count),
});
