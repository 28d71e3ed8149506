/** The last points of many checks at once, as small charts want them, and since when checks are bad. */
import { sql, type SQL } from 'drizzle-orm';
import type { Verdict } from '../model/verdict.js';
import { decodeText, encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

export interface TrendPoint {
  readonly runId: string;
  readonly asOf: string;
  readonly verdict: Verdict;
  /** Null where what was observed is no number that a double holds. */
  readonly value: number | null;
}

/** Where a series of results that are not pass began. */
export interface BadSince {
  readonly runId: string;
  readonly asOf: string;
}

interface PointRow {
  readonly which: number;
  readonly run_id: string;
  readonly as_of: string;
  readonly verdict: Verdict;
  readonly value: number | null;
}

const ISO = sql.raw(`to_char(c.as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Whether a result is a point of its series: not of a `--where`, and no later run of the same as-of and batch took its place. `offset 0` keeps both lookups by key, whatever a planner without statistics believes. */
const COUNTS = sql.raw(`exists (
  select from assay.runs r where r.run_id = c.run_id and not r.partial and not exists (
    select from assay.check_results l cross join lateral (
      select from assay.runs s where s.run_id = l.run_id and s.batch_key = r.batch_key and not s.partial offset 0) s
    where l.check_id = c.check_id and l.as_of = c.as_of and l.seq > c.seq offset 0) offset 0)`);

/**
 * @param most points of each check
 * @returns by check, oldest point first; empty where it has never run
 */
export async function checkTrends(
  db: Database,
  checks: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, readonly TrendPoint[]>> {
  const rows = await ask(
    db,
    checks,
    (wanted) => sql`
    select w.which, p.run_id, p.as_of, p.verdict, p.value
    from ${wanted} cross join lateral (
      select c.run_id, ${ISO} as as_of, c.as_of as moment, c.seq, c.verdict, c.value
      from assay.check_results c
      where c.check_id = w."check" and ${COUNTS}
      order by c.as_of desc, c.seq desc limit ${most}) p
    order by w.which, p.moment, p.seq`,
  );
  const found = new Map<string, TrendPoint[]>(checks.map((check) => [check, []]));
  for (const row of rows) found.get(checks[row.which] ?? '')?.push(toPoint(row));
  return found;
}

/** By check: the first of its results after the last pass, or its first of all; absent where the last one passed. Only two rows of each series are read. */
export async function checksBadSince(
  db: Database,
  checks: readonly string[],
): Promise<ReadonlyMap<string, BadSince>> {
  const rows = await ask(
    db,
    checks,
    (wanted) => sql`
    select w.which, b.run_id, b.as_of, b.verdict, null as value
    from ${wanted}
    left join lateral (
      select c.as_of, c.seq from assay.check_results c
      where c.check_id = w."check" and c.verdict = 'pass' and ${COUNTS}
      order by c.as_of desc, c.seq desc limit 1) p on true
    cross join lateral (
      select c.run_id, ${ISO} as as_of, c.verdict from assay.check_results c
      where c.check_id = w."check"
        and c.as_of >= coalesce(p.as_of, '-infinity')
        and (c.as_of, c.seq) > (coalesce(p.as_of, '-infinity'), coalesce(p.seq, 0))
        and ${COUNTS}
      order by c.as_of, c.seq limit 1) b`,
  );
  return new Map(
    rows.flatMap((row) => {
      const check = checks[row.which];
      return check === undefined
        ? []
        : [[check, { runId: decodeText(row.run_id), asOf: row.as_of }] as const];
    }),
  );
}

async function ask(
  db: Database,
  checks: readonly string[],
  query: (wanted: SQL) => SQL,
): Promise<readonly PointRow[]> {
  if (checks.length === 0) return [];
  const wanted = sql`(select ordinality::int - 1 as which, value as "check"
    from json_array_elements_text(${JSON.stringify(checks.map(encodeText))}::json) with ordinality) w`;
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const result: unknown = await db.execute(query(wanted));
  return (result as { readonly rows: readonly PointRow[] }).rows;
}

function toPoint({ run_id, as_of, verdict, value }: PointRow): TrendPoint {
  return { runId: decodeText(run_id), asOf: as_of, verdict, value };
}
