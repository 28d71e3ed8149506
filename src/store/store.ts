/** What is remembered, as questions and records. One implementation on Drizzle, over PGlite or PostgreSQL. */
import type { Contract } from '../model/contract.js';
import type { Suite } from '../model/check.js';
import type { AuditEntry, BreakerState, BreakerTransition, Decision, Override } from '../model/decision.js';
import type { HistoryNeed, HistoryPoint } from '../model/history.js';
import type { Batch } from '../model/measure.js';
import type { Incident } from '../model/incident.js';
import type { Run } from '../model/verdict.js';
import type { AccessStore } from './access-store.js';
import type { AskStore, Lease } from './ask-store.js';
import type { CheckStore } from './check-store.js';
import type { EventStore } from './event-store.js';
import type { IncidentChange, IncidentStore, Outbox } from './incident-store.js';
import type { ListingStore } from './listing-store.js';

/** All of one decision, written in one transaction. */
export interface DecisionRecord {
  readonly decision: Decision;
  /** The earlier decision of this key that the caller has seen and sets aside (forced, expired, an override came): its id. Absent:
   * there was none. */
  readonly supersedes?: string | null;
  /** The breaker as it was read before the step; where given, a breaker that has moved since is a `BreakerMoved`. Null: it had no state. */
  readonly breakerBefore?: BreakerState | null;
  readonly run: Run | null;
  readonly suite: Suite;
  readonly contract: Contract;
  readonly breaker: BreakerState;
  readonly transitions: readonly BreakerTransition[];
  /** What it does to incidents, with the messages about it; `incidentsBefore` are those that the step was taken from. */
  readonly incidents?: IncidentChange;
  readonly incidentsBefore?: readonly Incident[];
  /** The ask that it answers: the ask ends with it, in the same transaction. */
  readonly lease?: Lease;
}

export interface DecisionKey {
  readonly dataset: string;
  readonly batch: Batch | null;
  readonly dataVersion: string;
  readonly suiteDigest: string;
  readonly policyDigest: string;
}

/** Narrows a history to the points that compare with the run at hand. */
export interface HistoryScope {
  /** Runs on this server only. */
  readonly server?: string;
}

/** Someone else changed the breaker between reading and writing: read again and take the step again. Nothing was written. */
export class BreakerMoved extends Error {
  constructor(dataset: string) {
    super(`The breaker of ${dataset} was changed by someone else meanwhile.`);
    this.name = 'BreakerMoved';
  }
}

export interface Store {
  /** Run, results, series, suite and contract version, in one transaction. Recording the same run again changes nothing. */
  recordRun(run: Run, suite: Suite, contract: Contract): Promise<void>;
  /** Keeps contracts and suites as they were loaded; those that are there already stay as they are. */
  keepContracts(contracts: readonly Contract[], suites: readonly Suite[]): Promise<void>;
  /**
   * Gives the decision that stands: the caller's own, or, where another caller decided the same key meanwhile, the other's. Then the caller's
   * run is recorded, its decision and breaker step are not. Recording a decision again changes nothing.
   * @throws BreakerMoved, IncidentMoved, LeaseLost
   */
  recordDecision(record: DecisionRecord): Promise<Decision>;
  /** Earlier points of checks, strictly before `before`, newest first; where a run of one as-of was repeated, the latest counts. Accepted first is not implied: points of all verdicts come, at least `points` accepted ones where they exist. */
  history(
    needs: readonly { readonly check: string; readonly need: HistoryNeed }[],
    before: string,
    scope?: HistoryScope,
  ): Promise<ReadonlyMap<string, readonly HistoryPoint[]>>;
  /** The latest decision of this key that was not an inherited or open-breaker block; null where there is none. */
  findDecision(key: DecisionKey): Promise<Decision | null>;
  decisions(dataset: string, limit: number): Promise<readonly Decision[]>;
  runs(dataset: string, limit: number): Promise<readonly Run[]>;
  run(id: string): Promise<Run | null>;
  checkHistory(dataset: string, check: string, limit: number): Promise<readonly HistoryPoint[]>;
  /** For each check: the run that began its present unbroken series of results that are not pass; absent where the last one passed. */
  firstBadRuns(dataset: string, checks: readonly string[]): Promise<ReadonlyMap<string, string>>;
  breaker(dataset: string): Promise<BreakerState | null>;
  breakers(): Promise<readonly BreakerState[]>;
  transitions(dataset: string, limit: number): Promise<readonly BreakerTransition[]>;
  /** A change by hand: new state, transition and audit entry in one transaction. `before` as in DecisionRecord. @throws BreakerMoved */
  changeBreaker(
    state: BreakerState,
    transitions: readonly BreakerTransition[],
    audit: AuditEntry,
    before?: BreakerState | null,
  ): Promise<void>;
  addOverride(override: Override, audit: AuditEntry): Promise<void>;
  /** Sets `approvedBy`; false where there is no such override or it is already approved. */
  approveOverride(id: string, by: string, audit: AuditEntry): Promise<boolean>;
  /** Those not expired at `at`, waiting for approval or not. */
  overrides(dataset: string | null, at: string): Promise<readonly Override[]>;
  audit(limit: number): Promise<readonly AuditEntry[]>;
  decision(id: string): Promise<Decision | null>;
  readonly asks: AskStore;
  readonly incidents: IncidentStore;
  readonly outbox: Outbox;
  readonly access: AccessStore;
  readonly events: EventStore;
  readonly checks: CheckStore;
  readonly listings: ListingStore;
  close(): Promise<void>;
}
