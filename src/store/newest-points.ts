/** The time series of checks, walked from the newest point back. */
import { sql } from 'drizzle-orm';
import type { CheckResult } from '../model/verdict.js';
import type { HistoryPoint } from '../model/history.js';
import { acceptedPoint } from './accepted-point.js';
import { decodeText, encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

/** Whose points, and which of them. */
export interface Series {
  readonly check: string;
  /** Strictly before this moment; null: to the end. */
  readonly before: string | null;
  /** Not older than this ISO 8601 duration before `before`; null: from the beginning. */
  readonly within: string | null;
  /** Only what ran on this server; null: on any. */
  readonly server: string | null;
}

interface PointRow {
  readonly which: number;
  readonly run_id: string;
  readonly as_of: string;
  readonly batch_key: string;
  readonly accepted: boolean;
  readonly document: unknown;
}

const ACCEPTED = acceptedPoint({ check: sql`c.check_id`, run: sql`r.run_id`, accepted: sql`r.accepted` });

/** Rows that a first look fetches; a series that wants more is read again, four times as far. */
const FIRST_LOOK = 64;

/**
 * The newest points of each series, newest first, until `enough` says stop or there are no more. Of runs with one as-of
 * and batch only the last recorded counts; runs of a `--where` are no points.
 * @returns one list a series, in their order
 */
export async function newestPoints(
  db: Database,
  series: readonly Series[],
  enough: (points: readonly HistoryPoint[], which: number) => boolean,
): Promise<readonly (readonly HistoryPoint[])[]> {
  const found: (readonly HistoryPoint[])[] = series.map(() => []);
  let open = series.map((_, which) => which);
  for (let limit = FIRST_LOOK; open.length > 0; limit *= 4) {
    const rows = await fetchRows(db, series, open, limit);
    open = open.filter((which) => {
      const own = rows.filter((row) => row.which === which);
      const points = latestOfEach(own);
      found[which] = points;
      return own.length === limit && !enough(points, which);
    });
  }
  return found;
}

/** `offset 0` keeps runs inside: an embedded store has no statistics, and without them the planner would visit every run. */
async function fetchRows(
  db: Database,
  series: readonly Series[],
  open: readonly number[],
  limit: number,
): Promise<readonly PointRow[]> {
  const wanted = open.flatMap((which) => {
    const one = series[which];
    return one === undefined
      ? []
      : [{ which, ...one, check: encodeText(one.check), server: one.server && encodeText(one.server) }];
  });
  const result: unknown = await db.execute(sql`
    select s.which, p.*
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as s(which int, "check" text, before timestamptz, within text, server text)
    cross join lateral (
      select c.run_id, c.as_of as at, c.seq, c.document, r.batch_key, r.accepted,
        to_char(c.as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as as_of
      from assay.check_results c cross join lateral (
        select r.batch_key, ${ACCEPTED} as accepted
        from assay.runs r
        where r.run_id = c.run_id and not r.partial and (s.server is null or r.server = s.server)
        offset 0
      ) r
      where c.check_id = s."check"
        and c.as_of < coalesce(s.before, 'infinity')
        and c.as_of >= coalesce(s.before - s.within::interval, '-infinity')
      order by c.as_of desc, c.seq desc
      limit ${limit}
    ) p
    order by s.which, p.at desc, p.seq desc`);
  return (result as { readonly rows: readonly PointRow[] }).rows;
}

/** Keeps the first, so the last recorded, of the rows of one as-of and batch. */
function latestOfEach(rows: readonly PointRow[]): readonly HistoryPoint[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const place = `${row.as_of} ${row.batch_key}`;
    if (seen.has(place)) return [];
    seen.add(place);
    return [toPoint(row)];
  });
}

function toPoint(row: PointRow): HistoryPoint {
  // Our own document, written by recordRun.
  const result = row.document as CheckResult;
  return {
    runId: decodeText(row.run_id),
    asOf: row.as_of,
    observed: result.observed,
    details: result.details,
    verdict: result.verdict,
    reason: result.reason,
    accepted: row.accepted,
  };
}
