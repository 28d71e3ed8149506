/**
 * How far a sample can be trusted. A rule's confidence is the estimated chance that 100 further rows like those that were seen
 * all keep to it; it never claims more than 0.99.
 */
import { incompleteBeta } from '../model/statistics/incomplete-beta.js';

/** Further rows that a confidence speaks of. */
const AHEAD = 100;
const MOST = 0.99;

/** As it is written: two digits, cut (not rounded up), at most 0.99. */
export const stated = (chance: number): number => Math.min(MOST, Math.floor(Math.max(0, chance) * 100) / 100);

/**
 * None of n rows broke the rule: with every rate of breaches equally likely beforehand, the chance that the next m rows hold too is
 * (n + 1) ⁄ (n + m + 1) (Laplace's rule of succession).
 */
export const afterNone = (n: number): number => stated((n + 1) / (n + AHEAD + 1));

/**
 * The chance that m further values all lie within the extremes of n values, whatever their distribution:
 * n(n − 1) ⁄ ((n + m)(n + m − 1)) (Wilks 1941). A limit with room around the extremes holds at least as often.
 */
export const withinExtremes = (n: number): number => stated((n * (n - 1)) / ((n + AHEAD) * (n + AHEAD - 1)));

/** The chance that m further values all stay on the seen side of one extreme: n ⁄ (n + m). */
export const withinExtreme = (n: number): number => stated(n / (n + AHEAD));

/**
 * The chance that m further values are all among those seen. The share of unseen values is estimated by Good and Turing: values that were
 * seen once ⁄ n (Good 1953); one is added to both, since no sample shows that there are none.
 */
export function noneUnseen(n: number, seenOnce: number): number {
  const unseen = Math.min(1, (seenOnce + 1) / (n + 1));
  return stated((1 - unseen) ** AHEAD);
}

/**
 * The upper end of the exact interval of a share: the p at which `bad` or fewer of n would be seen with a chance of only 1 %
 * (Clopper and Pearson 1934), by halving.
 */
export function shareAtMost(bad: number, n: number): number {
  if (n === 0 || bad >= n) return 1;
  let [low, high] = [bad / n, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    // P(X ≤ bad) for X binomial (n, p) is 1 − I_p(bad + 1, n − bad).
    if (1 - incompleteBeta(middle, bad + 1, n - bad) > 0.01) low = middle;
    else high = middle;
  }
  return high;
}

/** Twice the odds of a share: room that is a doubling for rare things and never reaches 1. */
export const twiceTheOdds = (share: number): number => (2 * share) / (1 + share);
