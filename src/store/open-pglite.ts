/** The store in a folder: PostgreSQL within this process, nothing to install. One process at a time. */
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate as applyAll } from 'drizzle-orm/pglite/migrator';
import { FaultError } from '../model/fault.js';
import { createDatabase } from './create-database.js';
import { DURABLE_START, DurableNodeFs } from './durable-node-fs.js';
import { lockFolder } from './lock-folder.js';
import { MIGRATIONS, migrate } from './migrate.js';
import { claimFolder, corrupt, denied, ensureDatabase, isRefusal, withinFolder } from './store-folder.js';
import { takeIn } from './take-in.js';
import { toStoreError } from './store-error.js';
import type { OpenDatabase } from './store-database.js';

/** Locks, creates, opens, migrates and takes in what waits. @throws FaultError store-locked, store-foreign, store-corrupt, store-too-new */
export async function openPglite(folder: string): Promise<OpenDatabase> {
  const unlock = withinFolder(folder, () => {
    claimFolder(folder);
    return lockFolder(folder);
  });
  try {
    const client = await start(await ensureDatabase(folder, createDatabase));
    const db = drizzle({ client, casing: 'snake_case' });
    const close = async (): Promise<void> => {
      if (!client.closed) await client.close();
      unlock();
    };
    const catchUp = oneAtATime(() => takeIn(db, folder));
    try {
      await migrate(db, () => applyAll(db, MIGRATIONS));
      await catchUp();
    } catch (error) {
      await client.close();
      throw error;
    }
    return { db, close, catchUp };
  } catch (error) {
    unlock();
    if (error instanceof FaultError) throw error;
    throw isRefusal(error) ? denied(folder, error) : toStoreError(error);
  }
}

/** Callers that come while the work is done wait for it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let busy: Promise<void> | null = null;
  return () =>
    (busy ??= work().finally(() => {
      busy = null;
    }));
}

async function start(data: string): Promise<PGlite> {
  const said: string[] = [];
  const client = new PGlite({
    fs: new DurableNodeFs(data),
    startParams: DURABLE_START,
    onStderr: (line) => said.push(line) > 0,
  });
  try {
    await client.waitReady;
    return client;
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw corrupt(data, reason(said, error));
  }
}

/** What PostgreSQL said last before it gave up. */
function reason(said: readonly string[], error: unknown): string {
  const last = said.findLast((line) => /\b(FATAL|PANIC|ERROR):/.test(line)) ?? said.at(-1);
  return (last ?? (error instanceof Error ? error.message : String(error))).trim().replace(/\.$/, '');
}
