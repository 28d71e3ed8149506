/** What the latest run of each of many datasets said, and how old the data are that the gate last let through. */
import { sql } from 'drizzle-orm';
import type { Verdict } from '../model/verdict.js';
import type { Database } from './store-database.js';
import { encodeText } from './text-codec.js';

export interface LatestHealth {
  readonly dataset: string;
  /** The worst verdict of the latest run by as-of that is not of a `--where`; null: there is none. */
  readonly verdict: Verdict | null;
  readonly asOf: string | null;
  /** As-of of the run that the last decision to allow stands on, or its own moment where it stands on none; null: nothing was ever let through. */
  readonly allowedAsOf: string | null;
}

interface Row {
  readonly at: number;
  readonly verdict: Verdict | null;
  readonly as_of: string | null;
  readonly allowed: string | null;
}

const iso = (moment: string) =>
  sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/**
 * One for each dataset, in their order; from each only its newest rows are read. To order by the dataset as well keeps the planner of an embedded
 * store, which has no statistics, from walking the decisions of all datasets.
 */
export async function readLatestHealth(
  db: Database,
  datasets: readonly string[],
): Promise<readonly LatestHealth[]> {
  if (datasets.length === 0) return [];
  const result: unknown = await db.execute(sql`
    select w.at, r.verdict, ${iso('r.as_of')} as as_of, ${iso('coalesce(p.as_of, d.decided_at)')} as allowed
    from (select ordinality::int - 1 as at, value as dataset
      from json_array_elements_text(${JSON.stringify(datasets.map(encodeText))}::json) with ordinality) w
    left join lateral (select verdict, as_of from assay.runs where dataset = w.dataset and not partial
      order by dataset desc, as_of desc, seq desc limit 1) r on true
    left join lateral (select run_id, decided_at from assay.decisions where dataset = w.dataset and outcome <> 'block'
      order by dataset desc, seq desc limit 1) d on true
    left join lateral (select as_of from assay.runs where run_id = d.run_id offset 0) p on true`);
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const { rows } = result as { readonly rows: readonly Row[] };
  const found = new Map(rows.map((row) => [row.at, row]));
  return datasets.map((dataset, at) => {
    const row = found.get(at);
    return {
      dataset,
      verdict: row?.verdict ?? null,
      asOf: row?.as_of ?? null,
      allowedAsOf: row?.allowed ?? null,
    };
  });
}
