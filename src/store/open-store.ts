/** Opens what is remembered: `pglite:<folder>` for one process, `postgres://…` for many. */
import { isAbsolute, resolve } from 'node:path';
import { FaultError, fault } from '../model/fault.js';
import type { Store } from './store.js';

/** Used where a project names no store. */
export const DEFAULT_STORE = 'pglite:.assay';

/**
 * Opens the store and brings its tables up to date. Drivers are loaded only here, so that commands without a store do not
 * pay for them.
 * @param url `pglite:<folder>` or `postgres://…`
 * @param root where a relative folder starts
 * @throws FaultError store-url, store-locked, store-foreign, store-corrupt, store-too-new, store-unreachable, store-denied
 */
export async function openStore(url: string, root: string): Promise<Store> {
  const { databaseStore } = await import('./database-store.js');
  if (/^postgres(ql)?:\/\//i.test(url)) {
    const { openPostgres } = await import('./open-postgres.js');
    return databaseStore(await openPostgres(url));
  }
  const folder = /^pglite:(?:\/\/)?(.*)$/i.exec(url)?.[1];
  if (folder === undefined || folder === '' || folder.includes('\0')) throw new FaultError([badUrl()]);
  const { openPglite } = await import('./open-pglite.js');
  return databaseStore(await openPglite(isAbsolute(folder) ? folder : resolve(root, folder)));
}

function badUrl() {
  // The text itself is not shown: it may hold a password.
  return fault(
    'store-url',
    'The store is neither `pglite:<folder>` nor a `postgres://` address.',
    {},
    'Write `store: pglite:.assay` in assay.yaml, or set ASSAY_STORE=postgres://user@host/database.',
  );
}
