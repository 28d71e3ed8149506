/** The whole series of one check within a period, for a chart: one question, however many points. */
import { sql, type SQL } from 'drizzle-orm';
import type { Batch } from '../model/measure.js';
import type { JsonObject } from '../model/json.js';
import type { CheckResult, Verdict } from '../model/verdict.js';
import { acceptedPoint } from './accepted-point.js';
import { batchOfKey } from './batch-key.js';
import type { Database } from './store-database.js';
import { decodeText, encodeText } from './text-codec.js';

/** One point, in short. */
export interface SeriesPoint {
  readonly runId: string;
  readonly asOf: string;
  /** When its run had finished: for a replay of history long after its as-of. */
  readonly finishedAt: string;
  readonly batch: Batch | null;
  readonly verdict: Verdict;
  /** Counts as a baseline of this check. */
  readonly accepted: boolean;
  /** Null where what was observed is no number that a double holds. */
  readonly observed: number | null;
  readonly suiteDigest: string;
  readonly contractDigest: string;
  /** As the judge left them; null where they were not asked for. */
  readonly details: JsonObject | null;
}

export interface SeriesWish {
  readonly check: string;
  /** ISO 8601; null: open. `until` itself is outside. */
  readonly since: string | null;
  readonly until: string | null;
  /** Reads the details of each point too, which takes longer. */
  readonly details: boolean;
}

interface PointRow {
  readonly run_id: string;
  readonly as_of: string;
  readonly finished_at: string;
  readonly batch_key: string;
  readonly verdict: Verdict;
  readonly accepted: boolean;
  readonly value: number | null;
  readonly suite_digest: string;
  readonly contract_digest: string;
  readonly document: unknown;
}

const ACCEPTED = acceptedPoint({ check: sql`c.check_id`, run: sql`r.run_id`, accepted: sql`r.accepted` });
const iso = (moment: string): SQL =>
  sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Oldest first. Of runs with one as-of and batch only the last recorded counts; runs of a `--where` are no points. */
export async function readSeries(db: Database, wish: SeriesWish): Promise<readonly SeriesPoint[]> {
  const document = wish.details ? sql`c.document` : sql`null as document`;
  // `offset 0` keeps runs inside: an embedded store has no statistics, and without them the planner would visit every run.
  const result: unknown = await db.execute(sql`
    select c.run_id, ${iso('c.as_of')} as as_of, c.verdict, c.value, ${document},
      r.finished_at, r.batch_key, r.suite_digest, r.contract_digest, r.accepted
    from assay.check_results c cross join lateral (
      select ${iso('r.finished_at')} as finished_at, r.batch_key, r.suite_digest, r.contract_digest, ${ACCEPTED} as accepted
      from assay.runs r where r.run_id = c.run_id and not r.partial offset 0) r
    where c.check_id = ${encodeText(wish.check)}
      and c.as_of >= ${wish.since ?? '-infinity'}::timestamptz and c.as_of < ${wish.until ?? 'infinity'}::timestamptz
    order by c.as_of, c.seq`);
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const { rows } = result as { readonly rows: readonly PointRow[] };
  const last = new Map<string, PointRow>();
  for (const row of rows) last.set(`${row.as_of} ${row.batch_key}`, row);
  return [...last.values()].map(toPoint);
}

function toPoint(row: PointRow): SeriesPoint {
  return {
    runId: decodeText(row.run_id),
    asOf: row.as_of,
    finishedAt: row.finished_at,
    batch: batchOfKey(decodeText(row.batch_key)),
    verdict: row.verdict,
    accepted: row.accepted,
    observed: row.value,
    suiteDigest: row.suite_digest,
    contractDigest: row.contract_digest,
    // Our own document, written by recordRun.
    details: (row.document as CheckResult | null)?.details ?? null,
  };
}
