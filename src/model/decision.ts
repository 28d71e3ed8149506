/** Decisions, policies, the breaker's state and overrides: what the gate says and remembers. */
import type { Batch } from './measure.js';
import type { JsonScalar } from './json.js';
import type { DataVersion } from './table.js';
import type { Verdict } from './verdict.js';

export type GateOutcome = 'allow' | 'allow_with_warnings' | 'block';
export type Effect = 'pass' | 'warn' | 'block';

/** What may stand in the way, in the words of the policy matrix. */
export type Condition =
  'fail' | 'warn' | 'unknown' | 'empty' | 'stale' | 'missing' | 'insufficientHistory' | 'upstreamOpen';

/** The policy of one dataset in one environment, fully resolved. Durations are ISO 8601 or `10m`-style, here in ms. */
export interface Policy {
  readonly effects: { readonly [condition in Condition]: Effect };
  /** Decides and records, enforces nothing. */
  readonly shadow: boolean;
  /** What an implied `rowCount > 0` does when it breaks. */
  readonly onEmpty: 'fail' | 'warn' | 'pass';
  readonly extraColumns: 'allow' | 'warn' | 'fail';
  readonly columnOrder: 'ignore' | 'warn' | 'fail';
  readonly failuresToOpen: number;
  readonly successesToClose: number;
  readonly cooldownMs: number;
  readonly cooldownCapMs: number;
  /** How long an allowed decision holds. */
  readonly holdsMs: number;
  /** Cap for `--samples`. */
  readonly maxSamples: number;
  /** An override into this layer needs a second person. */
  readonly secondApprover: boolean;
}

export interface Reason {
  /** check_failed, check_warned, check_unknown, breaker_open, breaker_isolated, upstream_open, … */
  readonly code: string;
  readonly effect: Effect;
  readonly check: string | null;
  readonly observed: JsonScalar;
  readonly expected: string | null;
  readonly owner: string | null;
  /** The first run of the unbroken series of bad ones, this run included. */
  readonly firstBadRun: string | null;
  /** The dataset at the root of an inherited block. */
  readonly rootCause: string | null;
  /** Id of the override that lifted it, if one did. */
  readonly overriddenBy: string | null;
  readonly message: string;
}

export interface Decision {
  readonly kind: 'Decision';
  readonly id: string;
  readonly dataset: string;
  readonly layer: string | null;
  readonly environment: string | null;
  readonly batch: Batch | null;
  readonly outcome: GateOutcome;
  /** True: recorded, not enforced (`enforced` is then allow). */
  readonly shadow: boolean;
  /** What the caller must obey: the outcome, or allow in shadow. */
  readonly enforced: GateOutcome;
  /** The run's verdict; null where nothing was scanned. */
  readonly verdict: Verdict | null;
  readonly reasons: readonly Reason[];
  readonly contract: {
    readonly id: string;
    readonly version: string;
    readonly file: string;
    readonly digest: string;
  };
  readonly suiteDigest: string;
  readonly policyDigest: string;
  readonly dataVersion: DataVersion | null;
  readonly runId: string | null;
  /** True when an earlier decision was given again, without a scan. */
  readonly replayed: boolean;
  readonly askedBy: string;
  readonly askedAt: string;
  /** The moment that it was asked for, and judged at; absent on records from before it was kept. */
  readonly asOf?: string;
  readonly decidedAt: string;
  /** An allowed decision holds until then; null for a block. */
  readonly expiresAt: string | null;
  /** Breaker after this decision. */
  readonly breaker: BreakerPhase;
}

export type BreakerPhase = 'closed' | 'open' | 'half_open' | 'isolated';

export interface BreakerState {
  readonly dataset: string;
  readonly phase: BreakerPhase;
  /** Blocked decisions in a row. */
  readonly failures: number;
  /** Passing probes in a row, while half open. */
  readonly successes: number;
  readonly openedAt: string | null;
  /** No probe before this moment. */
  readonly retryAt: string | null;
  /** The cooldown that the next opening will use; doubles while probes fail. */
  readonly cooldownMs: number;
  /** The data version that opened it: blocked at once while open. */
  readonly dataVersion: string | null;
  readonly batch: Batch | null;
  /** Why, for people; the root check of the opening. */
  readonly cause: string | null;
  readonly runId: string | null;
  readonly since: string;
}

export type BreakerEvent =
  /** A scan is about to run while open: becomes the probe. */
  | { readonly event: 'probe'; readonly dataVersion: string | null }
  | {
      readonly event: 'blocked';
      readonly dataVersion: string | null;
      readonly batch: Batch | null;
      readonly cause: string;
      readonly runId: string | null;
    }
  | { readonly event: 'allowed'; readonly runId: string | null }
  | { readonly event: 'trip'; readonly by: string; readonly reason: string }
  | { readonly event: 'reset'; readonly by: string; readonly reason: string };

export interface BreakerTransition {
  readonly dataset: string;
  readonly at: string;
  readonly from: BreakerPhase;
  readonly to: BreakerPhase;
  readonly event: BreakerEvent['event'];
  readonly cause: string | null;
  readonly runId: string | null;
  /** Null where no person did it. */
  readonly by: string | null;
}

export interface Override {
  readonly id: string;
  readonly dataset: string;
  readonly reason: string;
  /** Check ids that it lifts; null: every check. */
  readonly checks: readonly string[] | null;
  /** Data version that it holds for; null: any until it expires. */
  readonly dataVersion: string | null;
  readonly createdAt: string;
  readonly until: string;
  readonly by: string;
  /** A second person, where the policy asks for one; without it the override waits and lifts nothing. */
  readonly approvedBy: string | null;
  readonly needsApproval: boolean;
}

export interface AuditEntry {
  readonly at: string;
  readonly by: string;
  /** `breaker.trip`, `breaker.reset`, `override.create`, `override.approve`, … */
  readonly action: string;
  readonly dataset: string | null;
  readonly reason: string | null;
  readonly before: string | null;
  readonly after: string | null;
}
