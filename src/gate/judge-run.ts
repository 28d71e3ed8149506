/** A run under a policy: what stands in the way of its data, and the outcome that this adds up to. */
import type { Check, Severity } from '../model/check.js';
import type { GateOutcome, Override, Policy, Reason } from '../model/decision.js';
import type { CheckResult, Run } from '../model/verdict.js';
import { conditionOf, effectOf, isTransient } from './condition.js';
import { liftReasons } from './override.js';
import { byWeight, conditionCodes, outcomeOf, reason } from './reason.js';

export interface JudgeContext {
  readonly policy: Pick<Policy, 'effects'>;
  /** The suite's checks: one that the run has no result for was not evaluated. */
  readonly checks: readonly Pick<Check, 'id' | 'severity'>[];
  readonly owner: string | null;
  /** By check id: the run that began its present series of bad results; this run where there is none. */
  readonly firstBadRuns: ReadonlyMap<string, string>;
  /** Those in force for the run's data version, see `overridesInForce`. */
  readonly overrides: readonly Override[];
  /** What stands besides the run's own results: an upstream that only warns, data that moved. */
  readonly besides: readonly Reason[];
}

export interface Judged {
  readonly outcome: GateOutcome;
  /** The heaviest first. Passing checks give none; what the policy lets pass is listed with the effect `pass`. */
  readonly reasons: readonly Reason[];
}

/** The outcome of a run and every reason for it. A check without a result, and a run without a check, count as unknown. */
export function judgeRun(run: Run, context: JudgeContext): Judged {
  const severities = new Map(context.checks.map((check) => [check.id, check.severity]));
  const found = run.checks.flatMap((result) =>
    reasonOf(result, severities.get(result.id) ?? 'fail', run, context),
  );
  const own = liftReasons([...found, ...notEvaluated(run, context)], context.overrides);
  const reasons = byWeight([...context.besides, ...brokenOff(run, context), ...own]);
  return { outcome: outcomeOf(reasons), reasons };
}

/** True for a run that was broken off before it ended. */
export function wasCancelled(run: Pick<Run, 'checks'>): boolean {
  return run.checks.some((result) => result.reason === 'cancelled');
}

/**
 * Does this block say something of the data itself? Not where every blocking reason is an answer that did not come (a timeout,
 * an unreachable source): then the data version is not condemned, and asking again is worth a scan.
 */
export function condemnsData(run: Run, reasons: readonly Reason[]): boolean {
  const results = new Map(run.checks.map((result) => [result.id, result]));
  return reasons.some((each) => {
    if (each.effect !== 'block' || each.check === null) return false;
    const result = results.get(each.check);
    return result !== undefined && !isTransient(result);
  });
}

function reasonOf(
  result: CheckResult,
  severity: Severity,
  run: Run,
  context: JudgeContext,
): readonly Reason[] {
  const condition = conditionOf(result);
  if (condition === null) return [];
  return [
    reason(conditionCodes[condition], effectOf(condition, severity, context.policy), result.message, {
      check: result.id,
      observed: result.observed,
      expected: result.expected,
      owner: context.owner,
      firstBadRun: context.firstBadRuns.get(result.id) ?? run.runId,
    }),
  ];
}

/** A run that was broken off allows nothing, whatever the policy lets pass and whoever overrides. */
function brokenOff(run: Run, context: JudgeContext): readonly Reason[] {
  if (!wasCancelled(run)) return [];
  const message = `${run.dataset}: the checks were broken off`;
  return [reason('run_cancelled', 'block', message, { owner: context.owner })];
}

function notEvaluated(run: Run, context: JudgeContext): readonly Reason[] {
  const effect = context.policy.effects.unknown;
  const more = { owner: context.owner };
  const answered = new Set(run.checks.map((result) => result.id));
  const missing = context.checks
    .filter((check) => !answered.has(check.id))
    .map((check) =>
      reason('check_not_evaluated', effect, `${check.id}: the run has no result of this check`, {
        ...more,
        check: check.id,
      }),
    );
  if (run.checks.length > 0 || missing.length > 0) return missing;
  return [reason('nothing_checked', effect, `${run.dataset}: not a single check was run`, more)];
}
