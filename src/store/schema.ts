/**
 * The tables. What a query filters or orders by is a column; the record itself is a JSON document beside it, so that
 * what was recorded comes back to the letter. Everything is appended, except the breaker's state and an override's approval.
 */
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { document, exactText, instant } from './column-types.js';

/** A namespace of its own, so that the store can live in a shared database. */
export const assay = pgSchema('assay');

const seq = () => bigserial({ mode: 'number' });

/** One row a run; `document` is the Run without its checks. */
export const runs = assay.table(
  'runs',
  {
    runId: exactText().primaryKey(),
    /** Order of recording: where two runs have one as-of, the later one counts. */
    seq: seq().notNull(),
    dataset: exactText().notNull(),
    server: exactText().notNull(),
    asOf: instant().notNull(),
    /** Canonical text of batch and `--where`: what a repeated run has in common with the first. */
    batchKey: exactText().notNull(),
    verdict: text().notNull(),
    /** Whether the run by itself may serve as a baseline; an override that lets its decision through adds to it. */
    accepted: boolean().notNull(),
    /** A run of `--where` looked at other rows: it is no point of the series. */
    partial: boolean().notNull(),
    contractDigest: text().notNull(),
    suiteDigest: text().notNull(),
    dataVersion: text(),
    startedAt: instant().notNull(),
    finishedAt: instant().notNull(),
    document: document().notNull(),
  },
  (t) => [
    index('runs_by_dataset').on(t.dataset, t.asOf, t.seq),
    index('runs_as_recorded').on(t.seq),
    index('runs_as_recorded_by_dataset').on(t.dataset, t.seq),
  ],
);

/** One row a check of a run. By (check, as-of) it is the time series of what the check measured. */
export const checkResults = assay.table(
  'check_results',
  {
    runId: exactText()
      .notNull()
      .references(() => runs.runId),
    /** Place in the run's list of checks. */
    position: integer().notNull(),
    dataset: exactText().notNull(),
    checkId: exactText().notNull(),
    kind: exactText().notNull(),
    columnPath: exactText(),
    asOf: instant().notNull(),
    /** The run's. */
    seq: bigint({ mode: 'number' }).notNull(),
    verdict: text().notNull(),
    reason: text(),
    /** `observed` where it is a number that a double holds: for charts. The exact one is in the document. */
    value: doublePrecision(),
    document: document().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.position] }),
    index('check_results_series').on(t.checkId, t.asOf, t.seq),
  ],
);

/** Suites by content: what exactly a digest in a run stands for. */
export const suites = assay.table('suites', {
  digest: text().primaryKey(),
  dataset: exactText().notNull(),
  recordedAt: instant()
    .notNull()
    .default(sql`now()`),
  document: document().notNull(),
});

/** Contracts as they were resolved when a run used them. */
export const contractVersions = assay.table(
  'contract_versions',
  {
    contractId: exactText().notNull(),
    version: exactText().notNull(),
    digest: text().notNull(),
    recordedAt: instant()
      .notNull()
      .default(sql`now()`),
    document: document().notNull(),
  },
  (t) => [primaryKey({ columns: [t.contractId, t.version, t.digest] })],
);

/** Decisions. Among those that come from a scan, one key has one chain: each names the decision that it replaces. */
export const decisions = assay.table(
  'decisions',
  {
    id: exactText().primaryKey(),
    seq: seq().notNull(),
    dataset: exactText().notNull(),
    batchKey: exactText().notNull(),
    dataVersion: text(),
    suiteDigest: text().notNull(),
    policyDigest: text().notNull(),
    /** The decision of this key that the caller had seen and set aside; empty for the first one. */
    supersedes: exactText().notNull(),
    /** Made from a run of its own and bound to a data version: may be given again. */
    scanned: boolean().notNull(),
    runId: exactText(),
    outcome: text().notNull(),
    /** A person's override let the run through: its values may serve as a baseline. */
    liftsRun: boolean().notNull(),
    decidedAt: instant().notNull(),
    /** The moment that it was asked for; null on records from before it was kept. */
    asOf: instant(),
    document: document().notNull(),
  },
  (t) => [
    uniqueIndex('decisions_one_chain')
      .on(t.dataset, t.batchKey, t.dataVersion, t.suiteDigest, t.policyDigest, t.supersedes)
      .where(sql`scanned`),
    index('decisions_by_dataset').on(t.dataset, t.seq),
    index('decisions_as_recorded').on(t.seq),
    index('decisions_by_run').on(t.runId),
  ],
);

/** The present state of each breaker; how it came about is in the transitions. */
export const breakerStates = assay.table('breaker_states', {
  dataset: exactText().primaryKey(),
  document: document().notNull(),
});

export const breakerTransitions = assay.table(
  'breaker_transitions',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    dataset: exactText().notNull(),
    at: instant().notNull(),
    document: document().notNull(),
  },
  (t) => [index('breaker_transitions_by_dataset').on(t.dataset, t.seq)],
);

