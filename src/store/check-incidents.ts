/** The incidents that a check was a cause of. */
import { desc, eq } from 'drizzle-orm';
import type { Incident } from '../model/incident.js';
import { incidents } from './schema.js';
import type { Database } from './store-database.js';

/** Incidents of a dataset that are looked through, at most: the newest. */
const LOOKED_AT = 1000;

/** Newest first; those of its dataset that name it among their causes. @param most at most so many */
export async function checkIncidents(
  db: Database,
  dataset: string,
  check: string,
  most: number,
): Promise<readonly Incident[]> {
  const rows = await db
    .select({ document: incidents.document })
    .from(incidents)
    .where(eq(incidents.dataset, dataset))
    .orderBy(desc(incidents.seq))
    .limit(LOOKED_AT);
  return (
    rows
      // Our own document.
      .map((row) => row.document as Incident)
      .filter(({ causes }) => causes.some((cause) => cause.check === check))
      .slice(0, most)
  );
}
