/** Exact numbers: counts and decimals that a double can not hold travel as strings and are compared as decimals. */
import Big from 'big.js';
import type { JsonScalar } from './json.js';
import type { Count } from './measure.js';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** True for a finite number, or a string that reads as a decimal number. */
export function isNumeric(value: unknown): value is number | string {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' && DECIMAL.test(value);
}

/** Orders two values: numbers (also as strings) as decimals, booleans as 0 and 1, other strings by code point. NaN when they do not compare. */
export function compare(a: JsonScalar, b: JsonScalar): number {
  const left = typeof a === 'boolean' ? Number(a) : a;
  const right = typeof b === 'boolean' ? Number(b) : b;
  if (isNumeric(left) && isNumeric(right)) return new Big(left).cmp(new Big(right));
  if (typeof left === 'string' && typeof right === 'string')
    return left === right ? 0 : left < right ? -1 : 1;
  return Number.NaN;
}

/** a − b, exact. */
export function minus(a: Count, b: Count): Count {
  return fromBig(new Big(a).minus(new Big(b)));
}

/** a + b, exact. */
export function plus(a: Count, b: Count): Count {
  return fromBig(new Big(a).plus(new Big(b)));
}

/** part ÷ whole × 100 as a double; 0 where the whole is 0. */
export function percent(part: Count, whole: Count): number {
  const total = new Big(whole);
  if (total.eq(0)) return 0;
  const old = Big.DP;
  Big.DP = 20;
  try {
    return new Big(part).div(total).times(100).toNumber();
  } finally {
    Big.DP = old;
  }
}

/** As a double; for statistics, where exactness is not the point. */
export function toNumber(value: Count): number {
  return Number(value);
}

/** A decimal as a number where that is exact, else as a string. */
function fromBig(value: Big): Count {
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : value.toFixed();
}

/** The largest whole number that is not above the value, exact. */
export function floor(value: Count): Count {
  const whole = new Big(value).round(0, Big.roundDown);
  return fromBig(whole.gt(value) ? whole.minus(1) : whole);
}
