/** One connection to PostgreSQL, in one read-only snapshot; a failed statement costs itself alone. */
import pg from 'pg';
import { type Cancellable, withDeadline } from '../deadline.js';
import { EngineError, type Row, type RunOptions, type ServerConfig } from '../engine.js';
import { serial } from '../serial.js';
import { addressOf, clientConfig, CONNECT_MS } from './address.js';
import { connectError, statementError } from './postgres-error.js';
import { typeParser } from './row-value.js';

/** After a cancel that the server does not follow, the connection is cut. */
const GRACE_MS = 3000;
/** Waiting for someone else's lock. */
const LOCK_MS = 10_000;
/** A process that hangs between two statements must not hold its snapshot forever. */
const IDLE_MS = 15 * 60_000;

export interface PostgresConnection {
  /** Runs one statement in the snapshot. @throws EngineError */
  query(sql: string, values: readonly unknown[], options: RunOptions): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Connects and begins the snapshot; bare names are those of `schema`. @throws EngineError unreachable, permission_denied */
export async function connectPostgres(server: ServerConfig, schema: string): Promise<PostgresConnection> {
  const at = addressOf(server);
  const client = new pg.Client(clientConfig(server));
  // A connection that dies between statements is found by the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const pid = await withDeadline(
      { timeoutMs: CONNECT_MS },
      { work: () => begin(client, schema), ...cutOff(client), graceMs: 0 },
    );
    return running(client, server, pid, at);
  } catch (error) {
    client.connection.stream.destroy();
    throw error instanceof EngineError
      ? new EngineError('unreachable', `PostgreSQL at ${at} does not answer.`)
      : connectError(error, at);
  }
}

/** Session settings, then the transaction; its first query takes the snapshot. Gives the server's process id. */
async function begin(client: pg.Client, schema: string): Promise<number> {
  await client.query(
    `set time zone 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; set bytea_output = 'hex';
     set standard_conforming_strings = on; set extra_float_digits = 1; set client_encoding = 'UTF8';
     set search_path = ${pg.escapeIdentifier(schema)}, pg_temp;
     set idle_in_transaction_session_timeout = ${IDLE_MS};
     begin isolation level repeatable read read only`,
  );
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

function running(client: pg.Client, server: ServerConfig, pid: number, at: string): PostgresConnection {
  const inTurn = serial();
  let closed = false;
  return {
    query: (sql, values, options) =>
      inTurn(async () => {
        if (closed) throw new EngineError('cancelled', 'The session is closed.');
        const canceller = cancellerOf(server, pid);
        try {
          const work = (): Promise<readonly Row[]> => inSavepoint(client, sql, values, options.timeoutMs, at);
          const { abandon } = cutOff(client);
          return await withDeadline(options, { work, cancel: canceller.ask, abandon, graceMs: GRACE_MS });
        } finally {
          if (await canceller.settled()) await absorbCancel(client);
        }
      }),
    close: () =>
      inTurn(async () => {
        if (closed) return;
        closed = true;
        const cut = setTimeout(cutOff(client).abandon, GRACE_MS);
        await client.end().catch(() => undefined);
        clearTimeout(cut);
      }),
  };
}

/** Ends the connection without asking the server. */
function cutOff(client: pg.Client): Required<Pick<Cancellable<unknown>, 'cancel' | 'abandon'>> {
  const abandon = (): void => void client.connection.stream.destroy();
  return { cancel: () => undefined, abandon };
}

async function inSavepoint(
  client: pg.Client,
  text: string,
  values: readonly unknown[],
  timeoutMs: number,
  at: string,
): Promise<readonly Row[]> {
  const limit = Math.max(1, Math.min(Math.ceil(timeoutMs), 2 ** 31 - 1));
  try {
    await client.query(
      `savepoint assay; set local statement_timeout = ${limit}; set local lock_timeout = ${Math.min(LOCK_MS, limit)}`,
    );
    // The extended protocol takes one statement only.
    const query = { text, values: [...values], types: { getTypeParser: typeParser }, queryMode: 'extended' };
    const { rows } = await client.query<Row>(query);
    await client.query('release savepoint assay');
    return rows;
  } catch (error) {
    await client.query('rollback to savepoint assay; release savepoint assay').catch(() => undefined);
    throw statementError(error, at);
  }
}

/** Asks the server, by a connection of its own, to stop what the session runs. */
async function cancelBackend(server: ServerConfig, pid: number): Promise<void> {
  const client = new pg.Client({ ...clientConfig(server), connectionTimeoutMillis: GRACE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_cancel_backend($1)', [pid]);
  } catch {
    // Not reachable: the grace period ends the connection instead.
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asks at most once at a time; `settled` waits for the last ask and tells whether there was any. */
function cancellerOf(
  server: ServerConfig,
  pid: number,
): { ask: () => void; settled: () => Promise<boolean> } {
  let asking: Promise<void> | null = null;
  let asked = false;
  return {
    ask: () => {
      asked = true;
      asking ??= cancelBackend(server, pid).finally(() => (asking = null));
    },
    settled: async () => {
      await asking;
      return asked;
    },
  };
}

/** A cancel may reach the server when the statement has just ended: a harmless one takes it, so that the next one does not. */
async function absorbCancel(client: pg.Client): Promise<void> {
  try {
    await client.query('savepoint assay; select pg_sleep(0.01); release savepoint assay');
  } catch {
    await client.query('rollback to savepoint assay; release savepoint assay').catch(() => undefined);
  }
}
