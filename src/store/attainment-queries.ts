/** The three questions that service levels are told by: results and decisions by slices of time, and what came last. */
import { sql, type SQL } from 'drizzle-orm';
import type { Verdict } from '../model/verdict.js';
import { encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

export interface CheckRow {
  /** Place of the dataset in the question. */
  readonly at: number;
  /** Place of the slice. */
  readonly slice: number;
  readonly suite: string;
  readonly check_id: string;
  readonly verdict: Verdict;
  readonly count: number;
}

export interface GoodRunRow {
  readonly at: number;
  readonly slice: number;
  readonly suite: string;
  /** Of each of the runs. */
  readonly results: number;
  readonly runs: number;
}

export interface DecisionRow {
  readonly at: number;
  readonly slice: number;
  readonly decided: number;
  readonly allowed: number;
}

export interface LastRow {
  readonly at: number;
  readonly runs: number;
  readonly last_run: string | null;
  readonly last_as_of: string | null;
  readonly last_allowed: string | null;
}

export interface Slices {
  /** Where slices begin, in order. */
  readonly cuts: readonly string[];
  /** Where the last one ends. */
  readonly until: string;
}

export function wantedDatasets(datasets: readonly string[]): SQL {
  return sql`(select ordinality::int - 1 as at, value as dataset
    from json_array_elements_text(${JSON.stringify(datasets.map(encodeText))}::json) with ordinality) w`;
}

/** Which runs: those that found something, or passing ones that ran only so many checks of their suite. */
export type WhichRuns = 'bad' | readonly { readonly suite: string; readonly results: number }[];

/**
 * Results one by one. Runs of a `--where` looked at other rows: they say nothing of the dataset. Runs in which everything passed are counted
 * by `goodRunRows`: they are most of the runs, and to read each of their results would be most of the work.
 */
export async function checkRows(
  db: Database,
  wanted: SQL,
  slices: Slices,
  which: WhichRuns,
): Promise<readonly CheckRow[]> {
  const these =
    which === 'bad'
      ? sql`verdict <> 'pass'`
      : sql`verdict = 'pass' and (suite_digest, ${resultsOf}) in (select suite, results
          from json_to_recordset(${JSON.stringify(which)}::json) as o(suite text, results int))`;
  return rowsOf(
    db,
    sql`
    select w.at, ${sliceOf(sql`r.as_of`, slices)} as slice, r.suite_digest as suite, c.check_id, c.verdict, count(*)::int as count
    from ${wanted}
    cross join lateral (select run_id, as_of, suite_digest from assay.runs
      where dataset = w.dataset and ${within(sql`as_of`, slices)} and not partial and ${these} offset 0) r
    join assay.check_results c on c.run_id = r.run_id
    group by 1, 2, 3, 4, 5`,
  );
}

/** Runs in which everything passed, by how many checks they ran: a run of `--select` has less than its suite. */
export async function goodRunRows(db: Database, wanted: SQL, slices: Slices): Promise<readonly GoodRunRow[]> {
  return rowsOf(
    db,
    sql`
    select w.at, ${sliceOf(sql`r.as_of`, slices)} as slice, r.suite_digest as suite, r.results, count(*)::int as runs
    from ${wanted}
    cross join lateral (select as_of, suite_digest, ${resultsOf} as results from assay.runs
      where dataset = w.dataset and ${within(sql`as_of`, slices)} and not partial and verdict = 'pass' offset 0) r
    group by 1, 2, 3, 4`,
  );
}

/** How many results a run has: they are numbered from nothing. */
const resultsOf = sql.raw(`coalesce((select c.position + 1 from assay.check_results c
  where c.run_id = runs.run_id order by c.position desc limit 1), 0)`);

/** A decision lies at the moment that it was asked for: one that is made again about January belongs to January. Older records say it by their run. */
export async function decisionRows(
  db: Database,
  wanted: SQL,
  slices: Slices,
): Promise<readonly DecisionRow[]> {
  return rowsOf(
    db,
    sql`
    select w.at, ${sliceOf(sql`d.moment`, slices)} as slice, count(*)::int as decided,
      count(*) filter (where d.outcome <> 'block')::int as allowed
    from ${wanted}
    cross join lateral (select d.outcome, coalesce(d.as_of, r.as_of, d.decided_at) as moment
      from assay.decisions d left join assay.runs r on r.run_id = d.run_id
      where d.dataset = w.dataset offset 0) d
    where ${within(sql`d.moment`, slices)}
    group by 1, 2`,
  );
}

export async function lastRows(
  db: Database,
  wanted: SQL,
  { since, until }: { readonly since: string; readonly until: string },
): Promise<readonly LastRow[]> {
  const iso = (moment: string) =>
    sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  return rowsOf(
    db,
    sql`
    select w.at, r.runs, ${iso('l.finished_at')} as last_run, ${iso('l.as_of')} as last_as_of,
      ${iso('a.decided_at')} as last_allowed
    from ${wanted}
    cross join lateral (select count(*)::int as runs from assay.runs
      where dataset = w.dataset and as_of >= ${since} and as_of < ${until} and not partial) r
    left join lateral (select finished_at, as_of from assay.runs where dataset = w.dataset and not partial
      order by as_of desc, seq desc limit 1) l on true
    left join lateral (select decided_at from assay.decisions where dataset = w.dataset and outcome <> 'block'
      order by seq desc limit 1) a on true`,
  );
}

/** The place of the slice that a moment lies in. */
function sliceOf(moment: SQL, { cuts }: Slices): SQL {
  return sql`width_bucket(${moment}, array(select value::timestamptz
    from json_array_elements_text(${JSON.stringify(cuts)}::json) with ordinality order by ordinality)) - 1`;
}

function within(moment: SQL, { cuts, until }: Slices): SQL {
  return sql`${moment} >= ${cuts[0] ?? until}::timestamptz and ${moment} < ${until}::timestamptz`;
}

async function rowsOf<Row>(db: Database, query: SQL): Promise<readonly Row[]> {
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const result: unknown = await db.execute(query);
  return (result as { readonly rows: readonly Row[] }).rows;
}
