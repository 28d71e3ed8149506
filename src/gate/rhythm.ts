/** How long a dataset is usually left alone, told from its last runs: beyond that, somebody should have looked at it. */

/** A run by the two moments that it has. */
export interface RunMoments {
  /** The moment that it was judged at. */
  readonly asOf: string;
  /** The moment at which it was recorded. */
  readonly finishedAt: string;
}

const HOUR_MS = 3_600_000;
/** Of fewer gaps nobody can say what is usual. */
const FEWEST_GAPS = 3;
/** A missed run is told from a late one by this. */
const MEDIANS = 2;
/** Above the longest pause that happens again and again. */
const PAUSES = 1.25;
/** What is tried by hand a few times in a row has no rhythm. */
const SHORTEST_MS = 6 * HOUR_MS;

/**
 * The longest time without a run that is still as usual, in ms; null where the runs are too few to tell.
 *
 * Twice the median gap, but more than any pause that comes again (a weekend between working days, the night between several batches of
 * an evening): for that the second longest gap stands, because the longest may have been an outage. Gaps are taken twice, between the moments that runs were judged at
 * and between those at which they were recorded, and the longer answer holds: a replay of history records a year of days within minutes, and a
 * batch that is judged at one moment may be run on many days.
 */
export function usualGapMs(runs: readonly RunMoments[]): number | null {
  const judged = usual(runs.map(({ asOf }) => asOf));
  const recorded = usual(runs.map(({ finishedAt }) => finishedAt));
  const known = [judged, recorded].filter((each) => each !== null);
  return known.length === 0 ? null : Math.max(SHORTEST_MS, ...known);
}

function usual(moments: readonly string[]): number | null {
  const times = [...new Set(moments.map((moment) => Date.parse(moment)))].sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? time));
  if (gaps.length < FEWEST_GAPS) return null;
  const sorted = gaps.sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.max(MEDIANS * median, PAUSES * (sorted.at(-2) ?? 0));
}
