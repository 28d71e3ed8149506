/** The questions of whoever pages through what is recorded: always newest first, always from a place that stays the same while more is written. */
import type { Suite } from '../model/check.js';
import type { Contract } from '../model/contract.js';
import type { AuditEntry, BreakerTransition, Decision, GateOutcome } from '../model/decision.js';
import type { Batch } from '../model/measure.js';
import type { TallySlice } from '../model/objective.js';
import type { CheckResult, Run, Summary, Verdict } from '../model/verdict.js';
import type { LatestHealth } from './latest-health.js';
import type { BadSince, TrendPoint } from './check-trends.js';
import type { RunHead } from './run-heads.js';
import type { RunVerdict } from './run-verdicts.js';
import type { Standing, StandingDecision } from './standing.js';

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
  /** As-of of the run that is last by it, of all time; null: never. */
  readonly lastAsOf: string | null;
  /** What was recorded from each of the asked cuts to the next, or to the end of the period. */
  readonly slices: readonly TallySlice[];
}

export interface ListingStore {
  /** By the order of recording. */
  decisions(
    filter: Period & { readonly dataset: string; readonly outcome: GateOutcome | null },
    page: PageWish,
  ): Promise<Page<Decision>>;
  /** By the order of recording. @param filter.datasets only those; null: all */
  allDecisions(
    filter: Period & {
      readonly datasets: readonly string[] | null;
      readonly outcome: GateOutcome | null;
    },
    page: PageWish,
  ): Promise<Page<Decision>>;
  /** The latest on each dataset in short, by dataset; absent where nothing was ever decided. */
  lastDecisions(datasets: readonly string[]): Promise<ReadonlyMap<string, StandingDecision>>;
  /** Those of these ids that are on record, by id. */
  decisionsById(ids: readonly string[]): Promise<ReadonlyMap<string, Decision>>;
  /** By as-of. Without their checks. */
  runs(
    filter: Period & { readonly dataset: string; readonly verdict: Verdict | null },
    page: PageWish,
  ): Promise<Page<Omit<Run, 'checks'>>>;
  /** By the order of recording. Without their checks. @param filter.datasets only those; null: all */
  allRuns(
    filter: Period & {
      readonly datasets: readonly string[] | null;
      readonly verdict: Verdict | null;
      readonly server: string | null;
    },
    page: PageWish,
  ): Promise<Page<RunHead>>;
  runHead(id: string): Promise<RunHead | null>;
  /** The run that tells how a dataset stands: the latest by as-of that is not of a `--where`. */
  latestRun(dataset: string): Promise<RunHead | null>;
  /** The one before it on the same server, by as-of; null where there is none, and for a run of a `--where`. */
  runBefore(id: string): Promise<RunHead | null>;
  /** The last decision on each run, by the run's id. */
  runDecisions(runs: readonly string[]): Promise<ReadonlyMap<string, Decision>>;
  /** What each check of a run said, in the order of the run. */
  runVerdicts(run: string): Promise<readonly RunVerdict[]>;
  /** Results at these places of a run. */
  runResults(run: string, positions: readonly number[]): Promise<ReadonlyMap<number, CheckResult>>;
  /** The last points of each check, oldest first; at most `most` each. */
  checkTrends(checks: readonly string[], most: number): Promise<ReadonlyMap<string, readonly TrendPoint[]>>;
  /** Of each check that did not pass last: where its series of results that are not pass began. */
  checksBadSince(checks: readonly string[]): Promise<ReadonlyMap<string, BadSince>>;
  recordedSuite(digest: string): Promise<Suite | null>;
  /** By as-of. Of runs with one as-of and batch only the last recorded counts; runs of a `--where` are left out. */
  checkPoints(filter: Period & { readonly check: string }, page: PageWish): Promise<Page<CheckPoint>>;
  transitions(dataset: string, page: PageWish): Promise<Page<BreakerTransition>>;
  /** @param filter.datasets only those; null: all, entries of no dataset included */
  audit(
    filter: Period & {
      readonly datasets: readonly string[] | null;
      readonly action: string | null;
      readonly by: string | null;
    },
    page: PageWish,
  ): Promise<Page<AuditEntry>>;
  /** One for each dataset, in their order: the latest run's verdict, and how old the data are that were last let through. */
  latestHealth(datasets: readonly string[]): Promise<readonly LatestHealth[]>;
  /** How many versions are on record, by id of the contract; absent where there is none. */
  contractVersionCounts(contracts: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** All that is recorded of a contract, newest first. */
  contractVersions(contract: string): Promise<readonly ContractVersion[]>;
  /** One for each dataset, in their order, with at most so many runs. */
  standings(datasets: readonly string[], runs: number): Promise<readonly Standing[]>;
  /** When the gate last answered about each dataset, by dataset; absent where it never did. */
  lastAnswers(datasets: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * One for each dataset, in their order: runs by as-of, decisions by the as-of of their run, and those without a run by the moment at which they were made.
   * @param cuts where slices begin; they may lie before the period, never after it. Default: none
   */
  attainment(
    datasets: readonly string[],
    period: { readonly since: string; readonly until: string },
    cuts?: readonly string[],
  ): Promise<readonly Attainment[]>;
}
