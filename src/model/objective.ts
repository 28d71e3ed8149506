/** Service level objectives: what a contract promises over many runs, and how it stands with what was recorded. */
import type { Place } from './fault.js';
import type { Verdict } from './verdict.js';

/** What an objective counts. */
export type Counted =
  /** Results of checks, of one dimension or of all (null), of one column or of all (null). */
  | { readonly of: 'results'; readonly dimension: string | null; readonly column: string | null }
  /** Decisions of the gate. */
  | { readonly of: 'decisions' };

/** One promise: of all that is counted within the window, at least `targetPercent` is good. */
export interface Objective {
  readonly dataset: string;
  /** In the standard's spelling: `completeness`, `availability`, `errorRate`, … */
  readonly property: string;
  /** In a few words: `completeness ≥ 99 % over 30 days`. */
  readonly text: string;
  readonly description: string | null;
  readonly counted: Counted;
  /** Verdicts that are good; of decisions, those that let data through are. */
  readonly good: readonly Verdict[];
  /** The least share of good ones, in percent. Of an error rate, 100 less what may be bad. */
  readonly targetPercent: number;
  readonly windowDays: number;
  readonly clause: Place;
}

/** How fast the budget goes: 1 uses up exactly all of it over the whole window. Null: nothing was counted in that part of the window. */
export interface BurnRate {
  readonly shortDays: number;
  readonly short: number | null;
  readonly longDays: number;
  readonly long: number | null;
}

/** `spent` is missed: more was bad than the budget allows. `burning` holds still, but will not if it goes on like this. */
export type ObjectiveState = 'met' | 'burning' | 'spent' | 'no_data';

/** An objective with what was counted for it. */
export interface ObjectiveStanding {
  readonly objective: Objective;
  readonly good: number;
  readonly bad: number;
  readonly total: number;
  /** good ÷ total; null where nothing was counted. */
  readonly attained: number | null;
  /** Share of the error budget that is left; below zero where more was bad than it allows. Null: nothing was counted, or the target of 100 % leaves no budget. */
  readonly budgetLeft: number | null;
  /** Null where there is no budget to burn. */
  readonly burn: BurnRate | null;
  readonly state: ObjectiveState;
}

/** What was recorded of a dataset in one slice of time. */
export interface TallySlice {
  /** Its beginning; it ends where the next one begins. */
  readonly from: string;
  readonly results: readonly ResultCount[];
  readonly decisions: { readonly total: number; readonly allowed: number };
}

export interface ResultCount {
  readonly check: string;
  readonly dimension: string;
  readonly column: string | null;
  readonly verdict: Verdict;
  readonly count: number;
}
