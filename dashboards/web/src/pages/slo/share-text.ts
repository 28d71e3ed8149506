/** Shares as text, never rounded up to a whole that they are not. */

const THOUSANDTHS = 1_000;
/** A line does not break before the sign. */
const NO_BREAK = '\u00a0';
const PERCENT = `${NO_BREAK}%`;

/** `99.986 %`: cut, not rounded, so that only all of it is 100 %. */
export function shareText(share: number | null): string {
  if (share === null) return '–';
  return `${String(Math.floor(Number((share * 100 * THOUSANDTHS).toFixed(6))) / THOUSANDTHS)}${PERCENT}`;
}

/** Of a budget: `40 % left`, `used up`, `overspent by 130 %`. */
export function budgetText(left: number | null): string {
  if (left === null) return 'no budget';
  if (left === 0) return 'used up';
  const percent = Math.abs(left) * 100;
  const text =
    percent < 1 ? '< 1' : percent >= 100_000 ? '> 100,000' : Math.round(percent).toLocaleString('en');
  return left > 0 ? `${text}${PERCENT} left` : `overspent by ${text}${PERCENT}`;
}

/** A burn rate: `2.4×`. */
export function rateText(rate: number | null): string {
  if (rate === null) return '–';
  return `${rate >= 100 ? Math.round(rate).toLocaleString('en') : String(Number(rate.toPrecision(2)))}×`;
}

/** `30 days`, `1 day`. */
export function daysText(days: number): string {
  return `${String(days)}${NO_BREAK}${days === 1 ? 'day' : 'days'}`;
}
