/** A run beside the one before it: which verdicts are others now. Pure. */
import type { Verdict } from '../model/verdict.js';
import type { RunVerdict } from '../store/run-verdicts.js';

export type Change = 'worse' | 'better' | 'new';

export interface ComparedResult {
  readonly result: RunVerdict;
  /** Null: the run before did not have the check, or there is none. */
  readonly before: Verdict | null;
  readonly change: Change | null;
}

const RANK: Readonly<Record<Verdict, number>> = { fail: 0, unknown: 1, warn: 2, pass: 3 };

/** Sorts the worst first, else in the order of the run. */
export function placeOf({ result }: Pick<ComparedResult, 'result'>): readonly [number, number] {
  return [RANK[result.verdict], result.position];
}

/** Whether the first place comes before the second. */
export function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const [rankA = 0, positionA = 0] = a;
  const [rankB = 0, positionB = 0] = b;
  return rankA === rankB ? positionA < positionB : rankA < rankB;
}

/**
 * @param before results of the run before; null: there is none, and nothing is a change
 * @returns the worst first, else in the order of the run
 */
export function compareResults(
  results: readonly RunVerdict[],
  before: readonly RunVerdict[] | null,
): readonly ComparedResult[] {
  const verdicts = new Map((before ?? []).map(({ check, verdict }) => [check, verdict]));
  return results
    .map((result) => {
      const was = verdicts.get(result.check) ?? null;
      return { result, before: was, change: before === null ? null : changeOf(was, result.verdict) };
    })
    .sort((a, b) => (isBefore(placeOf(a), placeOf(b)) ? -1 : 1));
}

/** Ids of what only the run before had. */
export function goneChecks(results: readonly RunVerdict[], before: readonly RunVerdict[]): readonly string[] {
  const here = new Set(results.map(({ check }) => check));
  return before.map(({ check }) => check).filter((check) => !here.has(check));
}

function changeOf(before: Verdict | null, now: Verdict): Change | null {
  if (before === null) return 'new';
  const step = RANK[now] - RANK[before];
  return step === 0 ? null : step < 0 ? 'worse' : 'better';
}
