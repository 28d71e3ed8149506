/** What is recorded around one check: how far its series reaches, one of its points, the limits and contracts that its runs stood on. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Check, Suite } from '../model/check.js';
import type { CheckResult, Run } from '../model/verdict.js';
import { acceptedPoint } from './accepted-point.js';
import { checkResults, contractVersions, runs, suites } from './schema.js';
import type { Database } from './store-database.js';
import { encodeText } from './text-codec.js';

export interface Extent {
  readonly points: number;
  /** As-of of the oldest and of the newest point; null where there is none. */
  readonly first: string | null;
  readonly last: string | null;
}

/** One result with what its run says of it. */
export interface CheckPointRecord {
  readonly run: Omit<Run, 'checks'>;
  readonly accepted: boolean;
  readonly result: CheckResult;
}

/** What is left of a check that no contract has any more. */
export interface LastRecorded {
  readonly dataset: string;
  readonly contract: Run['contract'];
  readonly result: CheckResult;
}

interface ExtentRow {
  readonly points: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** Repeated runs of one as-of and batch are one point; runs of a `--where` are none. */
export async function checkExtent(db: Database, check: string): Promise<Extent> {
  const iso = (moment: string) =>
    sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  const result: unknown = await db.execute(sql`
    select count(distinct (c.as_of, r.batch_key))::int as points, ${iso('min(c.as_of)')} as first, ${iso('max(c.as_of)')} as last
    from assay.check_results c cross join lateral (
      select r.batch_key from assay.runs r where r.run_id = c.run_id and not r.partial offset 0) r
    where c.check_id = ${encodeText(check)}`);
  // Both drivers give `{rows}` with rows as objects; the columns are those of the query.
  const [row] = (result as { readonly rows: readonly ExtentRow[] }).rows;
  return row ?? { points: 0, first: null, last: null };
}

/** The result of a check in a run; null where that run did not have it. */
export async function checkPoint(
  db: Database,
  check: string,
  runId: string,
): Promise<CheckPointRecord | null> {
  const rows = await db
    .select({
      head: runs.document,
      accepted: acceptedPoint({ check: checkResults.checkId, run: runs.runId, accepted: runs.accepted }),
      result: checkResults.document,
    })
    .from(checkResults)
    .innerJoin(runs, eq(runs.runId, checkResults.runId))
    .where(and(eq(checkResults.runId, runId), eq(checkResults.checkId, check)))
    .limit(1);
  const [row] = rows;
  if (row === undefined) return null;
  // Our own documents, written by recordRun.
  return {
    run: row.head as Omit<Run, 'checks'>,
    accepted: row.accepted,
    result: row.result as CheckResult,
  };
}

/** The newest result of a check, of any run. */
export async function lastRecorded(db: Database, check: string): Promise<LastRecorded | null> {
  const rows = await db
    .select({ dataset: checkResults.dataset, head: runs.document, result: checkResults.document })
    .from(checkResults)
    .innerJoin(runs, eq(runs.runId, checkResults.runId))
    .where(eq(checkResults.checkId, check))
    .orderBy(desc(checkResults.asOf), desc(checkResults.seq))
    .limit(1);
  const [row] = rows;
  if (row === undefined) return null;
  // Our own documents, written by recordRun.
  return {
    dataset: row.dataset,
    contract: (row.head as Pick<Run, 'contract'>).contract,
    result: row.result as CheckResult,
  };
}

/** The check as each of these suites has it, by the suite's digest. */
export async function checkInSuites(
  db: Database,
  check: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Check>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .select()
    .from(suites)
    .where(inArray(suites.digest, [...digests]));
  return new Map(
    rows.flatMap(({ digest, document }) => {
      // Our own document, written by recordRun.
      const found = (document as Suite).checks.find(({ id }) => id === check);
      return found === undefined ? [] : [[digest, found] as const];
    }),
  );
}

/** The versions that contracts of these digests call themselves. */
export async function versionsOfContracts(
  db: Database,
  digests: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .select({ digest: contractVersions.digest, version: contractVersions.version })
    .from(contractVersions)
    .where(inArray(contractVersions.digest, [...digests]));
  return new Map(rows.map(({ digest, version }) => [digest, version]));
}
