/** The store on a PostgreSQL server: many processes, one truth. */
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyAll } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { FaultError, type Fault, fault } from '../model/fault.js';
import { MIGRATIONS, migrate } from './migrate.js';
import { openPool, poolDatabase } from './pool-database.js';
import { postgresLabel } from './postgres-label.js';
import { toStoreError } from './store-error.js';
import type { OpenDatabase } from './store-database.js';

/** Any number that no one else takes: two starters must not migrate at once. */
const MIGRATION_LOCK = 7_290_416_553;

/** Connects and migrates. @throws FaultError store-url, store-unreachable, store-denied, store-too-new */
export async function openPostgres(url: string, connections: number): Promise<OpenDatabase> {
  const where = postgresLabel(url);
  const pool = openPool(url, connections);
  const db = poolDatabase(pool);
  try {
    await migrateOnce(pool);
  } catch (error) {
    await pool.end();
    throw error instanceof FaultError ? error : new FaultError([connectFault(where, error)]);
  }
  return { db, close: () => pool.end() };
}

/** Under a lock of its own connection, which the server lets go if this process dies. */
async function migrateOnce(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const db = drizzle({ client, casing: 'snake_case' });
    // Another starter may take its time.
    await client.query('set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(db, () => applyAll(db, MIGRATIONS));
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release(true);
  }
}

/** SQLSTATEs of a server that answers and says no: wrong password, no such role, no right to create. */
const DENIED: ReadonlySet<string | null> = new Set(['28P01', '28000', '42501']);

function connectFault(where: string, error: unknown): Fault {
  const { code, reason } = toStoreError(error);
  return DENIED.has(code)
    ? fault(
        'store-denied',
        `The store at ${where} refused: ${reason}.`,
        {},
        'Check user and password; on its first use the user must be allowed to create the schema `assay`.',
      )
    : fault(
        'store-unreachable',
        `The store at ${where} can not be used: ${reason}.`,
        {},
        'Check that the server runs, that the address is right and that the database exists.',
      );
}
