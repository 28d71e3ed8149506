/** What was measured under one contract, held against the limits of another: no data is looked at again. */
import type { Check, Suite } from '../model/check.js';
import { digest } from '../model/digest.js';
import type { JsonScalar } from '../model/json.js';
import { WITHHELD } from '../model/kit-judgement.js';
import type { CheckResult, Run, Verdict } from '../model/verdict.js';
import { holds, limitText } from '../suite/limit.js';
import type { DryCheck } from './review.js';

/** A check of head that says something else than base; `earlier` is the one of base that asks the same question. */
export interface ChangedCheck {
  readonly check: Check;
  readonly earlier: Check | null;
}

/** The checks that a change can have an effect on: new ones, and those whose question, limit or severity differ. @param before null: all are new */
export function changedChecks(head: Suite, before: Suite | null): readonly ChangedCheck[] {
  const known = new Map((before?.checks ?? []).map((check) => [check.id, check]));
  return head.checks.flatMap((check) => {
    const found = known.get(check.id);
    const earlier = found !== undefined && questionOf(found) === questionOf(check) ? found : null;
    const same = earlier !== null && answerOf(earlier) === answerOf(check);
    return same ? [] : [{ check, earlier }];
  });
}

const questionOf = ({ kind, column, args, unit, columnType }: Check): string =>
  digest({ kind, column, args, unit, columnType });
const answerOf = ({ limit, severity }: Check): string => digest({ limit, severity });

export interface Judged {
  readonly checks: readonly DryCheck[];
  /** Those that no recorded measure answers. */
  readonly open: readonly ChangedCheck[];
}

/**
 * Judges what a recorded run has measured under the limits of head.
 * @param before suite that the run must have been made with: under another one an id may stand for another question
 */
export function judgeRecorded(
  changed: readonly ChangedCheck[],
  before: Suite | null,
  run: Run | null,
): Judged {
  const usable = run !== null && before !== null && run.suiteDigest === before.digest && run.where === null;
  const results = new Map(usable ? run.checks.map((result) => [result.id, result]) : []);
  const checks: DryCheck[] = [];
  const open: ChangedCheck[] = [];
  for (const one of changed) {
    const result = one.earlier === null ? undefined : results.get(one.check.id);
    const judged = result === undefined ? null : judgeAgain(one, result);
    if (judged === null) open.push(one);
    else checks.push(judged);
  }
  return { checks, open };
}

/** Null where the record does not hold what was observed. */
function judgeAgain({ check, earlier }: ChangedCheck, result: CheckResult): DryCheck | null {
  const after = verdictOf(check, result);
  if (after === null) return null;
  const expected = limitText(check.limit, check.unit);
  const saw = `${check.name ?? check.column ?? check.dataset}: recorded ${observedText(result.observed, check)}`;
  return {
    id: check.id,
    kind: check.kind,
    column: check.column,
    isNew: false,
    before: (earlier === null ? null : verdictOf(earlier, result)) ?? result.verdict,
    after,
    expected,
    message: after === 'pass' ? saw : `${saw}, allowed ${expected}`,
    source: 'record',
    clause: check.clause,
  };
}

/** What a check says of a value that was seen; null where the value is not there to be judged. */
function verdictOf({ limit, severity }: Check, { verdict, observed }: CheckResult): Verdict | null {
  if (verdict === 'unknown' || observed === null || observed === WITHHELD) return null;
  return holds(limit, observed) ? 'pass' : severity;
}

function observedText(value: JsonScalar, { unit }: Check): string {
  const units = { rows: ' rows', percent: ' %', seconds: ' s', value: '' };
  return `${String(value)}${units[unit]}`;
}

/** Results of a real check of head: what base would have said of the same values stands beside. */
export function checkedNow(
  results: readonly CheckResult[],
  asked: readonly ChangedCheck[],
): readonly DryCheck[] {
  const earlier = new Map(asked.map((one) => [one.check.id, one.earlier]));
  return results.map((result) => {
    const same = earlier.get(result.id) ?? null;
    return {
      id: result.id,
      kind: result.kind,
      column: result.column,
      isNew: same === null,
      before: same === null ? null : verdictOf(same, result),
      after: result.verdict,
      expected: result.expected,
      message: result.message,
      source: 'check',
      clause: result.clause,
    };
  });
}

/** Checks that would fail, and did not before or were not there. */
export function newlyFailing(checks: readonly DryCheck[]): number {
  return checks.filter(({ before, after }) => after === 'fail' && before !== 'fail').length;
}
