/** Since when a check is bad. */
import type { HistoryPoint } from '../model/history.js';
import { newestPoints } from './newest-points.js';
import type { Database } from './store-database.js';

/** For each check the run that began its present unbroken series of results that are not pass; absent where the last one passed. */
export async function firstBadRuns(
  db: Database,
  checks: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const series = checks.map((check) => ({ check, before: null, within: null, server: null }));
  const lists = await newestPoints(db, series, (points) => points.some(passed));
  return new Map(
    checks.flatMap((check, i) => {
      const points = lists[i] ?? [];
      const lastPass = points.findIndex(passed);
      const first = points[(lastPass < 0 ? points.length : lastPass) - 1];
      return first === undefined ? [] : [[check, first.runId] as const];
    }),
  );
}

function passed(point: HistoryPoint): boolean {
  return point.verdict === 'pass';
}
