/** Incidents and how they came about; written one at a time for each dataset, together with what is told of them. */
import { and, asc, desc, eq, inArray, lt, ne, not, sql, type SQL } from 'drizzle-orm';
import { digest } from '../model/digest.js';
import type { AuditEntry } from '../model/decision.js';
import type { Incident, IncidentEvent } from '../model/incident.js';
import { writeAudit } from './audit-log.js';
import type { NewEvent } from './event-store.js';
import { appendEvents } from './events.js';
import {
  IncidentMoved,
  type IncidentChange,
  type IncidentFilter,
  type IncidentStore,
} from './incident-store.js';
import { writeMessages } from './outbox.js';
import { incidentEvents, incidents } from './schema.js';
import type { Database } from './store-database.js';
import { encodeText } from './text-codec.js';

/** The questions and records of incidents. */
export function incidentStore(db: Database): IncidentStore {
  return {
    list: (filter) => listIncidents(db, filter),
    get: (id) => readIncident(db, id),
    async unresolved() {
      const rows = await db
        .select()
        .from(incidents)
        .where(ne(incidents.state, 'resolved'))
        .orderBy(asc(incidents.seq));
      return rows.map(toIncident);
    },
    async timeline(id) {
      const rows = await db
        .select()
        .from(incidentEvents)
        .where(eq(incidentEvents.incident, id))
        .orderBy(asc(incidentEvents.seq));
      // Our own document, as are all below.
      return rows.map((row) => row.document as IncidentEvent);
    },
    change: (change, before, audit) => changeByHand(db, change, before, audit),
  };
}

async function listIncidents(db: Database, filter: IncidentFilter): Promise<readonly Incident[]> {
  const { dataset, datasets, states, layer, assigned, limit, before } = filter;
  const rows = await db
    .select()
    .from(incidents)
    .where(
      and(
        dataset === undefined ? undefined : eq(incidents.dataset, dataset),
        datasets === undefined ? undefined : inArray(incidents.dataset, [...datasets]),
        states === undefined ? undefined : inArray(incidents.state, [...states]),
        layer === undefined ? undefined : has({ layer }),
        assigned === undefined ? undefined : assigned ? not(has(NOBODY)) : has(NOBODY),
        before === undefined
          ? undefined
          : lt(
              incidents.seq,
              db.select({ seq: incidents.seq }).from(incidents).where(eq(incidents.id, before)),
            ),
      ),
    )
    .orderBy(desc(incidents.seq))
    .limit(limit);
  return rows.map(toIncident);
}

const NOBODY = { acknowledgedBy: null };

/** A member that no part of an incident has beside itself, looked for in the document's text: the operators of JSON refuse a NUL anywhere in it. */
function has(member: Readonly<Record<string, string | null>>): SQL {
  return sql`strpos(${incidents.document}::text, ${JSON.stringify(member).slice(1, -1)}) > 0`;
}

async function readIncident(db: Database, id: string): Promise<Incident | null> {
  const rows = await db.select().from(incidents).where(eq(incidents.id, id));
  return rows[0] === undefined ? null : toIncident(rows[0]);
}

async function changeByHand(
  db: Database,
  change: IncidentChange,
  before: readonly Incident[],
  audit: AuditEntry | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (audit !== null) await writeAudit(tx, audit);
    await writeIncidents(tx, change, before);
  });
}

/**
 * Writes incidents, timeline, messages and service events within the caller's transaction.
 * @param before the incidents that the step was taken from, by id; one that is not among them must be new, and the only one of its
 * dataset that is not resolved
 * @throws IncidentMoved where another writer came between
 */
export async function writeIncidents(
  tx: Database,
  change: IncidentChange,
  before: readonly Incident[],
): Promise<void> {
  const known = new Map(before.map((incident) => [incident.id, incident]));
  await lockDatasets(tx, change.incidents);
  // The end of one makes room for the next of its dataset.
  const ordered = change.incidents.toSorted((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
  for (const incident of ordered) await writeIncident(tx, incident, known.get(incident.id) ?? null);
  if (change.events.length > 0)
    await tx
      .insert(incidentEvents)
      .values(change.events.map((event) => ({ incident: event.incident, at: event.at, document: event })));
  await writeMessages(tx, change.messages);
  await appendEvents(tx, incidentsHappened(change));
}

/** One writer at a time for each dataset, also where there is no row yet; always in one order, so that no two wait for each other. */
async function lockDatasets(tx: Database, changed: readonly Incident[]): Promise<void> {
  const datasets = [...new Set(changed.map((incident) => incident.dataset))].toSorted();
  for (const dataset of datasets)
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${'assay.incident.' + encodeText(dataset)}, 0))`,
    );
}

async function writeIncident(tx: Database, incident: Incident, before: Incident | null): Promise<void> {
  const { id, dataset, state, openedAt } = incident;
  const standing = await readIncident(tx, id);
  if (digest(standing) !== digest(before)) throw new IncidentMoved(dataset);
  if (before === null && isOpen(incident) && (await hasUnresolved(tx, dataset)))
    throw new IncidentMoved(dataset);
  await tx
    .insert(incidents)
    .values({ id, dataset, state, openedAt, document: incident })
    .onConflictDoUpdate({ target: incidents.id, set: { state, document: incident } });
}

async function hasUnresolved(tx: Database, dataset: string): Promise<boolean> {
  const rows = await tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.dataset, dataset), ne(incidents.state, 'resolved')))
    .limit(1);
  return rows.length > 0;
}

const isOpen = (incident: Incident): boolean => incident.state !== 'resolved';

const toIncident = (row: typeof incidents.$inferSelect): Incident => row.document as Incident;

/** One for each incident that has a new line in its timeline. */
function incidentsHappened({ incidents: changed, events }: IncidentChange): readonly NewEvent[] {
  return changed.flatMap(({ id, dataset, state, severity }) => {
    const lines = events.filter((event) => event.incident === id);
    const last = lines.at(-1);
    if (last === undefined) return [];
    const happened = [...new Set(lines.map(({ happening }) => happening))];
    return [
      { at: last.at, event: 'incident' as const, dataset, data: { id, dataset, state, severity, happened } },
    ];
  });
}
