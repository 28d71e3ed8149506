/** Opens the service: one project, one store, a worker, clocks and the event stream, joined to the calls of `Service`. */
import { openHallmarks } from '../app/hallmarks.js';
import { hallmarkSettings } from '../app/hallmark-settings.js';
import { loadConfig } from '../app/config.js';
import { storeAddress } from '../app/secrets.js';
import type { ConfigFile } from '../generated/config.js';
import { FaultError } from '../model/fault.js';
import { openStore } from '../store/open-store.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { Service } from './service.js';
import { serviceSettings, type ServiceOverrides, type ServiceSettings } from './settings.js';
import { startParts } from './start-parts.js';
import { serviceCalls } from './service-calls.js';

export interface ServiceOptions {
  /** Where to look for `assay.yaml`, upwards. */
  readonly cwd: string;
  readonly environment: string | null;
  readonly server: string | null;
  readonly byHand: ServiceOverrides;
  readonly log: Log;
}

export interface OpenedService {
  readonly service: Service;
  readonly settings: ServiceSettings;
  readonly metrics: Metrics;
  readonly written: ConfigFile;
  /** Folder of `assay.yaml`. */
  readonly root: string;
}

/** Connections to a store on a server: waiting callers, the worker, the clocks. */
const CONNECTIONS = 10;

/**
 * Opens the store, loads the project and starts to work. The settings of `service` are read once; contracts, policy and schedules
 * follow their files.
 * @throws FaultError for faults of the project, for an embedded store that another process has, and for a store that can not be reached
 */
export async function openService(options: ServiceOptions): Promise<OpenedService> {
  const { config, written, faults } = await loadConfig(options.cwd, options.environment);
  if (faults.length > 0) throw new FaultError(faults);
  const settings = serviceSettings(written.service, options.byHand);
  const store = await openStore(storeAddress(config), config.root, CONNECTIONS);
  const hallmarks = openHallmarks({
    settings: hallmarkSettings(config, written),
    root: config.root,
    address: () => storeAddress(config),
    keys: () => Promise.resolve(store.access),
    now: () => new Date(),
  });
  try {
    await hallmarks.prepare();
    const parts = await startParts({ ...options, settings, store, hallmarks });
    return { service: serviceCalls(parts), settings, metrics: parts.metrics, written, root: config.root };
  } catch (error) {
    await store.close();
    throw error;
  }
}
