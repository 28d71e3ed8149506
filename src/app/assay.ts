/** Assay, composed: contracts, engines and store of one project, behind the calls that the command line and an orchestrator make. */
import type { Check } from '../model/check.js';
import type { AuditEntry, BreakerState, BreakerTransition, Decision, Override } from '../model/decision.js';
import type { HistoryPoint } from '../model/history.js';
import type { Batch } from '../model/measure.js';
import type { Run } from '../model/verdict.js';
import type { Explained } from '../run/explain.js';
import type { RunProgress } from '../run/run-services.js';

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
}

export interface Decided {
  readonly decision: Decision;
  /** Null where nothing was scanned. */
  readonly run: Run | null;
}

export interface OverrideWish {
  readonly dataset: string;
  readonly reason: string;
  /** ISO 8601 UTC, in the future. */
  readonly until: string;
  readonly checks: readonly string[] | null;
  readonly dataVersion: string | null;
}

/** Every call takes a dataset's key, or its bare name where that is unambiguous, and throws a FaultError for what the caller got wrong. */
export interface Assay {
  readonly datasets: readonly string[];
  /** The key of a dataset named by key or bare name. */
  find(dataset: string): string;
  /** The id of a check of a dataset, named by id or by the end of it. */
  findCheck(dataset: string, check: string): string;
  check(dataset: string, options?: CheckOptions): Promise<Run>;
  explain(dataset: string, options?: CheckOptions): Promise<Explained>;
  gate(dataset: string, options?: GateOptions): Promise<Decided>;
  breakers(): Promise<readonly BreakerState[]>;
  transitions(dataset: string, limit: number): Promise<readonly BreakerTransition[]>;
  trip(dataset: string, reason: string): Promise<BreakerState>;
  reset(dataset: string, reason: string): Promise<BreakerState>;
  override(wish: OverrideWish): Promise<Override>;
  approve(overrideId: string): Promise<Override>;
  overrides(dataset: string | null): Promise<readonly Override[]>;
  runs(dataset: string, limit: number): Promise<readonly Run[]>;
  decisions(dataset: string, limit: number): Promise<readonly Decision[]>;
  checkHistory(dataset: string, check: string, limit: number): Promise<readonly HistoryPoint[]>;
  audit(limit: number): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
}
