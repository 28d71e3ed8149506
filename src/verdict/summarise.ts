/** Verdicts of checks → verdict and counts of a run. */
import type { CheckResult, Summary, Verdict } from '../model/verdict.js';
import { worst } from '../model/verdict.js';

/** Counts by verdict, and the worst of them. A run without a single check is unknown: nothing was tested. */
export function summarise(checks: readonly CheckResult[]): {
  readonly verdict: Verdict;
  readonly summary: Summary;
} {
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  return {
    verdict: checks.length === 0 ? 'unknown' : worst(checks.map((check) => check.verdict)),
    summary: { pass: count('pass'), warn: count('warn'), fail: count('fail'), unknown: count('unknown') },
  };
}
