/** What people said of points of a check's series. Only ever grows: the last word on a point holds. */
import { and, asc, eq } from 'drizzle-orm';
import type { AuditEntry } from '../model/decision.js';
import type { Expectation } from '../model/expectation.js';
import { writeAudit } from './audit-log.js';
import { appendEvents } from './events.js';
import { expectationHappened } from './happened.js';
import { expectations } from './schema.js';
import type { Database } from './store-database.js';

/** Adds a word with its audit entry. */
export async function addExpectation(
  db: Database,
  expectation: Expectation,
  audit: AuditEntry,
): Promise<void> {
  const { dataset, check: checkId, runId, expected, at } = expectation;
  await db.transaction(async (tx) => {
    await tx.insert(expectations).values({ dataset, checkId, runId, expected, at, document: expectation });
    await writeAudit(tx, audit);
    await appendEvents(tx, [expectationHappened(expectation)]);
  });
}

/** The last word on each point of a check that somebody spoke of, by the run's id. */
export async function expectationsOfCheck(
  db: Database,
  check: string,
): Promise<ReadonlyMap<string, Expectation>> {
  const rows = await db
    .select({ document: expectations.document })
    .from(expectations)
    .where(eq(expectations.checkId, check))
    .orderBy(asc(expectations.seq));
  return new Map(rows.map(toExpectation).map((each) => [each.runId, each]));
}

/** All words on one point, oldest first. */
export async function expectationsOfPoint(
  db: Database,
  check: string,
  runId: string,
): Promise<readonly Expectation[]> {
  const rows = await db
    .select({ document: expectations.document })
    .from(expectations)
    .where(and(eq(expectations.checkId, check), eq(expectations.runId, runId)))
    .orderBy(asc(expectations.seq));
  return rows.map(toExpectation);
}

// Our own document.
const toExpectation = (row: { readonly document: unknown }): Expectation => row.document as Expectation;
