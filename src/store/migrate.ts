/** Brings the tables up to date, and refuses a store that a newer Assay has written. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { FaultError } from '../model/fault.js';
import type { Database } from './store-database.js';
import { tooNew } from './store-too-new.js';

/** How drizzle's migrators are told where things are. */
export const MIGRATIONS = {
  migrationsFolder: join(dirname(fileURLToPath(import.meta.url)), 'migrations'),
  migrationsSchema: 'assay',
  migrationsTable: 'migrations',
};

/**
 * Applies what is missing.
 * @param apply drizzle's migrator of the driver
 * @throws FaultError `store-too-new`
 */
export async function migrate(db: Database, apply: () => Promise<void>): Promise<void> {
  const newest = newestKnown();
  const applied = await newestApplied(db);
  if (applied === newest) return;
  if (applied !== null && applied > newest) throw new FaultError([tooNew()]);
  await apply();
}

/** The time stamp of the last migration that this version brings. */
function newestKnown(): number {
  if (!existsSync(MIGRATIONS.migrationsFolder))
    throw new Error(`The migrations are missing from this installation: ${MIGRATIONS.migrationsFolder}`);
  return Math.max(...readMigrationFiles(MIGRATIONS).map((migration) => migration.folderMillis));
}

/** The time stamp of the last migration in the database; null for a new one. */
async function newestApplied(db: Database): Promise<number | null> {
  const there = await rows(db, sql`select to_regclass('assay.migrations') is not null as there`);
  if (there[0]?.['there'] !== true) return null;
  const last = await rows(db, sql`select max(created_at)::text as last from assay.migrations`);
  const value = last[0]?.['last'];
  return typeof value === 'string' ? Number(value) : null;
}

async function rows(
  db: Database,
  query: ReturnType<typeof sql>,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  // Both drivers give `{rows}` with rows as objects.
  const result: unknown = await db.execute(query);
  return (result as { readonly rows: readonly Readonly<Record<string, unknown>>[] }).rows;
}
