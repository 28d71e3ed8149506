/** Shares of 1 ↔ percentages, without the noise of binary fractions. */
import Big from 'big.js';

/** 0.95 → 95. */
export function percentOf(share: number): number {
  return new Big(share).times(100).toNumber();
}

/** 0.95 → 5: what is left to the others. */
export function percentOfRest(share: number): number {
  return new Big(1).minus(share).times(100).toNumber();
}

/** 5 → 0.95. */
export function shareOfRest(percent: number): number {
  return new Big(100).minus(percent).div(100).toNumber();
}
