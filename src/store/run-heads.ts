/** Single runs without their checks. */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Run } from '../model/verdict.js';
import { runs } from './schema.js';
import { encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

export type RunHead = Omit<Run, 'checks'>;

const head = { head: runs.document };

/** Null where there is none of this id. */
export async function readRunHead(db: Database, id: string): Promise<RunHead | null> {
  const rows = await db.select(head).from(runs).where(eq(runs.runId, id));
  return first(rows);
}

/** The run that tells how a dataset stands: the latest by as-of, of one as-of the last recorded. Runs of a `--where` looked at other rows. */
export async function latestRunHead(db: Database, dataset: string): Promise<RunHead | null> {
  const rows = await db
    .select(head)
    .from(runs)
    .where(and(eq(runs.dataset, dataset), sql`not ${runs.partial}`))
    .orderBy(desc(runs.asOf), desc(runs.seq))
    .limit(1);
  return first(rows);
}

/** The run that a run compares with: the one before it on the same server. Null where there is none, and for a run of a `--where`. */
export async function runHeadBefore(db: Database, id: string): Promise<RunHead | null> {
  const [one] = await db.select().from(runs).where(eq(runs.runId, id));
  if (one === undefined || one.partial) return null;
  const { dataset, server, asOf, seq } = runs;
  // The moment is taken from its row: what comes to JavaScript has lost its microseconds.
  const moment = sql`(select r.as_of from assay.runs r where r.run_id = ${encodeText(id)})`;
  const rows = await db
    .select(head)
    .from(runs)
    .where(
      and(
        eq(dataset, one.dataset),
        eq(server, one.server),
        sql`not ${runs.partial}`,
        sql`(${asOf}, ${seq}) < (${moment}, ${one.seq}::bigint)`,
      ),
    )
    .orderBy(desc(asOf), desc(seq))
    .limit(1);
  return first(rows);
}

// Our own document, written by recordRun.
const first = (rows: readonly { readonly head: unknown }[]): RunHead | null =>
  (rows[0]?.head as RunHead | undefined) ?? null;
