/** Connections to a server that may die at any moment (it restarts, the network breaks), and Drizzle over them. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database } from './store-database.js';

const CONNECT_TIMEOUT_MS = 10_000;
/**
 * A process that hangs, or a machine that is gone without a word, must not hold the locks of the queue: its transaction ends after so
 * long without a statement. Less than the lease of an ask.
 */
const IDLE_MS = 10_000;
/** What it has waiting for the same locks ends first, so that they pass to others. No lock is held for more than moments. */
const LOCK_MS = 8_000;

const LIMITS = `set idle_in_transaction_session_timeout = ${IDLE_MS}; set lock_timeout = ${LOCK_MS}`;

/** @param connections at most */
export function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'assay',
    // A statement, not an option of the connection: pools in between refuse those that they do not know.
    verify: (client, done) => void client.query(LIMITS).then(() => done(), done),
  });
  // A connection that dies while idle is replaced at the next question, one that dies within a transaction fails its next statement;
  // without listeners both would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * The pool as a database. Its transactions take a connection here and always give it back: Drizzle's own keeps one for ever whose first
 * statement fails, until the pool is empty.
 */
export function poolDatabase(pool: pg.Pool): Database {
  const sessions = new WeakMap<pg.PoolClient, NodePgDatabase>();
  const sessionOf = (client: pg.PoolClient): NodePgDatabase => {
    const session = sessions.get(client) ?? drizzle({ client, casing: 'snake_case' });
    sessions.set(client, session);
    return session;
  };
  const transaction: NodePgDatabase['transaction'] = async (work, config) => {
    const client = await pool.connect();
    try {
      return await sessionOf(client).transaction(work, config);
    } finally {
      client.release();
    }
  };
  return Object.assign(drizzle({ client: pool, casing: 'snake_case' }), { transaction });
}
