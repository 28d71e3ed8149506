/** The record of a decision, the key under which it is given again, and how long that lasts. */
import type { Contract } from '../model/contract.js';
import type { BreakerPhase, Decision, GateOutcome, Override, Policy, Reason } from '../model/decision.js';
import type { Batch } from '../model/measure.js';
import type { DataVersion } from '../model/table.js';
import { worst, type Run, type Verdict } from '../model/verdict.js';
import { policyDigest } from './policy.js';
import { byWeight, outcomeOf } from './reason.js';

export interface DecisionParts {
  readonly id: string;
  readonly dataset: string;
  readonly layer: string | null;
  readonly environment: string | null;
  readonly batch: Batch | null;
  readonly contract: Pick<Contract, 'id' | 'version' | 'file' | 'digest'>;
  readonly suiteDigest: string;
  readonly policy: Policy;
  readonly reasons: readonly Reason[];
  /** The version that the verdict is bound to; null where it moved or could not be taken. */
  readonly dataVersion: DataVersion | null;
  /** Null where nothing was scanned. */
  readonly run: Run | null;
  readonly breaker: BreakerPhase;
  /** All that may be in force: the decision ends with the first of those that it leans on. */
  readonly overrides: readonly Override[];
  readonly askedBy: string;
  /** ISO 8601. */
  readonly askedAt: string;
  /** ISO 8601: the moment that is asked for. */
  readonly asOf: string;
  readonly decidedAt: string;
}

/** Builds the record. The outcome follows from the reasons alone; shadow changes only what is enforced. */
export function makeDecision(parts: DecisionParts): Decision {
  const { run, policy, contract } = parts;
  const outcome = outcomeOf(parts.reasons);
  return {
    kind: 'Decision',
    id: parts.id,
    dataset: parts.dataset,
    layer: parts.layer,
    environment: parts.environment,
    batch: parts.batch,
    outcome,
    shadow: policy.shadow,
    enforced: policy.shadow ? 'allow' : outcome,
    verdict: run === null ? null : verdictOf(run, parts.dataVersion),
    reasons: byWeight(parts.reasons),
    contract: { id: contract.id, version: contract.version, file: contract.file, digest: contract.digest },
    suiteDigest: parts.suiteDigest,
    policyDigest: policyDigest(policy),
    dataVersion: parts.dataVersion,
    runId: run?.runId ?? null,
    replayed: false,
    askedBy: parts.askedBy,
    askedAt: parts.askedAt,
    asOf: parts.asOf,
    decidedAt: parts.decidedAt,
    expiresAt: expiryOf(outcome, parts),
    breaker: parts.breaker,
  };
}

/**
 * May this decision be given again to who asks now, for `asOf`? An allowed one holds until it expires, and only for moments
 * within `holdsMs` after the one it was judged at: for another moment the same data may be stale. A block holds on.
 */
export function stillHolds(
  decision: Decision,
  run: Pick<Run, 'asOf'>,
  question: { readonly asOf: string; readonly now: string; readonly policy: Pick<Policy, 'holdsMs'> },
): boolean {
  if (decision.outcome === 'block') return true;
  if (decision.expiresAt === null || Date.parse(question.now) >= Date.parse(decision.expiresAt)) return false;
  const later = Date.parse(question.asOf) - Date.parse(run.asOf);
  return later >= 0 && later < question.policy.holdsMs;
}

/** Results that are bound to no data version are unknown, however good they look. */
function verdictOf(run: Run, dataVersion: DataVersion | null): Verdict {
  return dataVersion === null ? worst([run.verdict, 'unknown']) : run.verdict;
}

/** An allowed decision ends with its time, or with the first override that it leans on. */
function expiryOf(outcome: GateOutcome, parts: DecisionParts): string | null {
  if (outcome === 'block') return null;
  const used = new Set(parts.reasons.map((each) => each.overriddenBy));
  const ends = parts.overrides.filter((each) => used.has(each.id)).map((each) => Date.parse(each.until));
  return new Date(Math.min(Date.parse(parts.decidedAt) + parts.policy.holdsMs, ...ends)).toISOString();
}
