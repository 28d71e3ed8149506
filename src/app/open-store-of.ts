/** The store of a project, for what needs neither its contracts nor its data. */
import { userInfo } from 'node:os';
import { FaultError } from '../model/fault.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { loadConfig } from './config.js';
import { storeAddress } from './secrets.js';

export interface OpenedStore {
  readonly store: Store;
  /** Who asks, for the audit log: `ASSAY_USER`, else the account's name. */
  readonly user: string;
}

/**
 * Opens the store that `assay.yaml` names, in `cwd` or above it. Faults of contracts do not stand in the way.
 * @throws FaultError for faults of the configuration, and those of `openStore`
 */
export async function openStoreOf(
  environment: string | null,
  cwd: string = process.cwd(),
): Promise<OpenedStore> {
  const { config, faults } = await loadConfig(cwd, environment);
  if (faults.length > 0) throw new FaultError(faults);
  const store = await openStore(storeAddress(config), config.root);
  return { store, user: process.env['ASSAY_USER'] ?? userInfo().username };
}
