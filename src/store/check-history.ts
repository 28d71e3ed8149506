/** The series of one check, for people. */
import type { HistoryPoint } from '../model/history.js';
import { newestPoints } from './newest-points.js';
import type { Database } from './store-database.js';

/** The newest points of a check, newest first. */
export async function checkHistory(
  db: Database,
  check: string,
  limit: number,
): Promise<readonly HistoryPoint[]> {
  const series = { check, before: null, within: null, server: null };
  const [points = []] = await newestPoints(db, [series], (found) => found.length >= limit);
  return points.slice(0, limit);
}
