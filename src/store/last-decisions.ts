/** The latest decision on each of many datasets in short, and decisions by their ids: one question, however many. */
import { inArray, sql } from 'drizzle-orm';
import type { Decision, GateOutcome } from '../model/decision.js';
import { decisions } from './schema.js';
import type { StandingDecision } from './standing.js';
import { decodeText, encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

interface Row {
  readonly at: number;
  readonly id: string;
  readonly outcome: GateOutcome;
  readonly decided_at: string;
}

/** By dataset; absent where nothing was ever decided. */
export async function lastDecisions(
  db: Database,
  datasets: readonly string[],
): Promise<ReadonlyMap<string, StandingDecision>> {
  if (datasets.length === 0) return new Map();
  const result: unknown = await db.execute(sql`
    select w.at, d.id, d.outcome, to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as decided_at
    from (select ordinality::int - 1 as at, value as dataset
      from json_array_elements_text(${JSON.stringify(datasets.map(encodeText))}::json) with ordinality) w
    cross join lateral (select id, outcome, decided_at from assay.decisions where dataset = w.dataset
      order by dataset, seq desc limit 1) d`);
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const { rows } = result as { readonly rows: readonly Row[] };
  return new Map(
    rows.flatMap(({ at, id, outcome, decided_at: decidedAt }) => {
      const dataset = datasets[at];
      return dataset === undefined ? [] : [[dataset, { id: decodeText(id), outcome, decidedAt }] as const];
    }),
  );
}

/** Those of these ids that are on record, by id. */
export async function readDecisionsById(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Decision>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: decisions.id, document: decisions.document })
    .from(decisions)
    .where(inArray(decisions.id, [...ids]));
  // Our own document.
  return new Map(rows.map(({ id, document }) => [id, document as Decision]));
}
