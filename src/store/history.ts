/** What earlier runs measured, for checks that judge against it. */
import type { HistoryNeed, HistoryPoint } from '../model/history.js';
import { newestPoints } from './newest-points.js';
import type { HistoryScope } from './store.js';
import type { Database } from './store-database.js';

/**
 * Points of checks strictly before `before`, newest first, by check id. A list reaches back to the check's `points`-th
 * accepted point, or to its beginning; the points between of whatever verdict are in it.
 */
export async function history(
  db: Database,
  needs: readonly { readonly check: string; readonly need: HistoryNeed }[],
  before: string,
  scope: HistoryScope,
): Promise<ReadonlyMap<string, readonly HistoryPoint[]>> {
  const series = needs.map(({ check, need }) => ({
    check,
    before,
    within: need.within ?? null,
    server: scope.server ?? null,
  }));
  const wanted = (which: number) => needs[which]?.need.points ?? 0;
  const lists = await newestPoints(db, series, (points, which) => accepted(points) >= wanted(which));
  return new Map(needs.map(({ check, need }, i) => [check, upTo(lists[i] ?? [], need.points)]));
}

function accepted(points: readonly HistoryPoint[]): number {
  return points.filter((point) => point.accepted).length;
}

function upTo(points: readonly HistoryPoint[], wanted: number): readonly HistoryPoint[] {
  let left = wanted;
  const end = points.findIndex((point) => point.accepted && --left <= 0);
  return end < 0 ? points : points.slice(0, end + 1);
}
