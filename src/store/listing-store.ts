/** The questions of whoever pages through what is recorded: always newest first, always from a place that stays the same while more is written. */
import type { Contract } from '../model/contract.js';
import type { AuditEntry, BreakerTransition, Decision, GateOutcome } from '../model/decision.js';
import type { Batch } from '../model/measure.js';
import type { CheckResult, Run, Summary, Verdict } from '../model/verdict.js';

/** Where a page ended: numbers that sort as the list does. They come from outside, so they are only ever compared. */
export type Position = readonly number[];

/** Which part of a list. */
export interface PageWish {
  readonly limit: number;
  /** What comes after this position; null: from the beginning. */
  readonly after: Position | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null: this was the last. */
  readonly next: Position | null;
}

/** From and to, ISO 8601; `until` itself is outside. Null: open. */
export interface Period {
  readonly since: string | null;
  readonly until: string | null;
}

/** One result of one check, as charts and tables want it. */
export interface CheckPoint {
  readonly runId: string;
  readonly asOf: string;
  readonly batch: Batch | null;
  readonly accepted: boolean;
  readonly result: CheckResult;
}

export interface ContractVersion {
  readonly contract: Contract;
  readonly recordedAt: string;
}

/** What was recorded of a dataset within a period. */
export interface Attainment {
  readonly dataset: string;
  readonly runs: number;
  /** By dimension. */
  readonly dimensions: ReadonlyMap<string, Summary>;
  readonly decisions: { readonly total: number; readonly allowed: number };
  /** Of all time; null: never. */
  readonly lastRunAt: string | null;
  readonly lastAllowedAt: string | null;
}

export interface ListingStore {
  /** By the order of recording. */
  decisions(
    filter: Period & { readonly dataset: string; readonly outcome: GateOutcome | null },
    page: PageWish,
  ): Promise<Page<Decision>>;
  /** By as-of. Without their checks. */
  runs(
    filter: Period & { readonly dataset: string; readonly verdict: Verdict | null },
    page: PageWish,
  ): Promise<Page<Omit<Run, 'checks'>>>;
  /** By as-of. Of runs with one as-of and batch only the last recorded counts; runs of a `--where` are left out. */
  checkPoints(filter: Period & { readonly check: string }, page: PageWish): Promise<Page<CheckPoint>>;
  transitions(dataset: string, page: PageWish): Promise<Page<BreakerTransition>>;
  /** @param filter.datasets only those; null: all, entries of no dataset included */
  audit(
    filter: Period & { readonly datasets: readonly string[] | null; readonly action: string | null },
    page: PageWish,
  ): Promise<Page<AuditEntry>>;
  /** All that is recorded of a contract, newest first. */
  contractVersions(contract: string): Promise<readonly ContractVersion[]>;
  /** One for each dataset, in their order: runs by as-of and decisions by their moment in the period. */
  attainment(
    datasets: readonly string[],
    period: { readonly since: string; readonly until: string },
  ): Promise<readonly Attainment[]>;
}
