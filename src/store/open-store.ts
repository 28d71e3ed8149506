/** Opens what is remembered: `pglite:<folder>` for one process, `postgres://…` for many. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { FaultError, fault } from '../model/fault.js';
import { waitingRuns } from './inbox.js';
import type { Store } from './store.js';

/** Used where a project names no store. */
export const DEFAULT_STORE = 'pglite:.assay';

/** Enough for one check or decision at a time. */
const CONNECTIONS = 4;

/** A server that many processes use, or a folder that one process opens at a time. */
export type StorePlace =
  { readonly where: 'server'; readonly url: string } | { readonly where: 'folder'; readonly folder: string };

/**
 * @param url `pglite:<folder>` or `postgres://…`
 * @param root where a relative folder starts
 * @throws FaultError store-url
 */
export function storePlace(url: string, root: string): StorePlace {
  if (/^postgres(ql)?:\/\//i.test(url)) return { where: 'server', url };
  const folder = /^pglite:(?:\/\/)?(.*)$/i.exec(url)?.[1];
  if (folder === undefined || folder === '' || folder.includes('\0')) throw new FaultError([badUrl()]);
  return { where: 'folder', folder: isAbsolute(folder) ? folder : resolve(root, folder) };
}

/** True for a folder that nothing was recorded in: there is nothing to read, and to open it would make the store. */
export function isUnused(place: StorePlace): boolean {
  if (place.where === 'server') return false;
  return !existsSync(join(place.folder, 'pg')) && waitingRuns(place.folder).length === 0;
}

/**
 * Opens the store and brings its tables up to date. Drivers are loaded only here, so that commands without a store do not
 * pay for them.
 * @param url and root as in `storePlace`
 * @param connections at most so many to a server
 * @throws FaultError store-url, store-locked, store-foreign, store-corrupt, store-too-new, store-unreachable, store-denied
 */
export async function openStore(url: string, root: string, connections = CONNECTIONS): Promise<Store> {
  const place = storePlace(url, root);
  const { databaseStore } = await import('./database-store.js');
  if (place.where === 'server') {
    const { openPostgres } = await import('./open-postgres.js');
    return databaseStore(await openPostgres(place.url, connections));
  }
  const { openPglite } = await import('./open-pglite.js');
  return databaseStore(await openPglite(place.folder));
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
