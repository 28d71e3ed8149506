/** Hallmarks that load what they stand on with the first call: a check signs nothing and should not wait for it. */
import { hallmarkSettings } from './hallmark-settings.js';
import type { HallmarkParts, Hallmarks } from './hallmarks.js';
import type { LazyStore } from './lazy-store.js';
import type { LoadedProject } from './load-project.js';

/** Those of a project on its store. @param address of the store, resolved */
export function projectHallmarks(
  { config, written }: Pick<LoadedProject, 'config' | 'written'>,
  store: Pick<LazyStore, 'get'>,
  address: () => string,
): Hallmarks {
  return lazyHallmarks({
    settings: hallmarkSettings(config, written),
    root: config.root,
    address,
    keys: async () => (await store.get()).access,
    now: () => new Date(),
  });
}

/** As `openHallmarks`. */
export function lazyHallmarks(parts: HallmarkParts): Hallmarks {
  let opened: Promise<Hallmarks> | null = null;
  const get = (): Promise<Hallmarks> =>
    (opened ??= import('./hallmarks.js').then(({ openHallmarks }) => openHallmarks(parts)));
  return {
    prepare: async () => (await get()).prepare(),
    strike: async (decision) => (await get()).strike(decision),
    verify: async (token, use) => (await get()).verify(token, use),
    jwks: async () => (await get()).jwks(),
  };
}
