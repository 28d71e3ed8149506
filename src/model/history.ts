/** History: the measured values of earlier runs, as check kinds see them. */
import type { JsonObject, JsonScalar } from './json.js';
import type { Verdict } from './verdict.js';

/** One earlier result of one check. */
export interface HistoryPoint {
  readonly runId: string;
  /** ISO 8601 UTC: the run's place in the series. */
  readonly asOf: string;
  readonly observed: JsonScalar;
  /** As the judge left them: frozen bin edges, the raw value of an anomaly check, … */
  readonly details: JsonObject;
  /** Of this check. */
  readonly verdict: Verdict;
  readonly reason: string | null;
  /** True where the run may serve as a baseline: nothing in it failed (a person may also have accepted it). */
  readonly accepted: boolean;
}

/** How much history a check wants: its own earlier points, strictly before the run's as-of, newest first. */
export interface HistoryNeed {
  /** At most this many accepted points. */
  readonly points: number;
  /** Not older than this ISO 8601 duration before as-of. */
  readonly within?: string;
}
