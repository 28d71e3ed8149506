/** Whether a point of a check's series may serve as a baseline, as SQL. */
import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';

/** The columns of a result and its run as the query at hand calls them. */
interface Point {
  readonly check: SQLWrapper;
  readonly run: SQLWrapper;
  /** What the run says of itself. */
  readonly accepted: SQLWrapper;
}

/**
 * A person's last word on the point holds; without one the run's own, or that of an override that let it through. `offset 0` keeps the lookup
 * by key, whatever a planner without statistics believes.
 */
export function acceptedPoint({ check, run, accepted }: Point): SQL<boolean> {
  return sql<boolean>`coalesce(
    (select e.expected from (
      select w.expected, w.seq from assay.expectations w where w.check_id = ${check} and w.run_id = ${run} offset 0) e
      order by e.seq desc limit 1),
    ${accepted} or exists (select from assay.decisions d where d.run_id = ${run} and d.lifts_run))`;
}