/** `approvedBy` stands beside the document: it is the one thing that is added later. */
export const overrides = assay.table(
  'overrides',
  {
    id: exactText().primaryKey(),
    seq: seq().notNull(),
    dataset: exactText().notNull(),
    until: instant().notNull(),
    approvedBy: exactText(),
    document: document().notNull(),
  },
  (t) => [index('overrides_by_dataset').on(t.dataset, t.until)],
);

/** What people said of points of a series: the last word on a point holds. */
export const expectations = assay.table(
  'expectations',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    dataset: exactText().notNull(),
    checkId: exactText().notNull(),
    runId: exactText()
      .notNull()
      .references(() => runs.runId),
    /** Whether the point may serve as a baseline, whatever its run says of itself. */
    expected: boolean().notNull(),
    at: instant().notNull(),
    document: document().notNull(),
  },
  (t) => [index('expectations_by_point').on(t.checkId, t.runId, t.seq)],
);

export const auditLog = assay.table('audit_log', {
  seq: bigserial({ mode: 'number' }).primaryKey(),
  at: instant().notNull(),
  dataset: exactText(),
  document: document().notNull(),
});

/** Questions to the gate that wait for a worker. `turn` is a virtual time that makes datasets take turns; a lease that ended frees the ask. */
export const asks = assay.table(
  'asks',
  {
    id: exactText().primaryKey(),
    seq: seq().notNull(),
    dataset: exactText().notNull(),
    source: exactText().notNull(),
    /** Digest of what is asked: equal asks that nobody works on yet are one. */
    shareKey: text().notNull(),
    state: text().notNull(),
    turn: bigint({ mode: 'number' }).notNull(),
    attempts: integer().notNull().default(0),
    worker: text(),
    leasedUntil: instant(),
    decisionId: exactText(),
    problem: document(),
    cancelRequested: boolean().notNull().default(false),
    createdAt: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
    document: document().notNull(),
  },
  (t) => [
    uniqueIndex('asks_shared')
      .on(t.shareKey)
      .where(sql`state = 'queued'`),
    index('asks_working')
      .on(t.shareKey)
      .where(sql`state = 'running'`),
    index('asks_waiting')
      .on(t.source, t.turn, t.seq)
      .where(sql`state in ('queued', 'running')`),
    index('asks_by_dataset').on(t.dataset, t.seq),
  ],
);

/** The first answer to a caller's `Idempotency-Key`. */
export const idempotencyKeys = assay.table(
  'idempotency_keys',
  {
    principal: exactText().notNull(),
    key: exactText().notNull(),
    /** Of the request: another one under the same key is refused. */
    requestDigest: text().notNull(),
    askId: exactText().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.principal, t.key] }), index('idempotency_keys_by_age').on(t.createdAt)],
);

/** What happened, in the order of commits: what a service streams, and how its processes hear of each other. */
export const events = assay.table(
  'events',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    at: instant().notNull(),
    event: text().notNull(),
    dataset: exactText(),
    document: document().notNull(),
  },
  (t) => [index('events_by_dataset').on(t.dataset, t.seq)],
);

/** One row an incident, as it is now; how it came about is in its events. */
export const incidents = assay.table(
  'incidents',
  {
    id: exactText().primaryKey(),
    seq: seq().notNull(),
    dataset: exactText().notNull(),
    state: text().notNull(),
    openedAt: instant().notNull(),
    document: document().notNull(),
  },
  (t) => [
    uniqueIndex('incidents_one_unresolved')
      .on(t.dataset)
      .where(sql`state <> 'resolved'`),
    index('incidents_by_dataset').on(t.dataset, t.seq),
  ],
);

export const incidentEvents = assay.table(
  'incident_events',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    incident: exactText()
      .notNull()
      .references(() => incidents.id),
    at: instant().notNull(),
    document: document().notNull(),
  },
  (t) => [index('incident_events_by_incident').on(t.incident, t.seq)],
);

/** The outbox: messages as they were written. */
export const messages = assay.table(
  'messages',
  {
    id: exactText().primaryKey(),
    seq: seq().notNull(),
    key: exactText().notNull(),
    channel: exactText().notNull(),
    thread: exactText().notNull(),
    incident: exactText(),
    createdAt: instant().notNull(),
    document: document().notNull(),
  },
  (t) => [
    uniqueIndex('messages_once').on(t.key),
    index('messages_by_thread').on(t.channel, t.thread, t.seq),
    index('messages_by_incident').on(t.incident, t.seq),
  ],
);

/** How far each message has come. */
export const deliveries = assay.table(
  'deliveries',
  {
    message: exactText()
      .primaryKey()
      .references(() => messages.id),
    state: text().notNull(),
    attempts: integer().notNull().default(0),
    nextAttempt: instant().notNull(),
    worker: text(),
    leasedUntil: instant(),
    sentAt: instant(),
    error: text(),
    receipt: document(),
  },
  (t) => [
    index('deliveries_due')
      .on(t.nextAttempt)
      .where(sql`state = 'waiting'`),
  ],
);
