/** Assay, composed: contracts, engines and store of one project, behind the calls that the command line and an orchestrator make. */
import type { Check } from '../model/check.js';
import type { AuditEntry, BreakerState, BreakerTransition, Decision, Override } from '../model/decision.js';
import type { Expectation } from '../model/expectation.js';
import type { JwkSet, Verification } from '../model/hallmark.js';
import type { HistoryPoint } from '../model/history.js';
import type { Batch } from '../model/measure.js';
import type { DataVersion } from '../model/table.js';
import type { Run } from '../model/verdict.js';
import type { Explained } from '../run/explain.js';
import type { FailingRows } from '../run/failing-rows.js';
import type { RunProgress } from '../run/run-services.js';
import type { Incident } from '../model/incident.js';
import type { Store } from '../store/store.js';
import type { LoadedProject } from './load-project.js';
import type { Lease } from '../store/ask-store.js';
import type { IncidentFilter } from '../store/incident-store.js';

export interface RunOptions {
  readonly batch?: Batch | null;
  /** ISO 8601 UTC; default: now. */
  readonly asOf?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: RunProgress) => void;
}

export interface CheckOptions extends RunOptions {
  readonly where?: string | null;
  readonly select?: ((check: Check) => boolean) | null;
  /** Bad rows to show for each failed check; default 0. */
  readonly samples?: number;
  /** Default true. */
  readonly record?: boolean;
}

export interface GateOptions extends RunOptions {
  /** Scan again although this data version has its decision. */
  readonly force?: boolean;
  /** The version of the data that is to be promoted: other data are blocked as moved. */
  readonly dataVersion?: string | null;
  /** The ask that this answers: it ends in the transaction that records the decision. */
  readonly lease?: Lease;
}

export interface Decided {
  readonly decision: Decision;
  /** Null where nothing was scanned. */
  readonly run: Run | null;
  /** The signed promise that these data were let through; null for a block, or where the decision is bound to no data version. */
  readonly hallmark: string | null;
}

export interface VerifyOptions {
  /** What the hallmark is wanted for; default: whichever dataset it names. */
  readonly dataset?: string | null;
  /** Default: whichever batch it names. */
  readonly batch?: Batch | null;
  /** Signature and time only: the data are not looked at. */
  readonly offline?: boolean;
  /** Keys that somebody published, instead of the store's: the store is then not opened. */
  readonly jwks?: JwkSet;
  readonly signal?: AbortSignal;
}

export interface OverrideWish {
  readonly dataset: string;
  readonly reason: string;
  /** ISO 8601 UTC, in the future. */
  readonly until: string;
  readonly checks: readonly string[] | null;
  readonly dataVersion: string | null;
}

/** A person's word on one measured point of a check. */
export interface ExpectWish {
  readonly dataset: string;
  /** Id of a check that is judged by its own earlier runs. */
  readonly check: string;
  readonly runId: string;
  /** True: the point counts as a baseline, whatever its run was. False: it does not. */
  readonly expected: boolean;
  readonly reason: string;
}

export interface RowsOptions {
  readonly batch?: Batch | null;
  readonly where?: string | null;
  /** Default: 20. */
  readonly limit?: number;
}

/** Every call takes a dataset's key, or its bare name where that is unambiguous, and throws a FaultError for what the caller got wrong. */
export interface Assay {
  readonly datasets: readonly string[];
  /** What it stands on, for parts that go further than these calls. */
  readonly inside: { readonly project: LoadedProject; readonly store: () => Promise<Store> };
  /** The same project, asked by another person or program. */
  as(user: string): Assay;
  /** The key of a dataset named by key or bare name. */
  find(dataset: string): string;
  /** The id of a check of a dataset, named by id or by the end of it. */
  findCheck(dataset: string, check: string): string;
  check(dataset: string, options?: CheckOptions): Promise<Run>;
  explain(dataset: string, options?: CheckOptions): Promise<Explained>;
  /** The statement that shows the rows which break a check, written and not run; or why there is none. */
  failingRows(dataset: string, check: string, options?: RowsOptions): Promise<FailingRows>;
  gate(dataset: string, options?: GateOptions): Promise<Decided>;
  /** The version of the data as they are; null where there are none. @throws EngineError where the source does not answer */
  dataVersion(dataset: string, options?: Pick<RunOptions, 'batch' | 'signal'>): Promise<DataVersion | null>;
  /** Whether a hallmark holds here and now: signature, time, environment, and the data as they are. @throws FaultError, StoreError */
  verify(token: string, options?: VerifyOptions): Promise<Verification>;
  /** The public keys that verify hallmarks of this store. @throws StoreError */
  jwks(): Promise<JwkSet>;
  breakers(): Promise<readonly BreakerState[]>;
  transitions(dataset: string, limit: number): Promise<readonly BreakerTransition[]>;
  trip(dataset: string, reason: string): Promise<BreakerState>;
  reset(dataset: string, reason: string): Promise<BreakerState>;
  override(wish: OverrideWish): Promise<Override>;
  /** @param reason default: that of the override */
  approve(overrideId: string, reason?: string | null): Promise<Override>;
  /** Lets a point serve as a baseline, or no longer. It opens no gate. @throws FaultError no-baseline, unknown-run, partial-run, reason-required */
  expect(wish: ExpectWish): Promise<Expectation>;
  /** Somebody takes up an incident; reminders end. @throws FaultError unknown-incident, already-acknowledged, already-resolved */
  acknowledge(incident: string, note: string | null): Promise<Incident>;
  /** A person says that it is over. @throws FaultError unknown-incident, already-resolved, reason-required */
  resolve(incident: string, reason: string): Promise<Incident>;
  /** Newest first. */
  incidents(filter: IncidentFilter): Promise<readonly Incident[]>;
  overrides(dataset: string | null): Promise<readonly Override[]>;
  runs(dataset: string, limit: number): Promise<readonly Run[]>;
  decisions(dataset: string, limit: number): Promise<readonly Decision[]>;
  checkHistory(dataset: string, check: string, limit: number): Promise<readonly HistoryPoint[]>;
  audit(limit: number): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
}
