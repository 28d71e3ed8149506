/** Exit codes: what an orchestrator's shell step sees. */
import type { Fault } from '../model/fault.js';
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

/** What stands in the way although nobody wrote anything wrong: a store that is locked or does not answer, a server that Assay does not run, keys or contracts that do not come. */
const NOT_EVALUATED = /^(store-(?!url$)|server-not-run$|keys-unreachable$|contracts-git$)/;

/** Of a command that its faults ended: 3 where they only say that nothing could be evaluated, else 2. */
export function exitOfFaults(faults: readonly Pick<Fault, 'code'>[]): ExitCode {
  const circumstances = faults.length > 0 && faults.every(({ code }) => NOT_EVALUATED.test(code));
  return circumstances ? EXIT.notEvaluated : EXIT.usage;
}
