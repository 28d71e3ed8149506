/** Measured values as text: exact where they are exact, short where they are long. */

export type Unit = 'rows' | 'percent' | 'value' | 'seconds';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const STEPS: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** `1,234`, `0.0312`; a number as text (a decimal, a big integer) stays as it is. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : number.format(value);
}

/** `2 d 3 h`, `45 min`, `1.5 s`. */
export function durationText(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const left = Math.abs(seconds);
  const at = STEPS.findIndex(([, length]) => left >= length);
  const [name, length] = STEPS[at] ?? ['s', 1];
  if (name === 's') return `${sign}${number.format(left)} s`;
  const [next, nextLength] = STEPS[at + 1] ?? ['s', 1];
  const rest = Math.floor((left % length) / nextLength);
  return `${sign}${String(Math.floor(left / length))} ${name}${rest === 0 ? '' : ` ${String(rest)} ${next}`}`;
}

/** An observed value with its unit; null is a dash. */
export function valueText(value: string | number | boolean | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return String(value);
  if (unit === 'percent') return `${number.format(value)} %`;
  if (unit === 'seconds') return durationText(value);
  return unit === 'rows' ? `${numberText(value)} ${value === 1 ? 'row' : 'rows'}` : numberText(value);
}
