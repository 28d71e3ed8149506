/** What the store of the soak has on record, read with plain SQL. */
import pg from 'pg';
import type { Incident } from '../../src/model/incident.js';

export interface AskRow {
  /** The caller's. */
  readonly key: string;
  readonly state: string;
  readonly attempts: number;
  readonly decision: string | null;
}

export interface DecisionRow {
  readonly id: string;
  readonly dataset: string;
  readonly run: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly dataset: string;
  readonly version: string | null;
  readonly verdict: string;
}

export interface MessageRow {
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  readonly incident: string | null;
  readonly occasion: string;
  readonly state: string;
  readonly attempts: number;
}

/** All rows in the order of their writing. */
export interface SoakRecord {
  readonly asks: readonly AskRow[];
  /** All of them, with a key or without. */
  readonly askCount: number;
  readonly decisions: readonly DecisionRow[];
  readonly runs: readonly RunRow[];
  readonly incidents: readonly Incident[];
  readonly messages: readonly MessageRow[];
}

const ASKS = `select k.key, a.state, a.attempts, a.decision_id as decision
  from assay.idempotency_keys k join assay.asks a on a.id = k.ask_id order by a.seq`;
const DECISIONS = 'select id, dataset, run_id as run from assay.decisions order by seq';
const RUNS = 'select run_id as id, dataset, data_version as version, verdict from assay.runs order by seq';
const MESSAGES = `select m.id, m.channel, m.thread, m.incident, m.document ->> 'occasion' as occasion, d.state, d.attempts
  from assay.messages m join assay.deliveries d on d.message = m.id order by m.seq`;

export async function readRecord(storeUrl: string): Promise<SoakRecord> {
  return onStore(storeUrl, async (rows) => {
    const incidents = await rows<{ document: Incident }>('select document from assay.incidents order by seq');
    const counted = await rows<{ n: number }>('select count(*)::int as n from assay.asks');
    return {
      asks: await rows<AskRow>(ASKS),
      askCount: counted[0]?.n ?? 0,
      decisions: await rows<DecisionRow>(DECISIONS),
      runs: await rows<RunRow>(RUNS),
      incidents: incidents.map(({ document }) => document),
      messages: await rows<MessageRow>(MESSAGES),
    };
  });
}

/** Asks that are not over and messages that still wait. */
export async function pending(
  storeUrl: string,
): Promise<{ readonly asks: number; readonly messages: number }> {
  return onStore(storeUrl, async (rows) => {
    const found = await rows<{ asks: number; messages: number }>(
      `select (select count(*)::int from assay.asks where state in ('queued', 'running')) as asks,
        (select count(*)::int from assay.deliveries where state = 'waiting') as messages`,
    );
    return found[0] ?? { asks: 0, messages: 0 };
  });
}

type Rows = <T extends pg.QueryResultRow>(text: string) => Promise<readonly T[]>;

async function onStore<T>(url: string, work: (rows: Rows) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(
      async <T extends pg.QueryResultRow>(text: string) => (await client.query<T>(text)).rows,
    );
  } finally {
    await client.end();
  }
}
