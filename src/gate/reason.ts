/** Reasons of a decision: how they are built, and what they add up to. */
import type { Condition, Effect, GateOutcome, Reason } from '../model/decision.js';

/** The code of each condition's reason; stable, callers match on it. */
export const conditionCodes: { readonly [condition in Condition]: string } = {
  fail: 'check_failed',
  warn: 'check_warned',
  unknown: 'check_unknown',
  empty: 'data_empty',
  stale: 'data_stale',
  missing: 'data_missing',
  insufficientHistory: 'insufficient_history',
  upstreamOpen: 'upstream_open',
};

/** A reason, with null for whatever does not apply to it. */
export function reason(
  code: string,
  effect: Effect,
  message: string,
  more: Partial<Omit<Reason, 'code' | 'effect' | 'message'>> = {},
): Reason {
  return {
    code,
    effect,
    check: null,
    observed: null,
    expected: null,
    owner: null,
    firstBadRun: null,
    rootCause: null,
    overriddenBy: null,
    ...more,
    message,
  };
}

const BY_WEIGHT: readonly Effect[] = ['block', 'warn', 'pass'];

/** What some reasons add up to: one block blocks, one warning is told, nothing else counts. */
export function outcomeOf(reasons: readonly Reason[]): GateOutcome {
  const heaviest = BY_WEIGHT.find((effect) => reasons.some((each) => each.effect === effect)) ?? 'pass';
  return heaviest === 'block' ? 'block' : heaviest === 'warn' ? 'allow_with_warnings' : 'allow';
}

/** The heaviest first, else in the order given. */
export function byWeight(reasons: readonly Reason[]): readonly Reason[] {
  return BY_WEIGHT.flatMap((effect) => reasons.filter((each) => each.effect === effect));
}

/** The milder of two effects. */
export function milder(a: Effect, b: Effect): Effect {
  return BY_WEIGHT.indexOf(a) > BY_WEIGHT.indexOf(b) ? a : b;
}
