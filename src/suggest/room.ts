/** How far beyond today's extremes a limit has to lie, so that tomorrow's data keep to it unless something is wrong. */
import type { NumberFacts } from './profile.js';

/** Chance with which as many further rows may go beyond the limit. */
const ALPHA = 0.001;
/** A tail that is so much longer than the shoulder foretells has no scale that a limit could be told from. */
const TOO_HEAVY = 5;
/** Fewer values have no hundredth of their own. */
const ENOUGH_FOR_TAIL = 300;

/**
 * Room on each side; null where the tail is too heavy for any limit.
 *
 * The outermost hundredth of the values is taken for an exponential tail (peaks over a threshold: Pickands 1975). Of n values it has
 * k = n ⁄ 100, and the largest of k lies β·H_k above the threshold on average (Rényi 1953; H_k = 1 + 1⁄2 + … + 1⁄k), which gives β; the shoulder
 * between the quartile and the threshold gives another, Q99 − Q75 = β·ln 25, and the larger holds. As many further rows go beyond
 * max + β·ln(1⁄α) with a chance of about α. Never less than one and a half interquartile ranges, the whisker of Tukey's box plot (1977).
 */
export function roomBeyond(
  { min, max, q01, q25, q75, q99, stddev }: NumberFacts,
  n: number,
): { readonly below: number | null; readonly above: number | null } {
  const whisker = q75 > q25 ? 1.5 * (q75 - q25) : stddev;
  return {
    below: sideRoom({ tail: q01 - min, shoulder: q25 - q01, whisker, n }),
    above: sideRoom({ tail: max - q99, shoulder: q99 - q75, whisker, n }),
  };
}

function sideRoom(side: {
  readonly tail: number;
  readonly shoulder: number;
  readonly whisker: number;
  readonly n: number;
}): number | null {
  const { tail, shoulder, whisker, n } = side;
  const members = Math.max(1, n / 100);
  const ofShoulder = shoulder / Math.log(25);
  const ofTail = tail / harmonic(members);
  if (n >= ENOUGH_FOR_TAIL && ofTail > TOO_HEAVY * ofShoulder) return null;
  return Math.max(whisker, Math.max(ofTail, ofShoulder) * Math.log(1 / ALPHA));
}

/** H_k by Euler and Maclaurin; exact to 1 % from k = 1. */
const harmonic = (k: number): number => Math.log(k) + 0.577_215_66 + 1 / (2 * k) - 1 / (12 * k ** 2);
