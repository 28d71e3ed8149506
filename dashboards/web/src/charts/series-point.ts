/** A measured point as a chart draws it. */

export interface SeriesPoint {
  /** What it goes by: the run. */
  readonly key: string;
  /** ms since 1970. */
  readonly at: number;
  /** Null: nothing was measured that is a number; the line has a gap. */
  readonly value: number | null;
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown';
  /** Counts as a baseline for later points. */
  readonly accepted: boolean;
  /** The limit that held then; null: none on this scale. */
  readonly low: number | null;
  readonly high: number | null;
  /** What was expected then. */
  readonly bandLow: number | null;
  readonly bandHigh: number | null;
}

/** What happened along a series: a stretch of it, or, without an end of its own, a moment. */
export interface SeriesMark {
  readonly kind: 'incident' | 'override' | 'version' | 'expected';
  readonly from: number;
  /** Null: it lasts. The same as `from`: a moment. */
  readonly until: number | null;
  /** What stands beside it, in few words. */
  readonly label: string;
}
