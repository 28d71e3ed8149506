/** Numbers as people read them: with separators, and limits rounded outwards to few digits. */

/** `231083` → `231,083`. */
export const counted = (count: number): string => count.toLocaleString('en-US');

/** A value for a comment: a whole number as it is, another with at most four digits; separators from 10,000 on. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toPrecision(4);
  const short = Number(
    value.toPrecision(Number.isInteger(value) ? 15 : Math.max(4, Math.ceil(Math.log10(size || 1)))),
  );
  return size >= 10_000 ? short.toLocaleString('en-US', { maximumFractionDigits: 3 }) : String(short);
}

/** `limit` moved outwards to a multiple of the power of ten that is not above `room`, so that it has no more digits than it needs. */
export function roundOut(limit: number, room: number, direction: 'down' | 'up'): number {
  const unit = room > 0 ? 10 ** Math.floor(Math.log10(room)) : 1;
  const steps = limit / unit;
  const whole = direction === 'down' ? Math.floor(steps) : Math.ceil(steps);
  // What a sum of binary fractions leaves behind (0.30000000000000004).
  const rounded = Number((whole * unit).toPrecision(12));
  return Object.is(rounded, -0) ? 0 : rounded;
}

/** A percentage rounded up: to 1, 2 or 5 of its power of ten below 10 %, to a multiple of 5 above. At most 100. */
export function roundPercentUp(percent: number): number {
  if (percent <= 0) return 0;
  if (percent > 10) return Math.min(100, Math.ceil(percent / 5) * 5);
  const unit = 10 ** Math.floor(Math.log10(percent));
  const step = [1, 2, 5, 10].find((factor) => percent <= factor * unit * (1 + 1e-9)) ?? 10;
  return Number((step * unit).toPrecision(6));
}
