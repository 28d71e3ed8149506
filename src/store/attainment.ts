/** How often checks passed and decisions allowed within a period: the counts that service levels are told by. */
import { inArray, sql, type SQL } from 'drizzle-orm';
import type { Suite } from '../model/check.js';
import type { Summary, Verdict } from '../model/verdict.js';
import type { Attainment } from './listing-store.js';
import { suites } from './schema.js';
import { decodeText, encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

interface CheckRow {
  readonly at: number;
  readonly suite: string;
  readonly check_id: string;
  readonly verdict: Verdict;
  readonly count: number;
}

interface TotalRow {
  readonly at: number;
  readonly runs: number;
  readonly decided: number;
  readonly allowed: number;
  readonly last_run: string | null;
  readonly last_allowed: string | null;
}

interface Period {
  readonly since: string;
  readonly until: string;
}

/** Of a check whose suite does not name it any more: it can not have run, but a count must not be lost. */
const NO_DIMENSION = 'unknown';

/** One answer a dataset, in their order. `since` is within the period, `until` is not. */
export async function attainment(
  db: Database,
  datasets: readonly string[],
  period: Period,
): Promise<readonly Attainment[]> {
  if (datasets.length === 0) return [];
  const wanted = sql`(select ordinality::int - 1 as at, value as dataset
    from json_array_elements_text(${JSON.stringify(datasets.map(encodeText))}::json) with ordinality) w`;
  const checks = await rowsOf<CheckRow>(db, checksQuery(wanted, period));
  const totals = await rowsOf<TotalRow>(db, totalsQuery(wanted, period));
  const dimensionOf = await dimensions(db, checks);
  return datasets.map((dataset, at) => {
    const total = totals.find((row) => row.at === at);
    return {
      dataset,
      runs: total?.runs ?? 0,
      dimensions: summaries(
        checks.filter((row) => row.at === at),
        dimensionOf,
      ),
      decisions: { total: total?.decided ?? 0, allowed: total?.allowed ?? 0 },
      lastRunAt: total?.last_run ?? null,
      lastAllowedAt: total?.last_allowed ?? null,
    };
  });
}

/** Runs of a `--where` looked at other rows: they say nothing of the dataset. */
function checksQuery(wanted: SQL, { since, until }: Period): SQL {
  return sql`
    select w.at, r.suite_digest as suite, c.check_id, c.verdict, count(*)::int as count
    from ${wanted}
    join assay.runs r on r.dataset = w.dataset and r.as_of >= ${since} and r.as_of < ${until} and not r.partial
    join assay.check_results c on c.run_id = r.run_id
    group by 1, 2, 3, 4`;
}

function totalsQuery(wanted: SQL, { since, until }: Period): SQL {
  const iso = (moment: string) =>
    sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  return sql`
    select w.at, r.runs, d.decided, d.allowed, ${iso('l.finished_at')} as last_run, ${iso('a.decided_at')} as last_allowed
    from ${wanted}
    cross join lateral (select count(*)::int as runs from assay.runs
      where dataset = w.dataset and as_of >= ${since} and as_of < ${until} and not partial) r
    cross join lateral (select count(*)::int as decided, count(*) filter (where outcome <> 'block')::int as allowed
      from assay.decisions where dataset = w.dataset and decided_at >= ${since} and decided_at < ${until}) d
    left join lateral (select finished_at from assay.runs where dataset = w.dataset and not partial
      order by as_of desc, seq desc limit 1) l on true
    left join lateral (select decided_at from assay.decisions where dataset = w.dataset and outcome <> 'block'
      order by seq desc limit 1) a on true`;
}

/** A result's own dimension stands in its document, which is slow to look into; its suite says the same of every run. */
async function dimensions(db: Database, checks: readonly CheckRow[]): Promise<(row: CheckRow) => string> {
  const digests = [...new Set(checks.map((row) => row.suite))];
  const rows =
    digests.length === 0 ? [] : await db.select().from(suites).where(inArray(suites.digest, digests));
  const known = new Map(
    rows.map(({ digest, document }) => [
      digest,
      // Our own document, written by recordRun.
      new Map((document as Suite).checks.map(({ id, dimension }) => [id, dimension])),
    ]),
  );
  return (row) => known.get(row.suite)?.get(decodeText(row.check_id)) ?? NO_DIMENSION;
}

function summaries(
  rows: readonly CheckRow[],
  dimensionOf: (row: CheckRow) => string,
): ReadonlyMap<string, Summary> {
  const found = new Map<string, Summary>();
  for (const row of rows) {
    const dimension = dimensionOf(row);
    const before = found.get(dimension) ?? { pass: 0, warn: 0, fail: 0, unknown: 0 };
    found.set(dimension, { ...before, [row.verdict]: before[row.verdict] + row.count });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function rowsOf<Row>(db: Database, query: SQL): Promise<readonly Row[]> {
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const result: unknown = await db.execute(query);
  return (result as { readonly rows: readonly Row[] }).rows;
}
