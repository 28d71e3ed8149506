/** How often checks passed and decisions allowed within a period: the counts that service levels are told by. */
import { sql } from 'drizzle-orm';
import type { Summary, Verdict } from '../model/verdict.js';
import type { Attainment } from './listing-store.js';
import { encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

interface CheckRow {
  readonly at: number;
  /** As JSON: read as text, a document that holds a NUL anywhere would be an error. */
  readonly dimension: string;
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

/** One answer a dataset, in their order. `since` is within the period, `until` is not. */
export async function attainment(
  db: Database,
  datasets: readonly string[],
  period: { readonly since: string; readonly until: string },
): Promise<readonly Attainment[]> {
  if (datasets.length === 0) return [];
  const wanted = sql`(select ordinality::int - 1 as at, value as dataset
    from json_array_elements_text(${JSON.stringify(datasets.map(encodeText))}::json) with ordinality) w`;
  const [checks, totals] = [
    await rowsOf<CheckRow>(db, checksQuery(wanted, period)),
    await rowsOf<TotalRow>(db, totalsQuery(wanted, period)),
  ];
  return datasets.map((dataset, at) => {
    const total = totals.find((row) => row.at === at);
    return {
      dataset,
      runs: total?.runs ?? 0,
      dimensions: summaries(checks.filter((row) => row.at === at)),
      decisions: { total: total?.decided ?? 0, allowed: total?.allowed ?? 0 },
      lastRunAt: total?.last_run ?? null,
      lastAllowedAt: total?.last_allowed ?? null,
    };
  });
}

/** Runs of a `--where` looked at other rows: they say nothing of the dataset. */
function checksQuery(wanted: ReturnType<typeof sql>, { since, until }: { since: string; until: string }) {
  return sql`
    select w.at, (c.document -> 'dimension')::text as dimension, c.verdict, count(*)::int as count
    from ${wanted}
    join assay.runs r on r.dataset = w.dataset and r.as_of >= ${since} and r.as_of < ${until} and not r.partial
    join assay.check_results c on c.run_id = r.run_id
    group by 1, 2, 3 order by 1, 2, 3`;
}

function totalsQuery(wanted: ReturnType<typeof sql>, { since, until }: { since: string; until: string }) {
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

function summaries(rows: readonly CheckRow[]): ReadonlyMap<string, Summary> {
  const found = new Map<string, Summary>();
  for (const { dimension: json, verdict, count } of rows) {
    const dimension = String(JSON.parse(json));
    const before = found.get(dimension) ?? { pass: 0, warn: 0, fail: 0, unknown: 0 };
    found.set(dimension, { ...before, [verdict]: count });
  }
  return found;
}

async function rowsOf<Row>(db: Database, query: ReturnType<typeof sql>): Promise<readonly Row[]> {
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const result: unknown = await db.execute(query);
  return (result as { readonly rows: readonly Row[] }).rows;
}
