/** How each of many datasets stands: its last runs with what they led to, the verdict of each check in the latest, and its latest decision. */
import { sql, type SQL } from 'drizzle-orm';
import type { GateOutcome } from '../model/decision.js';
import type { Verdict } from '../model/verdict.js';
import type { Database } from './store-database.js';
import { decodeText, encodeText } from './text-codec.js';

/** A run as one mark of a strip. */
export interface StandingRun {
  readonly runId: string;
  readonly asOf: string;
  /** When it was recorded, which for a replay of history is long after its as-of. */
  readonly finishedAt: string;
  readonly verdict: Verdict;
  /** Of the latest decision that it led to; null where it led to none. */
  readonly outcome: GateOutcome | null;
}

/** Runs of a `--where` looked at other rows and are left out; of runs with one as-of and batch only the last recorded counts. */
export interface Standing {
  readonly dataset: string;
  /** By as-of, oldest first. */
  readonly runs: readonly StandingRun[];
  /** In the latest of these runs, by check id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** When the run that was recorded last had finished; null: there is none. */
  readonly lastRunAt: string | null;
  readonly decision: StandingDecision | null;
}

export interface StandingDecision {
  readonly id: string;
  readonly outcome: GateOutcome;
  readonly decidedAt: string;
}

interface RunRow {
  readonly at: number;
  readonly run_id: string;
  readonly as_of: string;
  readonly finished_at: string;
  readonly verdict: Verdict;
  readonly outcome: GateOutcome | null;
}

interface LastRow {
  readonly at: number;
  readonly last_run: string | null;
  readonly id: string | null;
  readonly outcome: GateOutcome | null;
  readonly decided_at: string | null;
}

interface CheckRow {
  readonly at: number;
  readonly check_id: string;
  readonly verdict: Verdict;
}

/**
 * One answer a dataset, in their order. Three questions, however many datasets: each looks only at the newest rows of each.
 * @param runs at most so many of each
 */
export async function readStandings(
  db: Database,
  datasets: readonly string[],
  runs: number,
): Promise<readonly Standing[]> {
  if (datasets.length === 0) return [];
  const wanted = numbered(datasets.map(encodeText));
  const lasts = await rowsOf<LastRow>(db, lastsQuery(wanted));
  const strips = grouped(await rowsOf<RunRow>(db, runsQuery(wanted, runs)));
  const latest = datasets.map((_, at) => strips.get(at)?.at(-1)?.run_id ?? '');
  const checks = grouped(await rowsOf<CheckRow>(db, checksQuery(numbered(latest))));
  const last = new Map(lasts.map((row) => [row.at, row]));
  return datasets.map((dataset, at) => ({
    dataset,
    runs: (strips.get(at) ?? []).map(toRun),
    verdicts: new Map((checks.get(at) ?? []).map((row) => [decodeText(row.check_id), row.verdict])),
    lastRunAt: last.get(at)?.last_run ?? null,
    decision: toDecision(last.get(at)),
  }));
}

/** Texts with their places, as a table. */
function numbered(texts: readonly string[]): SQL {
  return sql`(select ordinality::int - 1 as at, value
    from json_array_elements_text(${JSON.stringify(texts)}::json) with ordinality) w`;
}

const iso = (moment: string): SQL =>
  sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** `offset 0` keeps decisions inside: an embedded store has no statistics, and the planner would walk all of them by their order. */
function runsQuery(wanted: SQL, most: number): SQL {
  return sql`
    select w.at, r.run_id, ${iso('r.as_of')} as as_of, ${iso('r.finished_at')} as finished_at, r.verdict, d.outcome
    from ${wanted}
    cross join lateral (
      select r.run_id, r.as_of, r.seq, r.finished_at, r.verdict
      from assay.runs r
      where r.dataset = w.value and not r.partial and not exists (
        select from assay.runs later
        where later.dataset = r.dataset and later.as_of = r.as_of and later.seq > r.seq
          and later.batch_key = r.batch_key and not later.partial)
      order by r.as_of desc, r.seq desc
      limit ${most}
    ) r
    left join lateral (
      select its.outcome
      from (select outcome, seq from assay.decisions where run_id = r.run_id offset 0) its
      order by its.seq desc
      limit 1
    ) d on true
    order by w.at, r.as_of, r.seq`;
}

function lastsQuery(wanted: SQL): SQL {
  return sql`
    select w.at, ${iso('r.finished_at')} as last_run, d.id, d.outcome, ${iso('d.decided_at')} as decided_at
    from ${wanted}
    left join lateral (select finished_at from assay.runs where dataset = w.value and not partial
      order by dataset, seq desc limit 1) r on true
    left join lateral (select id, outcome, decided_at from assay.decisions where dataset = w.value
      order by dataset, seq desc limit 1) d on true`;
}

function checksQuery(wanted: SQL): SQL {
  return sql`
    select w.at, c.check_id, c.verdict
    from ${wanted}
    cross join lateral (select check_id, verdict from assay.check_results where run_id = w.value offset 0) c`;
}

function grouped<Row extends { readonly at: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const own = found.get(row.at);
    if (own === undefined) found.set(row.at, [row]);
    else own.push(row);
  }
  return found;
}

function toRun({ run_id, as_of, finished_at, verdict, outcome }: RunRow): StandingRun {
  return { runId: decodeText(run_id), asOf: as_of, finishedAt: finished_at, verdict, outcome };
}

function toDecision(row: LastRow | undefined): StandingDecision | null {
  if (row === undefined || row.id === null || row.outcome === null || row.decided_at === null) return null;
  return { id: decodeText(row.id), outcome: row.outcome, decidedAt: row.decided_at };
}

async function rowsOf<Row>(db: Database, query: SQL): Promise<readonly Row[]> {
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const result: unknown = await db.execute(query);
  return (result as { readonly rows: readonly Row[] }).rows;
}
