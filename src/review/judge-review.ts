/** Everything that was found → one verdict, with its reasons. */
import type { ContractDiff } from '../model/change.js';
import type { Effect } from '../model/decision.js';
import type { Fault } from '../model/fault.js';
import type { DryRun, JudgedApproval, ReviewedChange, ReviewPolicy, ReviewVerdict } from './review.js';

export interface Found {
  readonly policy: ReviewPolicy;
  readonly faults: readonly Fault[];
  readonly notCompared: readonly unknown[];
  readonly changes: readonly ReviewedChange[];
  readonly contracts: readonly Omit<ContractDiff, 'changes'>[];
  readonly dryRun: DryRun;
  readonly approvals: readonly JudgedApproval[];
}

export interface Judgement {
  readonly verdict: ReviewVerdict;
  readonly reasons: readonly string[];
}

interface Reason {
  readonly effect: Effect;
  readonly text: string;
}

/** Faults weigh most; then what stands in the way; then what is worth knowing. */
export function judgeReview(found: Found): Judgement {
  const reasons = reasonsOf(found).filter(({ effect }) => effect !== 'pass');
  const blocking = reasons.filter(({ effect }) => effect === 'block');
  const texts = [...blocking, ...reasons.filter(({ effect }) => effect === 'warn')].map(({ text }) => text);
  if (found.faults.length > 0) {
    return {
      verdict: 'faulty',
      reasons: [`${count(found.faults.length, 'fault')} to mend first.`, ...texts],
    };
  }
  if (blocking.length > 0) return { verdict: 'blocked', reasons: texts };
  const approved = found.changes.some(({ state }) => state === 'approved');
  if (approved) return { verdict: 'approved', reasons: texts };
  return { verdict: texts.length > 0 ? 'noted' : 'clean', reasons: texts };
}

function reasonsOf(found: Found): readonly Reason[] {
  return [
    ...changeReasons(found),
    ...versionReasons(found),
    ...dryRunReasons(found),
    ...told('warn', found.notCompared.length, (n) => `${count(n, 'contract file')} could not be compared.`),
    ...told(
      'warn',
      found.approvals.filter(({ state, added }) => added && (state === 'unused' || state === 'ignored'))
        .length,
      (n) => `${count(n, 'approval')} added here ${n === 1 ? 'counts' : 'count'} for nothing.`,
    ),
  ];
}

function changeReasons({ changes, policy }: Found): readonly Reason[] {
  const of = (state: ReviewedChange['state']) => changes.filter((one) => one.state === state);
  const open = of('open');
  const free = of('free').filter(({ change }) => change.level !== 'safe');
  const level = (wanted: string) => open.filter(({ change }) => change.level === wanted).length;
  const effect: Effect = policy.failOn === 'never' ? 'warn' : 'block';
  return [
    ...told(effect, level('breaking'), (n) => `${count(n, 'breaking change')} ${lacks(n)} approval.`),
    ...told(effect, level('risky'), (n) => `${count(n, 'risky change')} ${lacks(n)} approval.`),
    ...told(
      effect,
      open.length - level('breaking') - level('risky'),
      (n) => `${count(n, 'other change')} ${lacks(n)} approval.`,
    ),
    ...told(
      'warn',
      of('approved').length,
      (n) => `${count(n, 'change')} ${n === 1 ? 'is' : 'are'} approved.`,
    ),
    ...told(
      'warn',
      free.filter(({ change }) => change.level === 'breaking').length,
      (n) => `${count(n, 'breaking change')}, for which the policy asks no approval.`,
    ),
    ...told(
      'warn',
      free.filter(({ change }) => change.level === 'risky').length,
      (n) =>
        `${count(n, 'risky change')}: whether ${n === 1 ? 'it breaks' : 'they break'} something can not be told from the contracts.`,
    ),
  ];
}

function versionReasons({ contracts, policy }: Found): readonly Reason[] {
  const low = contracts.filter(({ versionHolds, status }) => status === 'changed' && !versionHolds);
  return told(
    policy.require.version,
    low.length,
    (n) => `${count(n, 'contract')} ${n === 1 ? 'needs' : 'need'} a higher version.`,
  );
}

function dryRunReasons({ dryRun, policy }: Found): readonly Reason[] {
  const failing = dryRun.datasets.filter(({ newlyFailing }) => newlyFailing > 0).length;
  const unknown = dryRun.datasets.filter(({ reason }) => reason !== null).length;
  const required: Effect = policy.require.dryRun === 'block' ? 'block' : 'pass';
  return [
    ...told(
      required,
      dryRun.reason === null ? 0 : 1,
      () => `The policy requires a dry run, and none was made: ${dryRun.reason ?? ''}.`,
    ),
    ...told(
      policy.require.dryRun,
      failing,
      (n) =>
        `Today's data of ${count(n, 'dataset')} would fail where ${n === 1 ? 'it does' : 'they do'} not now.`,
    ),
    ...told(
      required,
      unknown,
      (n) => `Whether today's data of ${count(n, 'dataset')} would pass could not be told.`,
    ),
  ];
}

const told = (effect: Effect, n: number, text: (n: number) => string): readonly Reason[] =>
  n === 0 ? [] : [{ effect, text: text(n) }];

const lacks = (n: number): string => (n === 1 ? 'lacks' : 'lack');
const count = (n: number, one: string): string => `${String(n)} ${one}${n === 1 ? '' : 's'}`;
