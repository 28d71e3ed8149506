/** Exit codes: what an orchestrator's shell step sees. */
import type { Decision } from '../model/decision.js';
import type { Report, Verdict } from '../model/verdict.js';

export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  notEvaluated: 3,
  notRecorded: 4,
  breakerOpen: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Of a check: faults 2, then the verdict; a warning is a finding only where `failOn` says so. */
export function exitOfReport(report: Pick<Report, 'verdict' | 'faults'>, failOn: 'fail' | 'warn'): ExitCode {
  if (report.faults.length > 0) return EXIT.usage;
  return exitOfVerdict(report.verdict, failOn);
}

function exitOfVerdict(verdict: Verdict, failOn: 'fail' | 'warn'): ExitCode {
  if (verdict === 'fail') return EXIT.findings;
  if (verdict === 'unknown') return EXIT.notEvaluated;
  return verdict === 'warn' && failOn === 'warn' ? EXIT.findings : EXIT.ok;
}

/**
 * Of a decision: what the caller must obey. A block that no breaker made and no failed check, only what could not be
 * evaluated, is 3: trying again may help, where after 1 it would not.
 */
export function exitOfDecision(decision: Decision): ExitCode {
  if (decision.enforced !== 'block') return EXIT.ok;
  const blocking = decision.reasons.filter(
    (reason) => reason.effect === 'block' && reason.overriddenBy === null,
  );
  if (blocking.some((reason) => ['breaker_open', 'breaker_isolated', 'upstream_open'].includes(reason.code)))
    return EXIT.breakerOpen;
  return blocking.length > 0 && blocking.every((reason) => reason.code === 'check_unknown')
    ? EXIT.notEvaluated
    : EXIT.findings;
}
