/** What the gate made of runs. */
import { sql } from 'drizzle-orm';
import type { Decision } from '../model/decision.js';
import { encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

interface DecisionRow {
  readonly at: number;
  readonly document: unknown;
}

/** The decision on each run by the run's id, the last recorded where there are several; absent where the gate was not asked. */
export async function runDecisions(
  db: Database,
  runs: readonly string[],
): Promise<ReadonlyMap<string, Decision>> {
  if (runs.length === 0) return new Map();
  const result: unknown = await db.execute(sql`
    select w.at, d.document
    from (select ordinality::int - 1 as at, value as run_id
      from json_array_elements_text(${JSON.stringify(runs.map(encodeText))}::json) with ordinality) w
    cross join lateral (select document from assay.decisions where run_id = w.run_id order by seq desc limit 1) d`);
  // Both drivers give `{rows}` with rows as objects; the document is our own.
  const { rows } = result as { readonly rows: readonly DecisionRow[] };
  return new Map(
    rows.flatMap(({ at, document }) => {
      const run = runs[at];
      return run === undefined ? [] : [[run, document as Decision] as const];
    }),
  );
}
