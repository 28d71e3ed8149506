/** The database as the store's questions see it: the same over PGlite and PostgreSQL. */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A connection, a pool, or one transaction of it. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** An open database and how to let it go. */
export interface OpenDatabase {
  readonly db: Database;
  /** Records what other processes have left for it meanwhile; absent where they record by themselves. */
  readonly catchUp?: () => Promise<void>;
  readonly close: () => Promise<void>;
}
