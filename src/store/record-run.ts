/** Writes a run with all that is needed to read it again in years: results, suite, contract. */
import type { Contract } from '../model/contract.js';
import type { Suite } from '../model/check.js';
import type { CheckResult, Run } from '../model/verdict.js';
import { isAccepted } from './accepted.js';
import { batchKey } from './batch-key.js';
import { appendEvents } from './events.js';
import { runHappened } from './happened.js';
import { keptIn } from './kept-documents.js';
import { checkResults, contractVersions, runs, suites } from './schema.js';
import type { Database } from './store-database.js';

/** Rows of one INSERT: PostgreSQL takes 65,535 parameters in a statement. */
const ROWS_AT_ONCE = 1000;

/** A run with what it stands on. */
interface RunWithOrigin {
  readonly run: Run;
  readonly suite: Suite;
  readonly contract: Contract;
}

/**
 * Writes within the caller's transaction. A run that is already there stays as it is: false.
 * @param known suites and contracts that are there already
 */
export async function recordRun(
  tx: Database,
  { run, suite, contract }: RunWithOrigin,
  known: WeakSet<Suite | Contract>,
): Promise<boolean> {
  if (!known.has(suite)) await recordSuite(tx, suite);
  if (!known.has(contract)) await recordContract(tx, contract);
  const [row] = await tx.insert(runs).values(runRow(run)).onConflictDoNothing().returning({ seq: runs.seq });
  if (row === undefined) return false;
  for (let first = 0; first < run.checks.length; first += ROWS_AT_ONCE) {
    const some = run.checks.slice(first, first + ROWS_AT_ONCE);
    await tx.insert(checkResults).values(some.map((check, i) => resultRow(run, check, first + i, row.seq)));
  }
  return true;
}

/** The same in a transaction of its own, told to the event stream. */
export async function recordRunAlone(
  db: Database,
  run: Run,
  suite: Suite,
  contract: Contract,
): Promise<void> {
  const known = keptIn(db);
  await db.transaction(async (tx) => {
    if (await recordRun(tx, { run, suite, contract }, known)) await appendEvents(tx, [runHappened(run)]);
  });
  known.add(suite).add(contract);
}

/** Keeps contracts and suites of a project that was loaded. */
export async function keepContracts(
  db: Database,
  contracts: readonly Contract[],
  compiled: readonly Suite[],
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const contract of contracts) await recordContract(tx, contract);
    for (const suite of compiled) await recordSuite(tx, suite);
  });
  for (const each of [...contracts, ...compiled]) keptIn(db).add(each);
}

async function recordSuite(tx: Database, suite: Suite): Promise<void> {
  const { digest, dataset } = suite;
  await tx.insert(suites).values({ digest, dataset, document: suite }).onConflictDoNothing();
}

async function recordContract(tx: Database, contract: Contract): Promise<void> {
  const { id: contractId, version, digest } = contract;
  await tx
    .insert(contractVersions)
    .values({ contractId, version, digest, document: contract })
    .onConflictDoNothing();
}

function runRow(run: Run): typeof runs.$inferInsert {
  return {
    runId: run.runId,
    dataset: run.dataset,
    server: run.server,
    asOf: run.asOf,
    batchKey: batchKey(run.batch),
    verdict: run.verdict,
    accepted: isAccepted(run),
    partial: run.where !== null,
    contractDigest: run.contract.digest,
    suiteDigest: run.suiteDigest,
    dataVersion: run.dataVersion?.id ?? null,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    // Undefined is left out of JSON: the checks have rows of their own.
    document: { ...run, checks: undefined },
  };
}

function resultRow(
  run: Run,
  check: CheckResult,
  position: number,
  seq: number,
): typeof checkResults.$inferInsert {
  return {
    runId: run.runId,
    position,
    seq,
    dataset: run.dataset,
    checkId: check.id,
    kind: check.kind,
    columnPath: check.column,
    asOf: run.asOf,
    verdict: check.verdict,
    reason: check.reason,
    value: typeof check.observed === 'number' && Number.isFinite(check.observed) ? check.observed : null,
    document: check,
  };
}
