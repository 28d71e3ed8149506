/** When the gate last answered a question about each dataset: also where an earlier decision was given again, which leaves no run and no decision. */
import { sql } from 'drizzle-orm';
import type { Database } from './store-database.js';
import { decodeText, encodeText } from './text-codec.js';

/** By dataset; without those about which no question in the queue was ever answered. An answer that was at hand leaves no trace at all. */
export async function readLastAnswers(
  db: Database,
  datasets: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (datasets.length === 0) return new Map();
  const result: unknown = await db.execute(sql`
    select w.dataset, to_char(a.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from (select value as dataset
      from json_array_elements_text(${JSON.stringify(datasets.map(encodeText))}::json)) w
    cross join lateral (select finished_at from assay.asks
      where dataset = w.dataset and state = 'decided' and finished_at is not null
      order by dataset, seq desc limit 1) a`);
  // Both drivers give `{rows}`; the columns are those of the query.
  const { rows } = result as { readonly rows: readonly { readonly dataset: string; readonly at: string }[] };
  return new Map(rows.map(({ dataset, at }) => [decodeText(dataset), at]));
}
